import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { emptyFilter } from '../shared/filter/filter.ts'
import { expect, type RunningApp, test } from './fixtures.ts'
import { ExportPart } from './pages/export.ts'
import { MoviesPage } from './pages/movies.ts'
import { RunsPage } from './pages/runs.ts'
import { axeFindings } from './support/accessibility.ts'
import { chooseSavePath } from './support/save-path.ts'

test.use({ appOptions: { synced: true, server: { films: 400, quirks: 20 } } })

const onRequest = ['Long title', 'Decade', 'Description', 'First run', 'Last run']

async function show(app: RunningApp, columns: readonly string[]): Promise<void> {
  await app.window.getByRole('button', { name: 'Columns' }).click()
  for (const name of columns) {
    const item = app.window.getByRole('menuitemcheckbox', { name, exact: true })
    await item.click()
    await expect(item).toHaveAttribute('aria-checked', 'true')
  }
  await app.window.keyboard.press('Escape')
}

const byUpload = {
  filter: emptyFilter(),
  sort: [{ key: 'uploaded' as const, dir: 'desc' as const }],
  offset: 0,
  extra: true,
}

test('decade, description, long title and runs are columns on request, kept over a restart', async ({ app, api }) => {
  // A film of another run, so that the two runs differ.
  const [id = 0] = api.catalogue.ids().slice(-1)
  api.catalogue.update(id, { title_long: 'A long title of its own (2001)', rating: 9.9 })
  const second = await app.sync({ mode: 'full' })
  let movies = new MoviesPage(app.window)
  await movies.open()
  for (const name of onRequest) await expect(movies.grid.header(name)).toHaveCount(0)
  await show(app, onRequest)
  await expect.poll(() => movies.grid.columns()).toEqual(expect.arrayContaining(onRequest))
  await movies.grid.ready()
  const { rows } = await app.ask('movies.page', { ...byUpload, limit: 10 })
  for (const [index, row] of rows.slice(0, 5).entries()) {
    await expect(await movies.grid.cell(index, 'Long title')).toHaveText(row.extra?.titleLong ?? '—')
    await expect(await movies.grid.cell(index, 'Description')).toHaveText(row.extra?.description || '—')
    await expect(await movies.grid.cell(index, 'First run')).toHaveText(String(row.extra?.firstRun))
    await expect(await movies.grid.cell(index, 'Last run')).toHaveText(String(row.runId))
  }
  await app.resize(1920, 1080)
  expect(await axeFindings(app.window)).toEqual([])
  await app.screenshot('movies-all-columns-1920')
  await movies.grid.header('Last run').click()
  await movies.grid.ready()
  await expect(movies.grid.header('Last run')).toHaveAttribute('aria-sort', 'descending')
  const first = await app.ask('movies.page', { ...byUpload, sort: [{ key: 'last_run', dir: 'desc' }], limit: 1 })
  expect(first.rows[0]).toMatchObject({ runId: second.runId })
  await expect(await movies.grid.cell(0, 'Last run')).toHaveText(String(second.runId))

  await expect
    .poll(async () => JSON.stringify((await app.ask('ui.get')).state['grid.movies']))
    .toContain('"sort":[{"key":"last_run","dir":"desc"}]')
  await app.restart()
  movies = new MoviesPage(app.window)
  await movies.open()
  expect(await movies.grid.columns()).toEqual(expect.arrayContaining(onRequest))
  await expect(await movies.grid.cell(0, 'Last run')).toHaveText(String(second.runId))
  // A run leads to itself.
  await (await movies.grid.cell(0, 'Last run')).getByRole('button').click()
  await expect(new RunsPage(app.window).detail(second.runId ?? 0)).toBeVisible()
})

test('the decade sorts as the year does and filters; the others say that they do not sort', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  await movies.open()
  await show(app, onRequest)
  const { grid } = movies
  await grid.ready()
  for (const name of ['Long title', 'Description', 'First run']) {
    await expect(grid.header(name)).not.toHaveAttribute('aria-sort')
    await expect(grid.header(name)).toHaveAccessibleDescription(/not sort/)
  }
  await grid.header('Decade').click()
  for (const name of ['Decade', 'Year']) await expect(grid.header(name)).toHaveAttribute('aria-sort', 'descending')
  await grid.ready()
  const year = await (await grid.cell(0, 'Year')).innerText()
  const decade = `${year.slice(0, 3)}0s`
  await expect(await grid.cell(0, 'Decade')).toHaveText(decade)
  await (await grid.cell(0, 'Decade')).click({ button: 'right' })
  await app.window.getByRole('menuitem', { name: `Only ${decade}` }).click()
  await expect(app.window.getByRole('list', { name: 'Active filters' })).toContainText(year.slice(0, 3))
  await grid.ready()
  await grid.press('Control+End')
  await grid.ready()
  await expect(await grid.cell((await grid.rowCount()) - 1, 'Decade')).toHaveText(decade)
})

test('copying and export hold the columns that are seen, in their order', async ({ app }) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'yts-saved-'))
  const movies = new MoviesPage(app.window)
  await movies.open()
  const { grid } = movies
  const { rows, total } = await app.ask('movies.page', { ...byUpload, limit: 1 })
  const [row] = rows
  const exportAll = async (name: string) => {
    const file = path.join(folder, name)
    await chooseSavePath(app, file)
    await (await grid.cell(0, 'Title')).click({ button: 'right' })
    await app.window.getByRole('menuitem', { name: /^Export…/ }).click()
    await new ExportPart(app.window).write(name)
    return readFileSync(file, 'utf8').trimEnd().split('\r\n')
  }
  const [plain] = await exportAll('plain.csv')
  expect(plain).toBe('Title,Year,Rating,Runtime (min),Genres,Language,Uploaded,MPA,IMDb code')
  await show(app, ['Decade', 'First run'])
  await grid.ready()
  const [header, ...lines] = await exportAll('more.csv')
  expect(header).toBe(`${plain},Decade,First run`)
  expect(lines).toHaveLength(total)
  const ends = `${row?.values.year ? `${Math.floor(row.values.year / 10) * 10}s` : ''},${row?.extra?.firstRun}`
  expect(lines[0]?.endsWith(`,${ends}`), lines[0]).toBe(true)

  await grid.press('Control+Home', 'Shift+End', 'Control+Shift+c')
  const clipboard = () => app.electron.evaluate((electron) => electron.clipboard.readText())
  await expect.poll(async () => (await clipboard()).split('\n')[0]).toBe(header?.replaceAll(',', '\t'))
  expect((await clipboard()).split('\n')[1]?.endsWith(ends.replace(',', '\t'))).toBe(true)
  rmSync(folder, { recursive: true })
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { synced: true, server: { films: 400, quirks: 20 }, theme } })

    test('everything is readable at every size of window', async ({ app }) => {
      const movies = new MoviesPage(app.window)
      await movies.open()
      await app.window.getByRole('button', { name: 'Columns' }).click()
      await app.window.getByRole('menuitem', { name: 'Everything', exact: true }).click()
      await expect.poll(() => movies.grid.columns()).toEqual(expect.arrayContaining(onRequest))
      for (const [width, height] of [
        [1920, 1080],
        [1280, 800],
        [900, 600],
      ] as const) {
        await app.resize(width, height)
        await movies.grid.ready()
        await app.screenshot(`movies-everything-${theme}-${width}`)
        await movies.grid.press('End')
        await app.screenshot(`movies-everything-end-${theme}-${width}`)
        await movies.grid.press('Home')
      }
      expect(await axeFindings(app.window)).toEqual([])
    })
  })
}
