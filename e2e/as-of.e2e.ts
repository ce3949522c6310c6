import type { SampleApi } from '../electron/sample/server.ts'
import { expect, type RunningApp, test } from './fixtures.ts'
import { ExplorePage } from './pages/explore.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { RunsPage } from './pages/runs.ts'
import { ShellPart } from './pages/shell.ts'
import { ViewsPart } from './pages/views.ts'
import { axeFindings } from './support/accessibility.ts'
import { tabTo } from './support/tab-order.ts'

test.use({ appOptions: { synced: true, server: { films: 500, quirks: 0 } } })

const title = 'A title of its own'

/** A second and a third load: films come, a rating and a title change. The title that the film had. */
async function drift(app: RunningApp, api: SampleApi): Promise<{ movieId: number; before: string }> {
  const movieId = api.catalogue.idAt(450) ?? 0
  const before = String(api.catalogue.get(movieId)?.title)
  api.catalogue.update(movieId, { title, rating: 9.9 })
  api.catalogue.append(7)
  expect(await app.sync({ mode: 'full' })).toMatchObject({ status: 'complete', runId: 2 })
  api.catalogue.append(3)
  expect(await app.sync({ mode: 'full' })).toMatchObject({ status: 'complete', runId: 3 })
  return { movieId, before }
}

const chip = (app: RunningApp) => new ShellPart(app.window).chips.filter({ hasText: 'As of run' })
const menuButton = (app: RunningApp) => app.window.getByRole('button', { name: 'Show the catalogue as of a run' })

test('without a mouse: the app is read as of the first run, on every page that can, kept over a restart, and back', async ({
  app,
  api,
}) => {
  const { movieId, before } = await drift(app, api)
  const { keyboard } = app.window
  const overview = new OverviewPage(app.window)
  await overview.open()
  expect(await overview.films()).toBe(510)
  await tabTo(app.window, menuButton(app))
  await keyboard.press('Enter')
  const line = app.window.getByRole('menuitemcheckbox', { name: /^As of run 1, / })
  await expect(line).toBeVisible()
  await expect(app.window.getByRole('menuitemcheckbox', { name: 'Now' })).toHaveAttribute('aria-checked', 'true')
  await app.screenshot('as-of-menu')
  await keyboard.press('End')
  await expect(line).toBeFocused()
  await keyboard.press('Enter')
  await expect(chip(app)).toHaveText(/^As of run 1, \d{4}-\d{2}-\d{2}/)
  await expect(app.window.getByRole('menu')).toHaveCount(0)
  await overview.ready()
  expect(await overview.films()).toBe(500)
  // The focus is back at the button, whose tip stands over the page.
  await expect(menuButton(app)).toBeFocused()
  await keyboard.press('Escape')
  await expect(app.window.locator('.tooltip')).toHaveCount(0)
  expect(await axeFindings(app.window)).toEqual([])
  await app.screenshot('as-of-overview')

  // The films and their cards are those of then.
  const movies = new MoviesPage(app.window)
  await movies.open()
  expect(await movies.grid.rowCount()).toBe(500)
  const shell = new ShellPart(app.window)
  await shell.search.fill(title)
  await expect(app.window.getByText('No film passes every filter.')).toBeVisible()
  await shell.search.fill(before)
  await expect.poll(() => movies.grid.rowCount()).toBeGreaterThanOrEqual(1)
  await shell.search.fill('')
  const palette = await shell.palette(before)
  await palette.getByRole('option').filter({ hasText: before }).first().click()
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${before}`)
  await app.screenshot('as-of-movies')

  // A page that cannot says so.
  await shell.visit('Tables')
  await expect(app.window.getByText('this page shows what is there now')).toBeVisible()
  expect(await axeFindings(app.window)).toEqual([])

  await app.restart()
  await expect(chip(app)).toBeVisible()
  const again = new OverviewPage(app.window)
  await again.open()
  expect(await again.films()).toBe(500)
  const now = await new ShellPart(app.window).palette('back to the catalogue of now')
  await expect(now.getByRole('option', { name: /Back to the catalogue of now/ })).toBeVisible()
  await app.window.keyboard.press('Enter')
  await expect(chip(app)).toHaveCount(0)
  await again.ready()
  expect(await again.films()).toBe(510)
  await app.window.keyboard.press('Control+z')
  await expect(chip(app)).toBeVisible()
  expect((await app.ask('movies.card', { movieId })).card?.film.title).toBe(title)
})

test('by the mouse: from a run to the catalogue as of it, its SQL, a saved view; a cancelled run has none', async ({
  app,
  api,
}) => {
  await drift(app, api)
  const runs = new RunsPage(app.window)
  await runs.open()
  await app.window.getByRole('grid', { name: 'Runs' }).press('ArrowDown')
  await expect(runs.detail(2)).toBeVisible()
  await runs.detail(2).getByRole('button', { name: 'Catalogue as of this run' }).click()
  const overview = new OverviewPage(app.window)
  await overview.ready()
  await expect(chip(app)).toHaveText(/^As of run 2/)
  expect(await overview.films()).toBe(507)

  const explore = new ExplorePage(app.window)
  await explore.open()
  const views = new ViewsPart(app.window)
  await views.startButtons.filter({ hasText: 'Rating spread by genre' }).click()
  await explore.settled()
  // A start view is of the catalogue of now.
  await expect(chip(app)).toHaveCount(0)
  await menuButton(app).click()
  await app.window.getByRole('menuitemcheckbox', { name: /^As of run 2, / }).click()
  await explore.settled()
  await views.choose('Save as…')
  await views.giveName('Then')
  await views.shows('View: Then')
  await app.window.getByRole('button', { name: 'More for this table' }).click()
  await app.window.getByRole('menuitem', { name: 'Show the SQL…' }).click()
  const dialog = app.window.getByRole('dialog', { name: /^SQL of / })
  await expect(dialog).toContainText('The catalogue as it was after run 2')
  await expect(dialog).toContainText('as of run 2')
  await app.screenshot('as-of-sql')
  await app.window.keyboard.press('Escape')

  await chip(app).getByRole('button', { name: 'Back to the catalogue of now' }).click()
  await expect(chip(app)).toHaveCount(0)
  await views.choose('Then')
  await expect(chip(app)).toHaveText(/^As of run 2/)
})
