import { readFileSync } from 'node:fs'
import { expect, test } from './fixtures.ts'
import { GridPart } from './pages/grid.ts'
import { SchemaPage } from './pages/schema.ts'
import { dismissToasts } from './pages/toasts.ts'
import { axeFindings } from './support/accessibility.ts'

test.use({ appOptions: { synced: true, server: { films: 600, quirks: 20 } } })

test('the star has live counts, leads to its tables and is saved as SVG', async ({ app }, info) => {
  const schema = new SchemaPage(app.window)
  await schema.open()
  await expect(schema.box('fact_movies')).toHaveAccessibleName(/Fact · 600 rows/)
  await expect(schema.box('dim_date')).toContainText('role: upload date')
  await expect(schema.box('dim_date')).toContainText(/run 1 · \d{4}-\d\d-\d\d \d\d:\d\d/)
  await expect(schema.outline.getByRole('definition').first()).toContainText('run 1 · ')
  await expect(schema.box('dim_released_year')).toContainText('role: released year')
  await expect(
    schema.outline.getByRole('listitem').filter({
      hasText:
        /^date_key → dim_date, the upload date FK · INTEGER · not null Key of the upload date; 0 stands for unknown\.$/,
    }),
  ).toBeVisible()

  const file = info.outputPath('star.svg')
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  await app.window.getByRole('button', { name: 'Save SVG' }).click()
  await expect(app.window.getByText('Diagram saved')).toBeVisible()
  const svg = readFileSync(file, 'utf8')
  expect(svg).toContain('>genre_junction<')
  expect(svg).toContain('600 rows')

  await schema.box('dim_genre').click()
  await new GridPart(app.window, 'Genre').ready()
})

test('the outline has every column of every table, with its type and what it holds, at every size', async ({ app }) => {
  const { nodes } = await app.ask('schema.describe')
  const columns = nodes.flatMap((node) => node.columns.map(({ name, type }) => ({ name, type })))
  const schema = new SchemaPage(app.window)
  await schema.open()
  const lines = schema.outline.locator('.outline-column')
  await expect(lines).toHaveCount(columns.length)
  for (const [index, text] of (await lines.allInnerTexts()).entries()) {
    expect(text).toContain(columns[index]?.name)
    expect(text).toContain(columns[index]?.type)
    expect(text).toMatch(/\.$/)
  }
  for (const [width, height] of [
    [900, 600],
    [1920, 1080],
  ] as const) {
    await app.resize(width, height)
    if (!(await schema.outline.isVisible())) await app.window.getByRole('button', { name: 'Show the outline' }).click()
    await expect(lines.first()).toBeVisible()
    const cut = () =>
      schema.outline.evaluate(
        (outline) =>
          [...outline.querySelectorAll('.outline-column, .outline-column *')].filter(
            (part) => part.getBoundingClientRect().right > outline.getBoundingClientRect().right,
          ).length + Number(outline.scrollWidth > outline.clientWidth),
      )
    await expect.poll(cut).toBe(0)
    await app.screenshot(`schema-outline-${width}`)
  }
})

test('arrows follow the keys, plus and minus zoom, 0 fits, Enter opens', async ({ app }) => {
  const schema = new SchemaPage(app.window)
  await schema.open()
  await schema.box('fact_movies').focus()
  await app.window.keyboard.press('ArrowDown')
  await expect.poll(() => schema.focused()).toBe('genre_junction')
  await app.window.keyboard.press('ArrowRight')
  await expect.poll(() => schema.focused()).toBe('dim_genre')
  const fitted = await schema.widthOf('dim_genre')
  await app.window.keyboard.press('+')
  await expect.poll(() => schema.widthOf('dim_genre')).toBeGreaterThan(fitted * 1.1)
  await app.window.keyboard.press('-')
  await app.window.keyboard.press('-')
  await expect.poll(() => schema.widthOf('dim_genre')).toBeLessThan(fitted)
  await app.window.keyboard.press('0')
  await expect.poll(async () => Math.abs((await schema.widthOf('dim_genre')) - fitted)).toBeLessThan(1)
  await app.window.keyboard.press('Enter')
  await new GridPart(app.window, 'Genre').ready()
})

test('the lineage shows what went in, came out and was refused', async ({ app, api }) => {
  api.setFaults(['negative-ids=2@pages:3'])
  const { fetched, quarantined } = await app.sync({ mode: 'full' })
  const schema = new SchemaPage(app.window)
  await schema.open()
  await schema.show('Lineage')
  const edges = app.window.locator('.schema-edges')
  await expect(edges.getByText(`${quarantined} refused`)).toBeVisible()
  await expect(edges.getByText(`${fetched} in`).first()).toBeVisible()
  await expect(schema.outline).toContainText(`${quarantined} refused`)
  await app.screenshot('schema-lineage-refused')
})

test.describe('before the first load', () => {
  test.use({ appOptions: { synced: false } })

  test('layers say that they are not built', async ({ app }) => {
    const schema = new SchemaPage(app.window)
    await schema.open()
    for (const id of ['fact_movies', 'dim_genre', 'genre_junction'])
      await expect(schema.box(id)).toHaveAccessibleName(/not built/)
    await app.screenshot('schema-not-built')
    await schema.show('Lineage')
    await expect(schema.box('bronze_page')).toHaveAccessibleName(/not built/)
  })
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { synced: true, server: { films: 600, quirks: 20 }, theme } })

    test('axe finds nothing, at both sizes', async ({ app }) => {
      const schema = new SchemaPage(app.window)
      await schema.open()
      await dismissToasts(app.window)
      for (const view of ['Keys', 'Lineage'] as const) {
        await schema.show(view)
        for (const [width, height] of [
          [1280, 800],
          [900, 600],
        ] as const) {
          await app.resize(width, height)
          await expect.poll(() => app.window.evaluate(() => window.innerWidth)).toBe(width)
          if (!(await schema.outline.isVisible()))
            await app.window.getByRole('button', { name: 'Show the outline' }).click()
          await schema.outline.waitFor()
          await app.screenshot(`schema-${view.toLowerCase()}-${theme}-${width}`)
        }
        expect(await axeFindings(app.window)).toEqual([])
      }
    })
  })
}
