import { expect, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { MoviesPage } from './pages/movies.ts'
import { QualityPage } from './pages/quality.ts'
import { SchemaPage } from './pages/schema.ts'
import { ShellPart } from './pages/shell.ts'
import { TablesPage } from './pages/tables.ts'

test.use({ appOptions: { synced: true, server: { films: 600, quirks: 30 }, config: 'max_attempts: 2' } })

test('a finding is snoozed with a reason by S, stays so over a restart, and is woken', async ({ app }) => {
  const { checks } = await app.ask('quality.summary')
  const failed = checks.find(({ status, severity }) => status === 'failed' && severity === 'warning')
  if (!failed) throw new Error('the sample catalogue has no finding')
  // A rule may have the same title; the window is another one after the restart.
  const button = () => new QualityPage(app.window).checks.getByRole('button', { name: failed.title, exact: true })
  const line = () =>
    new QualityPage(app.window).checks
      .getByRole('row')
      .filter({ has: app.window.getByRole('button', { name: failed.title, exact: true }) })
  await new QualityPage(app.window).open()
  await button().press('s')
  const dialog = app.window.getByRole('dialog', { name: /^Snooze/ })
  await expect(dialog.getByRole('button', { name: 'Snooze', exact: true })).toBeDisabled()
  await expect(dialog.getByRole('textbox')).toBeFocused()
  // The letters are those that move through the list behind the dialog.
  await app.window.keyboard.type('just known')
  await app.window.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(line()).toContainText('Snoozed')
  await button().click()
  await app.screenshot('quality-snoozed')
  await expect
    .poll(async () => JSON.stringify((await app.ask('ui.get')).state['quality.snoozed.catalogue'] ?? null))
    .toContain('just known')
  await app.restart()
  await new QualityPage(app.window).checks.waitFor()
  await expect(line()).toContainText('Snoozed')
  await button().click()
  const panel = app.window.getByRole('region', { name: failed.title, exact: true })
  await expect(panel).toContainText('just known')
  await panel.getByRole('button', { name: 'Wake' }).click()
  await expect(line()).toContainText('Warning')
})

test('a grid has layouts: compact, everything, and the own ones by name', async ({ app }) => {
  let movies = new MoviesPage(app.window)
  await movies.open()
  const choose = async (name: string) => {
    await app.window.getByRole('button', { name: 'Columns' }).click()
    await app.window.getByRole('menuitem', { name, exact: true }).click()
  }
  await choose('Compact')
  await expect.poll(() => movies.grid.columns()).toHaveLength(4)
  await choose('Save this layout…')
  await expect(app.window.getByRole('dialog', { name: 'Save this layout' }).getByRole('textbox')).toBeFocused()
  await app.window.keyboard.type('Narrow')
  await app.window.keyboard.press('Enter')
  await choose('Everything')
  await expect.poll(() => movies.grid.columns()).toContain('Film id')
  await app.window.getByRole('button', { name: 'Columns' }).click()
  await expect(app.window.getByRole('menuitem', { name: 'Narrow' })).toBeVisible()
  await app.screenshot('movies-layouts')
  await app.window.keyboard.press('Escape')
  await expect
    .poll(async () => JSON.stringify((await app.ask('ui.get')).state['grid.movies.presets'] ?? null))
    .toContain('Narrow')
  await app.restart()
  movies = new MoviesPage(app.window)
  await movies.open()
  await choose('Narrow')
  await expect.poll(() => movies.grid.columns()).toHaveLength(4)
})

test('a link out of the app names its host and asks, until it shall not', async ({ app }) => {
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (url) => {
      opened.push(url)
      return Promise.resolve()
    }
  })
  const opened = () => app.electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
  const movies = new MoviesPage(app.window)
  await movies.open()
  await movies.grid.press(' ')
  const link = movies.inspector.getByRole('button', { name: 'IMDb' })
  await link.click()
  const question = app.window.getByRole('alertdialog', { name: 'Open www.imdb.com?' })
  await expect(question).toBeVisible()
  await app.screenshot('external-link')
  await app.window.keyboard.press('Escape')
  await expect(question).toBeHidden()
  expect(await opened()).toEqual([])
  await link.click()
  await question.getByText('Do not ask again').click()
  await question.getByRole('button', { name: 'Open in browser' }).click()
  await expect.poll(opened).toHaveLength(1)
  await expect(question).toBeHidden()
  await link.click()
  await expect.poll(opened).toHaveLength(2)
  expect((await opened())[0]).toMatch(/^https:\/\/www\.imdb\.com\/title\/tt\d+\/$/)
})

test('the palette marks hits, remembers choices, and offers to clear what finds nothing', async ({ app }) => {
  const shell = new ShellPart(app.window)
  const dialog = await shell.palette('keyb')
  await expect(dialog.locator('mark').first()).toHaveText(/keyb/i)
  await app.window.keyboard.press('Enter')
  await expect(app.window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await app.window.keyboard.press('Escape')
  await shell.palette('')
  await expect(dialog.getByRole('group', { name: 'Recent' })).toContainText('Keyboard Shortcuts')
  await app.screenshot('palette-recent')
  for (const nothing of ['zzqqxx', '無', '"', '%_', '?!']) {
    await dialog.getByRole('combobox').fill(nothing)
    await expect(dialog.getByRole('combobox')).toHaveValue(nothing)
  }
  await dialog.getByRole('combobox').fill('zzqqxx')
  await dialog.getByRole('button', { name: 'Clear the text' }).click()
  await expect(dialog.getByRole('combobox')).toHaveValue('')
  await expect(dialog.getByRole('combobox')).toBeFocused()
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } })

    test('the window itself has the page’s colour from the start, so that nothing flashes before the page', async ({
      app,
    }) => {
      const page = await app.window.evaluate(() => getComputedStyle(document.body).backgroundColor)
      const own = await app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.getBackgroundColor(),
      )
      const rgb = [1, 3, 5].map((at) => Number.parseInt(own?.slice(at, at + 2) ?? '', 16))
      expect(page).toBe(`rgb(${rgb.join(', ')})`)
    })
  })
}

test('Find goes to the search of the view', async ({ app }) => {
  const find = () =>
    app.electron.evaluate(({ Menu, BrowserWindow }) => {
      Menu.getApplicationMenu()
        ?.getMenuItemById('search.focus')
        ?.click(undefined, BrowserWindow.getAllWindows()[0], undefined)
    })
  await new TablesPage(app.window).open('dim_genre', 'Genre')
  await find()
  await expect(app.window.getByRole('textbox', { name: 'Search Genre' })).toBeFocused()
  await new MoviesPage(app.window).open()
  await find()
  await expect(new ShellPart(app.window).search).toBeFocused()
})

test('the schema says which tables have findings, and the cockpit which pages failed', async ({ app, api }) => {
  const schema = new SchemaPage(app.window)
  await schema.open()
  await expect(schema.box('fact_movies')).toContainText(/\d+ warnings?/)
  await app.screenshot('schema-findings')
  api.setFaults(['status=500@pages:5'])
  expect((await app.sync({ mode: 'full' })).status).toBe('partial')
  await app.window.getByRole('button', { name: 'The last load did not complete: show why' }).click()
  const cockpit = new CockpitPart(app.window)
  await expect(cockpit.root.getByRole('region', { name: 'Failed pages' })).toContainText(/Page 5\s*2 attempts/)
  await app.screenshot('cockpit-failed-pages')
})

test('a title that is cut off is told in full, and what is searched for is marked in it', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  await new ShellPart(app.window).search.fill('the')
  await movies.grid.ready()
  await expect(movies.grid.root.locator('mark').first()).toHaveText(/^the$/i)
  await app.screenshot('movies-search-hits')
  const cut = await app.window.evaluate(() =>
    [...document.querySelectorAll('.grid-text')].findIndex((text) => text.scrollWidth > text.clientWidth),
  )
  expect(cut).toBeGreaterThanOrEqual(0)
  const text = app.window.locator('.grid-text').nth(cut)
  await text.hover()
  await expect(text).toHaveAttribute('title', (await text.textContent()) ?? '')
})
