import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { SettingsPage } from './pages/settings.ts'
import { ShellPart } from './pages/shell.ts'
import { tabTo, walkTabOrder } from './support/tab-order.ts'

test.use({ appOptions: { server: { films: 1200 } } })

test('without a mouse: load, brush, exclude, inspect, save a chart, change a setting', async ({
  app,
  dataDir,
}, info) => {
  const page = app.window
  const { keyboard } = page
  const shell = new ShellPart(page)
  const go = async (section: string) => {
    await tabTo(page, shell.section(section))
    await keyboard.press('Enter')
    await expect(shell.section(section)).toHaveAttribute('aria-current', 'page')
  }
  await tabTo(page, shell.firstLaunch.getByRole('button', { name: 'Sync from YTS' }))
  await keyboard.press('Enter')
  const cockpit = new CockpitPart(page)
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  await tabTo(page, cockpit.button('Close'))
  await keyboard.press('Enter')
  await expect(cockpit.root).toBeHidden()
  await expect(page.locator('#sync-button'), 'the focus goes back to what opened it').toBeFocused()

  const overview = new OverviewPage(page)
  await overview.ready()
  const all = await overview.films()
  await tabTo(page, overview.marks('Films by released year'))
  await keyboard.press('End')
  for (let step = 0; step < 12; step++) await keyboard.press('Shift+ArrowLeft')
  await expect(overview.chips).toHaveText([/^Released: /])
  await tabTo(page, overview.marks('Films by genre'), 'Shift+Tab')
  await keyboard.press('Home')
  await keyboard.press('x')
  await expect(overview.chips).toHaveText([/^Genre not: /, /^Released: /])
  const left = await overview.films()
  expect(left).toBeLessThan(all)

  await go('Movies')
  const movies = new MoviesPage(page)
  await movies.grid.ready()
  expect(await movies.grid.rowCount()).toBe(left)
  await tabTo(page, movies.grid.root)
  await keyboard.press('ArrowDown')
  await keyboard.press('Space')
  const title = await (await movies.grid.cell(1, 'Title')).innerText()
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${title}`)
  await tabTo(page, movies.inspector.getByRole('tab', { selected: true }))
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  await keyboard.press('Enter')
  await expect(movies.inspector.getByRole('tabpanel')).toContainText('"imdb_code"')
  await keyboard.press('Escape')
  await expect(movies.grid.root).toBeFocused()

  await go('Overview')
  await overview.settled()
  const file = info.outputPath('ratings.png')
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  await tabTo(page, page.getByRole('button', { name: 'More for Films by rating' }))
  await keyboard.press('Enter')
  const entry = page.getByRole('menuitem', { name: 'Save as PNG…' })
  await expect(entry).toBeVisible()
  for (let step = 0; step < 12 && !(await entry.evaluate((node) => node === document.activeElement)); step++) {
    await keyboard.press('ArrowDown')
  }
  await keyboard.press('Enter')
  await expect(page.getByText('Saved ratings.png')).toBeVisible()
  expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG')
  await tabTo(page, shell.chips.first().getByRole('button'))
  await keyboard.press('Enter')
  await expect(overview.chips).toHaveText([/^Released: /])
  await expect(shell.chips.first().getByRole('button'), 'the focus goes to the next chip').toBeFocused()

  await go('Settings')
  await tabTo(page, page.getByRole('tab', { selected: true }))
  for (
    let step = 0;
    step < 2 && (await page.getByRole('tab', { name: 'config.yaml', selected: true }).count()) === 0;
    step++
  ) {
    await keyboard.press('ArrowRight')
    await keyboard.press('Enter')
  }
  const settings = new SettingsPage(page)
  await tabTo(page, settings.field('Max workers'))
  await keyboard.press('Control+a')
  await keyboard.type('7')
  await tabTo(page, settings.button('Review and save…'))
  await keyboard.press('Enter')
  await tabTo(page, settings.dialog.getByRole('button', { name: 'Save', exact: true }))
  await keyboard.press('Enter')
  await expect(settings.dialog).toBeHidden()
  expect(readFileSync(path.join(dataDir, 'config.yaml'), 'utf8')).toContain('max_workers: 7')
})

test.describe('on every page', () => {
  test.use({ appOptions: { server: { films: 400, quirks: 20 }, synced: true } })

  test('Tab reaches every control, shows where it is, and goes on', async ({ app }) => {
    const page = app.window
    const shell = new ShellPart(page)
    await shell.search.fill('the')
    for (const name of await shell.sections().allInnerTexts()) {
      await shell.visit(name)
      const walk = await walkTabOrder(page)
      expect.soft(walk.trapped, `${name}: trapped`).toBeNull()
      expect.soft(walk.missed, `${name}: not reached`).toEqual([])
      expect.soft(walk.unmarked, `${name}: no sign of the focus`).toEqual([])
      expect.soft(walk.hidden, `${name}: focused out of sight`).toEqual([])
      expect.soft(walk.visited, `${name}: controls`).toBeGreaterThan(8)
    }
  })
})
