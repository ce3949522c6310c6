import { readFileSync } from 'node:fs'
import { expect, type RunningApp, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { OverviewPage } from './pages/overview.ts'
import { axeFindings } from './support/accessibility.ts'

test.use({ appOptions: { synced: true, server: { films: 5000, quirks: 20 } } })

/** The texts of chart heads that are cut. */
function cut(app: RunningApp, selector: string): Promise<string[]> {
  return app.window.evaluate(
    (wanted) =>
      [...document.querySelectorAll(wanted)]
        .filter((text) => text.scrollWidth > text.clientWidth)
        .map((text) => text.textContent ?? ''),
    selector,
  )
}

test('the counts beside chart titles are whole in every window, with a filter and beside the sync panel', async ({
  app,
}) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  for (const [width, height] of [
    [1280, 800],
    [900, 600],
    [1920, 1080],
  ] as const) {
    await app.resize(width, height)
    await overview.settled()
    await expect.poll(() => cut(app, '.chart-head h2, .chart-counted'), `${width}`).toEqual([])
    await app.screenshot(`overview-heads-${width}`)
  }
  await app.resize(1280, 800)
  await overview.marks('Films by genre').focus()
  await app.window.keyboard.press('Home')
  await app.window.keyboard.press('Space')
  await overview.settled()
  await expect.poll(() => cut(app, '.chart-counted')).toEqual([])
  await app.screenshot('overview-heads-filter')
  await new CockpitPart(app.window).start()
  for (const [width, height] of [
    [1280, 800],
    [900, 600],
  ] as const) {
    await app.resize(width, height)
    await overview.settled()
    await expect.poll(() => cut(app, '.chart-counted'), `${width}`).toEqual([])
    await app.screenshot(`overview-heads-sync-${width}`)
  }
})

test('a bar that dwarfs the rest is drawn on a log scale on request, remembered, and saved so', async ({
  app,
}, info) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  const language = overview.chart('Films by language')
  const bars = () => language.locator('svg path.mark').first().getAttribute('d')
  const before = await bars()
  // No genre dwarfs the rest: no log scale is offered.
  await overview.chart('Films by genre').getByRole('button', { name: 'More for Films by genre' }).click()
  await expect(app.window.getByRole('menuitem', { name: 'Show as a table…' })).toBeVisible()
  await expect(app.window.getByRole('menuitemcheckbox', { name: 'Log scale' })).toHaveCount(0)
  await app.window.keyboard.press('Escape')

  await language.getByRole('button', { name: 'More for Films by language' }).click()
  await app.window.getByRole('menuitemcheckbox', { name: 'Log scale' }).click()
  await expect(language).toContainText('Log scale.')
  expect(await bars()).not.toBe(before)
  const drawn = await bars()
  await app.window.keyboard.press('Escape')
  await app.screenshot('overview-log-scale')
  expect(await axeFindings(app.window)).toEqual([])

  const file = info.outputPath('languages.svg')
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  await overview.choose('Films by language', 'Save as SVG…')
  await expect(app.window.getByText('Saved languages.svg')).toBeVisible()
  expect(readFileSync(file, 'utf8')).toContain('Log scale.')

  await expect.poll(async () => (await app.ask('ui.get')).state['charts.language.log']).toBe(true)
  await app.restart()
  const after = new OverviewPage(app.window)
  await after.open()
  await expect(after.chart('Films by language')).toContainText('Log scale.')
  await expect
    .poll(() => after.chart('Films by language').locator('svg path.mark').first().getAttribute('d'))
    .toBe(drawn)
})

test('every age on the page is told from one clock', async ({ app }) => {
  const overview = new OverviewPage(app.window)
  await overview.open()
  const bar = app.window.locator('.status-bar')
  const { publishedAt } = await app.ask('warehouse.status')
  await app.window.clock.setFixedTime((publishedAt ?? 0) + 20_000)
  await expect(bar).toContainText('just now')
  await expect(overview.figure('Published')).toHaveText('just now')
  await app.window.clock.setFixedTime((publishedAt ?? 0) + 185 * 60_000)
  await expect(bar).toContainText('3 h ago')
  await expect(overview.figure('Published')).toHaveText('3 h ago')
})

test.describe('in the dark theme', () => {
  test.use({ appOptions: { synced: true, server: { films: 5000 }, theme: 'dark' } })

  test('the heat map has a legend with its numbers and unit', async ({ app }) => {
    const overview = new OverviewPage(app.window)
    await overview.open()
    const legend = overview.chart('Genre by decade').locator('.heat-legend')
    await expect(legend.locator('text').first()).toHaveText('0')
    await expect(legend.locator('text').last()).toHaveText(/^[\d,.K]+ films$/)
    await expect(legend.locator('path')).toHaveCount(9)
    await app.screenshot('overview-legend-dark')
    expect(await axeFindings(app.window)).toEqual([])
  })
})
