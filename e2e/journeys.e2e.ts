import { readFileSync } from 'node:fs'
import { emptyFilter, filterSchema } from '../shared/filter/filter.ts'
import { expect, test } from './fixtures.ts'
import { CockpitPart } from './pages/cockpit.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { ShellPart } from './pages/shell.ts'
import { holdPages } from './support/held-pages.ts'

test.use({ appOptions: { server: { films: 2000, quirks: 5 } } })

test('from first launch to a saved chart, and the same again after a restart', async ({ app, api }, info) => {
  const shell = new ShellPart(app.window)
  await expect(shell.firstLaunch).toBeVisible()
  await shell.firstLaunch.getByRole('button', { name: 'Sync from YTS' }).click()
  const cockpit = new CockpitPart(app.window)
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  await cockpit.button('Close').click()

  const overview = new OverviewPage(app.window)
  await overview.ready()
  expect(await overview.films()).toBe(api.catalogue.size)
  await overview.brush('Films by released year', 0.6, 0.85)
  await expect(overview.chips).toHaveText([/^Released: /])
  const brushed = await overview.films()
  await overview.clickMark('Films by genre', 0, 40, { right: true })
  await app.window.getByRole('menuitem', { name: /^Exclude / }).click()
  await expect(overview.chips).toHaveText([/^Genre not: /, /^Released: /])
  const left = await overview.films()
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(brushed)
  await expect
    .poll(async () => filterSchema.safeParse((await app.ask('ui.get')).state.filter).data?.where.genre.none.length)
    .toBe(1)
  const filter = filterSchema.parse((await app.ask('ui.get')).state.filter)
  expect((await app.ask('overview.query', { filter })).matched, 'the figure is the warehouse’s').toBe(left)

  const movies = new MoviesPage(app.window)
  await movies.open()
  await expect.poll(() => movies.grid.rowCount()).toBe(left)
  await movies.grid.press('ArrowDown', 'ArrowDown', ' ')
  const title = await (await movies.grid.cell(2, 'Title')).innerText()
  await expect(movies.inspector).toHaveAccessibleName(`Inspector: ${title}`)
  const json = await (await movies.layer('Bronze')).innerText()
  const id = Number(/"id": (\d+)/.exec(json)?.[1])
  const served = api.catalogue.get(id)
  expect(json).toContain(JSON.stringify(served?.title))
  expect(json).toContain(JSON.stringify(served?.date_uploaded))
  expect(json).not.toMatch(/magnet:|[0-9A-F]{40}/i)
  await app.screenshot('journey-raw-json')

  await shell.section('Overview').click()
  await overview.settled()
  const file = info.outputPath('genres.png')
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  await overview.choose('Films by genre', 'Save as PNG…')
  await expect(app.window.getByText('Saved genres.png')).toBeVisible()
  expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG')
  const chips = await overview.chips.allInnerTexts()
  await expect.poll(async () => (await app.ask('ui.get')).state.route).toBe('/overview')
  await expect.poll(async () => (await app.ask('ui.get')).state['movies.layer']).toBe('bronze')

  await app.restart()
  const again = new OverviewPage(app.window)
  await again.ready()
  await expect(again.chips).toHaveText(chips)
  expect(await again.films()).toBe(left)
  const films = new MoviesPage(app.window)
  await films.open()
  expect(await films.grid.rowCount()).toBe(left)
  await expect(films.inspector.getByRole('tab', { name: 'Bronze' })).toHaveAttribute('aria-selected', 'true')
})

test('while a load runs every page serves the last version; when it is published all of them follow', async ({
  app,
  api,
}) => {
  await app.sync()
  const before = api.catalogue.size
  const shell = new ShellPart(app.window)
  const overview = new OverviewPage(app.window)
  const movies = new MoviesPage(app.window)
  await overview.open()
  await overview.brush('Films by released year', 0.4, 0.98)
  const shown = await overview.films()
  const chips = await overview.chips.allInnerTexts()

  api.catalogue.append(120)
  const release = holdPages(api)
  const cockpit = new CockpitPart(app.window)
  await cockpit.start()
  await expect(cockpit.button('Pause')).toBeEnabled()
  const sections = shell.sections()
  for (const name of await sections.allInnerTexts()) {
    await shell.section(name).click()
    await expect(shell.section(name)).toHaveAttribute('aria-current', 'page')
    await expect(app.window.getByRole('main').getByRole('alert')).toHaveCount(0)
  }
  await movies.open()
  expect(await movies.grid.rowCount()).toBe(shown)
  await movies.grid.press(' ')
  await expect(await movies.layer('Gold')).toContainText('movie_id')
  await overview.open()
  expect(await overview.films()).toBe(shown)
  await expect(shell.statusBar).toContainText(`${before.toLocaleString('en-GB')} films`)
  await app.screenshot('journey-sync-during-use')

  release()
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  await expect(shell.statusBar).toContainText(`${api.catalogue.size.toLocaleString('en-GB')} films`)
  await expect(overview.chips).toHaveText(chips)
  const filter = filterSchema.parse((await app.ask('ui.get')).state.filter)
  const { matched } = await app.ask('overview.query', { filter })
  await expect.poll(() => overview.films()).toBe(matched)
  await movies.open()
  await expect.poll(() => movies.grid.rowCount()).toBe(matched)
})

test('the sample catalogue and one’s own stay apart, each as it was left', async ({ app, api }) => {
  const shell = new ShellPart(app.window)
  await shell.firstLaunch.getByRole('button', { name: 'Try the sample catalogue' }).click()
  const cockpit = new CockpitPart(app.window)
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  await cockpit.button('Close').click()
  const overview = new OverviewPage(app.window)
  await overview.ready()
  const sample = await overview.films()
  expect(sample).not.toBe(api.catalogue.size)
  await expect(overview.summary).toContainText('sample catalogue')
  expect(api.log, 'one’s own source is not asked').toHaveLength(0)

  await app.window.getByRole('button', { name: 'Leave' }).click()
  await expect(shell.firstLaunch).toBeVisible()
  await shell.firstLaunch.getByRole('button', { name: 'Sync from YTS' }).click()
  await expect(cockpit.phase('Complete: published')).toBeVisible()
  await overview.ready()
  expect(await overview.films()).toBe(api.catalogue.size)
  const { films } = await app.ask('warehouse.status')
  expect(films).toBe(api.catalogue.size)
  await app.ask('app.useWorkspace', { workspace: 'sample' })
  await expect.poll(() => overview.films()).toBe(sample)
  expect((await app.ask('overview.query', { filter: emptyFilter() })).total).toBe(sample)
})
