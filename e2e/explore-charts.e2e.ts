import { readFileSync } from 'node:fs'
import { expect, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { ShellPart } from './pages/shell.ts'
import { axeFindings } from './support/accessibility.ts'
import { pictureWidth } from './support/picture-width.ts'

test.use({ appOptions: { synced: true, server: { films: 1500 } } })

test('every kind of chart that fits is drawn and heard, the others say why, and a picture is what is seen', async ({
  app,
}, info) => {
  const explore = new ExplorePage(app.window)
  const shell = new ShellPart(app.window)
  await explore.open()
  await explore.choose(explore.pill('Add a dimension to rows'), 'Language')
  await explore.choose(explore.pill('Shown: All rows'), 'First 10, and one row of all others')
  await explore.choose(explore.pill('Add a dimension to columns'), 'Released decade')
  await explore.settled()
  await expect(explore.kind).toHaveText('Heat map')
  await explore.kind.click()
  const menu = app.window.getByRole('menu')
  const greyed = menu.getByRole('menuitemcheckbox', { disabled: true })
  await expect(greyed).toContainText([
    'Bars (there are two dimensions)',
    'Histogram (there are two dimensions)',
    'Median in its band (there are two dimensions)',
    /Slope \(needs two columns, there are \d+\)/,
    'Scatter (needs two measures)',
  ])
  await app.window.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
  for (const kind of ['Stacked bars', 'Stacked to 100%', 'Lines', 'Area']) {
    await explore.choose(explore.kind, kind)
    await expect(explore.kind).toHaveText(kind)
    await expect(app.window.locator('.explore-chart svg.further, .explore-chart .further svg').first()).toBeVisible()
  }
  // The marks speak, the arrows go along a line and from one to the next.
  await explore.choose(explore.kind, 'Lines')
  await explore.marks.focus()
  await expect(explore.marks).toBeFocused()
  const option = explore.marks.getByRole('option')
  await app.window.keyboard.press('Home')
  const first = await option.innerText()
  expect(first).toMatch(/^.+, \d{4}s, films [\d,]+$/)
  await app.window.keyboard.press('ArrowRight')
  await expect(option).not.toHaveText(first)
  await app.window.keyboard.press('ArrowLeft')
  await app.window.keyboard.press('ArrowDown')
  await expect(option).not.toHaveText(first)

  const file = info.outputPath('lines.svg')
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  await explore.choose(app.window.getByRole('button', { name: /^More for Films by / }), 'Save as SVG…')
  await expect(app.window.getByText('Saved lines.svg')).toBeVisible()
  const svg = readFileSync(file, 'utf8')
  const curves = (text: string) => [...text.matchAll(/class="recharts-curve[^"]*"/g)].length
  const shown = await app.window.locator('.explore-chart .recharts-line-curve').count()
  expect(shown).toBeGreaterThan(1)
  expect(curves(svg)).toBe(shown)
  expect(svg).not.toContain('var(--')
  expect(await pictureWidth(app.window, svg)).toBe(960)

  // A kind is one step of the undo, and kept over a restart.
  await shell.section('Explore').focus()
  await app.window.keyboard.press('Control+z')
  await expect(explore.kind).toHaveText('Area')
  await app.restart()
  const again = new ExplorePage(app.window)
  await again.settled()
  await expect(again.kind).toHaveText('Area')
})

test('a colour is that of its member in the whole catalogue: a filter recolours nothing', async ({ app }) => {
  const explore = new ExplorePage(app.window)
  const shell = new ShellPart(app.window)
  await explore.open()
  await explore.choose(explore.pill('Add a dimension to rows'), 'Released decade')
  await explore.choose(explore.pill('Add a dimension to columns'), 'Language')
  await explore.settled()
  await explore.choose(explore.kind, 'Lines')
  const legend = app.window.locator('.explore-chart .series-legend > g')
  const looks = async () =>
    Object.fromEntries(
      await legend.evaluateAll((lines) =>
        lines.map((line) => [
          line.querySelector('text')?.textContent ?? '',
          line.querySelector('path')?.getAttribute('class') ?? '',
        ]),
      ),
    )
  await expect(legend.first()).toBeVisible()
  const before = await looks()
  await explore.table.getByRole('rowheader', { name: '2010s', exact: true }).click()
  await expect(explore.activeCell).toHaveText('2010s')
  await app.window.keyboard.press('Space')
  await expect(shell.chips).toHaveCount(1)
  await explore.settled()
  const after = await looks()
  const both = Object.keys(after).filter((name) => name in before)
  expect(both.length).toBeGreaterThan(0)
  for (const name of both) expect(after[name]).toBe(before[name])
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { synced: true, server: { films: 5000 }, theme } })

    test('axe reports nothing of any kind of chart; their pictures are kept for people to judge', async ({ app }) => {
      const explore = new ExplorePage(app.window)
      await explore.open()
      const found: string[] = []
      const look = async (kind: string, name: string, sizes: readonly (readonly [number, number])[]) => {
        await explore.choose(explore.kind, kind)
        await expect(explore.kind).toHaveText(kind)
        for (const [width, height] of sizes) {
          await app.resize(width, height)
          await expect.poll(() => app.window.evaluate(() => innerWidth)).toBe(width)
          await explore.settled()
          await app.screenshot(`explore-${name}-${theme}-${width}`)
        }
        found.push(...(await axeFindings(app.window)))
      }
      const one = [[1280, 800]] as const
      const all = [[900, 600], [1920, 1080], ...one] as const
      await explore.choose(explore.pill('Add a dimension to rows'), 'Language')
      await explore.choose(explore.pill('Shown: All rows'), 'First 10, and one row of all others')
      await explore.choose(explore.pill('Add a dimension to columns'), 'Released decade')
      await explore.choose(explore.pill('Add a measure'), 'Mean rating')
      await explore.settled()
      await look('Lines', 'lines', all)
      await look('Stacked bars', 'stacked', one)
      await look('Area', 'area', one)
      await look('Scatter', 'scatter', all)
      await explore.pill('Rows: Language').press('Delete')
      await expect(explore.pill('Rows: Language')).toHaveCount(0)
      await explore.choose(explore.pill('Add a measure'), '10th percentile of rating')
      await explore.choose(explore.pill('Add a measure'), '90th percentile of rating')
      await explore.settled()
      await look('Histogram', 'histogram', one)
      const measure = app.window.getByRole('combobox', { name: 'Measure of the chart' })
      await measure.click()
      await app.window.getByRole('option', { name: 'Mean rating', exact: true }).click()
      await look('Median in its band', 'band', one)
      await look('Bars', 'hatched', one)
      expect(found).toEqual([])
    })
  })
}
