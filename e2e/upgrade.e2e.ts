import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from './fixtures.ts'
import { MoviesPage } from './pages/movies.ts'
import { OverviewPage } from './pages/overview.ts'
import { RunsPage } from './pages/runs.ts'
import { TablesPage } from './pages/tables.ts'

/** The data folder as the program wrote it before dimensions were described once: filters named genres by number. */
function asBefore(dataDir: string): void {
  const schema = path.resolve(import.meta.dirname, '..', 'electron', 'warehouse', 'testing', 'schema-30.sql')
  const db = new Database(path.join(dataDir, 'warehouse.sqlite'))
  db.pragma('foreign_keys = OFF')
  db.exec(readFileSync(schema, 'utf8'))
  db.close()
  const unfiltered = { in: [], out: [], unknown: 'auto' }
  const filter = {
    genres: { any: [3, 5], all: [], none: [4] },
    languages: { any: [], none: ['fr'] },
    year: { ...unfiltered, in: [[1990, 2010]] },
    rating: unfiltered,
    runtime: unfiltered,
    uploaded: unfiltered,
    search: '',
    run: null,
  }
  const order = ['rating', 'title', 'year', 'runtime', 'genres', 'language', 'uploaded', 'imdb_code', 'movie_id']
  const layout = {
    order,
    widths: { title: 333 },
    hidden: ['runtime', 'imdb_code', 'movie_id'],
    pinned: ['title'],
    sort: { key: 'rating', dir: 'asc' },
  }
  const file = path.join(dataDir, 'ui-state.json')
  const state = JSON.parse(readFileSync(file, 'utf8')) as object
  const catalogue = { filter, 'grid.movies': layout, route: '/movies' }
  writeFileSync(file, JSON.stringify({ ...state, workspace: 'catalogue', views: { catalogue, sample: {} } }))
}

test.use({ appOptions: { seed: asBefore } })

test('a data folder of before keeps its films, filter, layout and history', async ({ app }) => {
  const movies = new MoviesPage(app.window)
  const chips = new OverviewPage(app.window).chips
  await movies.grid.ready()
  await expect(chips).toHaveText([
    /^Genre any of: Drama, Sci-Fi/,
    /^Genre not: Romance/,
    /^Language not: /,
    /^Released: /,
  ])
  await expect.poll(() => movies.grid.rowCount()).toBe(2)
  await movies.grid.ready()
  expect(await (await movies.grid.cell(0, 'Title')).innerText()).toBe('The Last Ferry')
  expect(await (await movies.grid.cell(1, 'Title')).innerText()).toBe('電影の夜')
  const columns = (await movies.grid.columns()).map((text) => text.split('\n')[0])
  expect(columns.slice(0, 3)).toEqual(['Title', 'Rating', 'Year'])
  expect(columns).not.toContain('Runtime')
  expect((await movies.grid.header('Title').boundingBox())?.width).toBe(333)
  await expect(app.window.getByRole('status').filter({ hasText: 'Rating ascending' })).toBeVisible()

  const runs = new RunsPage(app.window)
  await runs.open()
  await expect.poll(() => runs.grid.rowCount()).toBe(3)
  const changes = await new TablesPage(app.window).open('movie_change', 'Change history')
  await changes.ready()
  await expect.poll(() => changes.rowCount()).toBe(2)
  await expect(changes.root).toContainText('7.4')
  await expect(changes.root).toContainText('removed')
})
