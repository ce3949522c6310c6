import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, type RunningApp, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { ExportPart } from './pages/export.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { SettingsPage } from './pages/settings.ts'
import { ShellPart } from './pages/shell.ts'
import { toastsOf } from './pages/toasts.ts'
import { axeFindings } from './support/accessibility.ts'
import { holdPages } from './support/held-pages.ts'
import { clickMenu, menuItem } from './support/native-menu.ts'
import { chooseSavePath } from './support/save-path.ts'

test.use({ appOptions: { synced: true, server: { films: 400, quirks: 20 } } })

/** Does a command by the palette, with the keyboard. */
async function run(app: RunningApp, typed: string, name: string | RegExp): Promise<void> {
  const palette = await new ShellPart(app.window).palette(typed)
  const option = palette.getByRole('option', { name }).first()
  await expect(option).toBeVisible()
  await expect(option).toHaveAttribute('data-highlighted', '')
  await app.window.keyboard.press('Enter')
  await expect(palette).toBeHidden()
}

test('the theme is chosen by the palette as in the settings, and stays over a restart', async ({ app }) => {
  const isDark = () => app.window.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  expect(await isDark()).toBe(false)
  await run(app, 'theme dark', /Theme: Dark/)
  await expect.poll(isDark).toBe(true)
  await new SettingsPage(app.window).open('App')
  await expect(app.window.getByRole('button', { name: 'Dark' })).toHaveAttribute('aria-pressed', 'true')
  // Chosen there, told here.
  await app.window.getByRole('button', { name: 'Light', exact: true }).click()
  await expect.poll(isDark).toBe(false)
  const palette = await new ShellPart(app.window).palette('theme')
  await expect(palette.getByRole('option', { name: /Theme: Light/ })).toContainText('in use')
  await expect(palette.getByRole('option', { name: /Theme: Dark/ })).not.toContainText('in use')
  await app.window.keyboard.press('Escape')
  await clickMenu(app, 'theme.dark')
  await expect.poll(isDark).toBe(true)
  await expect.poll(async () => (await app.ask('ui.get')).theme).toBe('dark')
  await app.restart()
  await expect.poll(isDark).toBe(true)
})

test('the palette exports what the page shows, or says why nothing', async ({ app }) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'yts-saved-'))
  const shell = new ShellPart(app.window)
  const exported = async (name: string, option: RegExp) => {
    await chooseSavePath(app, path.join(folder, name))
    await run(app, 'export', option)
    if (name.endsWith('.csv')) await new ExportPart(app.window).write(name)
    else await expect(toastsOf(app.window).filter({ hasText: name }).first()).toBeVisible()
    return readFileSync(path.join(folder, name), 'utf8')
  }
  await new MoviesPage(app.window).open()
  expect((await exported('films.csv', /Export Table.*Films/)).split('\r\n')).toHaveLength(400 + 2)
  await shell.visit('Runs')
  expect((await exported('runs.csv', /Export Table.*Runs/)).split('\r\n')[0]).toMatch(/^Run,Status,/)
  await shell.visit('Schema')
  expect(await exported('star.svg', /SVG/)).toContain('<svg')

  await shell.visit('Settings')
  const palette = await shell.palette('export')
  const option = palette.getByRole('option', { name: /Export Table/ })
  await expect(option).toContainText('this page has nothing to export')
  await expect(option).toHaveAttribute('aria-disabled', 'true')
  await app.window.keyboard.press('Enter')
  await expect(palette).toBeVisible()
  await app.window.keyboard.press('Escape')
  await clickMenu(app, 'page.export')
  await expect(toastsOf(app.window).filter({ hasText: 'this page has nothing to export' })).toBeVisible()

  // Of the charts, the one that was used last.
  const overview = new OverviewPage(app.window)
  await shell.visit('Overview')
  await overview.ready()
  await expect((await shell.palette('export')).getByRole('option').first()).toContainText('no chart was chosen')
  await app.window.keyboard.press('Escape')
  await app.window.getByRole('region', { name: 'Films by genre', exact: true }).getByRole('heading').click()
  expect(await exported('genres.csv', /Export Table.*Films by genre/)).toMatch(/^Genre,/)
  rmSync(folder, { recursive: true })
})

test('the palette verifies, and the settings show the same result', async ({ app }) => {
  await run(app, 'verify', /Verify the Warehouse/)
  await expect(toastsOf(app.window).filter({ hasText: 'Everything is in order' })).toBeVisible()
  await new SettingsPage(app.window).open('App')
  await expect(app.window.getByRole('main').getByText('Everything is in order')).toBeVisible()
})

test('the palette compares, swaps and stops, greyed while there is nothing to; it shows films as posters and as a grid', async ({
  app,
}) => {
  const shell = new ShellPart(app.window)
  const strip = app.window.getByRole('region', { name: 'Comparison' })
  await shell.visit('Movies')
  const palette = await shell.palette('stop comparing')
  await expect(palette.getByRole('option', { name: /Stop Comparing/ })).toContainText('nothing is compared')
  await app.window.keyboard.press('Escape')
  await shell.search.fill('the')
  await run(app, 'compare rest', /Compare with the Rest/)
  await expect(app.window.getByRole('heading', { name: 'Explore' })).toBeVisible()
  await expect(strip.locator('.compare-name').first()).toHaveText('A')
  await run(app, 'swap compared', /Swap the Compared Sides/)
  await expect(strip.locator('.compare-name').first()).toHaveText('B')
  await run(app, 'stop comparing', /Stop Comparing/)
  await expect(strip).toHaveCount(0)

  await run(app, 'wall posters', /Films as a Wall of Posters/)
  await expect(app.window.getByRole('listbox', { name: 'Films', exact: true })).toBeVisible()
  await run(app, 'films grid', /Films as a Grid/)
  await expect(app.window.getByRole('grid', { name: 'Films', exact: true })).toBeVisible()
})

test('the palette opens the data folder', async ({ app, dataDir }) => {
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { openedPaths: opened })
    shell.openPath = async (folder) => {
      opened.push(folder)
      return ''
    }
  })
  await run(app, 'data folder', /Open Data Folder/)
  const opened = () => app.electron.evaluate(() => (globalThis as unknown as { openedPaths: string[] }).openedPaths)
  await expect.poll(opened).toEqual([dataDir])
})

test('a dry run by the palette writes nothing; while a load runs it is greyed there and in the menu', async ({
  app,
  api,
}) => {
  api.catalogue.append(3)
  const before = await app.ask('warehouse.status')
  const cockpit = new CockpitPart(app.window)
  await run(app, 'dry run new', /Dry Run: What Is New/)
  await expect(cockpit.phase('Dry run complete: nothing was written')).toBeVisible()
  expect(await cockpit.figure('Added')).toBe('3')
  expect((await app.ask('warehouse.status')).films).toBe(before.films)

  const release = holdPages(api)
  await run(app, 'dry run catalogue', /Dry Run: The Whole Catalogue/)
  await expect.poll(async () => (await menuItem(app, 'sync.cancel'))?.enabled).toBe(true)
  expect(await menuItem(app, 'data.verify')).toEqual({
    label: 'Verify the Warehouse (a load is running)',
    enabled: false,
  })
  const palette = await new ShellPart(app.window).palette('load is')
  await palette.getByRole('combobox').fill('dry run')
  for (const option of await palette.getByRole('option', { name: /Dry Run/ }).all()) {
    await expect(option).toContainText('a load is running')
    await expect(option).toHaveAttribute('aria-disabled', 'true')
  }
  await palette.getByRole('combobox').fill('verify')
  await expect(palette.getByRole('option', { name: /Verify/ })).toContainText('a load is running')
  await app.window.keyboard.press('Escape')
  release()
  await expect(cockpit.phase('Dry run complete: nothing was written')).toBeVisible()
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { synced: true, server: { films: 400, quirks: 20 }, theme } })

    test('every command is readable, greyed ones too', async ({ app }) => {
      const shell = new ShellPart(app.window)
      for (const [width, height] of [
        [1920, 1080],
        [1280, 800],
        [900, 600],
      ] as const) {
        await app.resize(width, height)
        const palette = await shell.palette('')
        await expect(palette.getByRole('option').first()).toBeVisible()
        await app.screenshot(`palette-commands-${theme}-${width}`)
        await palette.getByRole('option', { name: /Theme: Dark/ }).scrollIntoViewIfNeeded()
        await app.screenshot(`palette-commands-end-${theme}-${width}`)
        expect(await axeFindings(app.window)).toEqual([])
        await app.window.keyboard.press('Escape')
      }
    })
  })
}
