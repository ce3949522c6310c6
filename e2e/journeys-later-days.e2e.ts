import { expect, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { ShellPart } from './pages/shell.ts'
import { TablesPage } from './pages/tables.ts'

test.use({ appOptions: { server: { films: 900 }, synced: true } })

test('the next day: what is new and changed is followed from the run to the film and back', async ({ app, api }) => {
  const changed = api.catalogue.idAt(880) ?? 0
  const before = api.catalogue.get(changed)
  api.catalogue.rerate(changed, 1.7)
  api.catalogue.append(8)
  const gone = api.catalogue.idAt(100) ?? 0
  api.catalogue.remove(gone)
  const cockpit = new CockpitPart(app.window)
  await cockpit.start()
  // The end of the load before is shown until this one begins: the figure tells the one from the other.
  await expect.poll(() => cockpit.figure('Added')).toBe('8')
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  // A film counts as vanished when two whole readings of the source missed it.
  for (const [runId, removed] of [
    [3, 0],
    [4, 1],
  ] as const) {
    await cockpit.button('Full refresh').click()
    await expect
      .poll(async () => (await app.ask('runs.list', { offset: 0, limit: 1 })).runs[0])
      .toMatchObject({ runId, mode: 'full', status: 'complete', inserted: 0, removed })
    await expect(cockpit.phase('Complete: published')).toBeVisible()
  }
  await cockpit.button('Close').click()

  const shell = new ShellPart(app.window)
  await shell.section('Runs').click()
  const history = app.window.getByRole('grid', { name: 'Runs' })
  const runOf = (id: number) => app.window.getByRole('region', { name: `Run ${id}`, exact: true })
  await expect(runOf(4).getByRole('list', { name: 'Changed films' })).toContainText('Removed')
  await app.screenshot('journey-vanished')
  await history.press('ArrowDown')
  await history.press('ArrowDown')
  const changes = runOf(2).getByRole('list', { name: 'Changed films' })
  await expect(changes.getByRole('listitem').filter({ hasText: 'Added' })).toHaveCount(8)
  await runOf(2).getByRole('button', { name: 'Filter the app by this run' }).click()

  const movies = new MoviesPage(app.window)
  await movies.grid.ready()
  const touched = await movies.grid.rowCount()
  expect(touched).toBeGreaterThanOrEqual(8)
  await expect(shell.chips).toHaveCount(1)
  await shell.section('Overview').click()
  const overview = new OverviewPage(app.window)
  await overview.ready()
  expect(await overview.films()).toBe(touched)

  // Undo lifts the filter; the changed film tells its history, old and new.
  await app.window.keyboard.press('Control+z')
  await expect(shell.chips).toHaveCount(0)
  await movies.open()
  const palette = await shell.palette(before?.title ?? '')
  await palette
    .getByRole('option')
    .filter({ hasText: before?.title ?? '' })
    .first()
    .click()
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${before?.title}`)
  const told = await movies.layer('History')
  await expect(told).toContainText('rating')
  await expect(told).toContainText(String(before?.rating))
  await expect(told).toContainText('1.7')
  await app.screenshot('journey-history')

  // The vanished film is out of gold and of every count.
  expect((await app.ask('warehouse.status')).films).toBe(api.catalogue.size)
  const table = await new TablesPage(app.window).open('movie_change', 'Change history')
  await expect(table.root).toContainText('1.7')
})
