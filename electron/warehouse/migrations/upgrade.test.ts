import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { emptyFilter } from '../../../shared/filter/filter.ts'
import { foldTitle, searchText } from '../../../shared/filter/search-fold.ts'
import { openWritable, type ReadableDb } from '../file/connection.ts'
import { databaseFile } from '../file/database-file.ts'
import { singles } from '../gold/gathered.ts'
import { listBackups } from '../open/backup.ts'
import { openWarehouse } from '../open/recovery.ts'
import { createReaderService } from '../read/reader-service.ts'
import { fetchedPage, loadAll, rawMovie } from '../testing/loads.ts'
import { rebuildWarehouse } from '../write/rebuild.ts'
import { createLoadStore } from '../write/store.ts'
import { verifyWarehouse } from '../write/verify.ts'
import { schemaVersion } from './index.ts'

const old = readFileSync(join(import.meta.dirname, '..', 'testing', 'schema-30.sql'), 'utf8')

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yts-upgrade-'))
  const db = openWritable(join(folder, databaseFile))
  db.pragma('foreign_keys = OFF')
  db.exec(old)
  db.close()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The films of a data folder as the Movies page shows them. */
async function shownFilms() {
  const reader = createReaderService(folder)
  try {
    const page = await reader['movies.page']({
      filter: emptyFilter(),
      sort: [{ key: 'title', dir: 'asc' }],
      offset: 0,
      limit: 50,
    })
    return page.rows.map(({ title, values: { year, rating, language } }) => [title, year, rating, language])
  } finally {
    reader.close()
  }
}

/** Dimensions, those that the old file lacked too, by which a published film is something else than silver says. */
function unlikeSilver(db: ReadableDb): string[] {
  return singles.flatMap(({ dimension: { gold }, column }) => {
    const unlike = db
      .prepare(
        `SELECT count(*) FROM fact_movies f JOIN silver_movie s USING (movie_id) JOIN ${gold.table} d USING (${gold.key})
         WHERE (CASE WHEN ${gold.key} > 0 THEN d.${gold.value.column} END) IS NOT s.${column}`,
      )
      .pluck()
      .get()
    return unlike === 0 ? [] : [gold.table]
  })
}

const films = [
  ['Nine Lamps & a Door', 2001, 6.5, 'fr'],
  ['Paper Orchard', null, 6.5, ''],
  ['The Last Ferry', 2001, 6.5, 'en'],
  ['The Slow Harbour', 1962, 7.6, 'en'],
  ['電影の夜', 2001, null, 'ja'],
]

it('a warehouse of before opens with the same films and its history, beside a backup, and passes every check', async () => {
  const { db, recovery } = openWarehouse(folder, { now: () => 1_700_000_500_000 })
  expect(recovery).toBeNull()
  expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion)
  const backup = new Database(listBackups(folder)[0] ?? '', { readonly: true })
  expect(backup.pragma('user_version', { simple: true })).toBe(30)
  backup.close()
  expect(
    db.prepare('SELECT movie_id, field, old, new, run_id FROM movie_change ORDER BY change_id').raw().all(),
  ).toEqual([
    [1, 'rating', '7.4', '7.6', 2],
    [6, 'state_of_row', 'present', 'removed', 3],
  ])
  expect(db.prepare('SELECT status FROM run').pluck().all()).toEqual(['complete', 'complete', 'complete'])
  expect(unlikeSilver(db)).toEqual([])
  expect(verifyWarehouse(db)).toMatchObject({ ok: true, integrity: 'ok', failedChecks: [] })
  db.close()
  expect(await shownFilms()).toEqual(films)
})

it('a warehouse of before is searched as one made today: its titles are folded again, and the SQL that is shown finds the same', async () => {
  const before = openWritable(join(folder, databaseFile))
  before.exec(
    "UPDATE dim_movie SET title = 'Face/Off', title_english = 'Ocean’s 8', title_search = 'old', title_sort = 'old' WHERE movie_id = 1",
  )
  before.close()
  const { db } = openWarehouse(folder)
  const stored = db
    .prepare('SELECT movie_key, title, title_english, title_sort, title_search FROM dim_movie')
    .all() as {
    movie_key: number
    title: string
    title_english: string | null
    title_sort: string
    title_search: string | null
  }[]
  for (const film of stored.filter(({ movie_key }) => movie_key > 0)) {
    expect([film.title_sort, film.title_search]).toEqual([
      foldTitle(film.title),
      searchText(film.title, film.title_english),
    ])
  }
  expect(stored.find(({ movie_key }) => movie_key === 0)).toMatchObject({ title_sort: '', title_search: null })
  const reader = createReaderService(folder)
  for (const [search, total] of [
    ['faceoff', 1],
    ['oceans 8', 1],
    ['lamps a door', 1],
    ['slow ferry', 0],
  ] as const) {
    expect(await reader['movies.search']({ text: search, limit: 5 })).toMatchObject({ total })
    const { sql } = await reader['movies.explain']({ filter: { ...emptyFilter(), search }, groupBy: 'none' })
    expect(db.prepare(sql).all()).toHaveLength(total)
  }
  reader.close()
  db.close()
})

it('a rating that is none, stored by a version of before, is unknown once its film is read again', async () => {
  const before = openWritable(join(folder, databaseFile))
  before.exec("UPDATE silver_movie SET mpa_rating = 'Unrated' WHERE movie_id = 1")
  before.close()
  const { db } = openWarehouse(folder)
  const shown = db.prepare(
    'SELECT d.mpa_rating_key, d.mpa_rating FROM fact_movies f JOIN dim_mpa_rating d USING (mpa_rating_key) WHERE movie_id = 1',
  )
  expect(shown.get()).toMatchObject({ mpa_rating: 'Unrated' })
  const { outcomes } = loadAll(createLoadStore(db), [fetchedPage(1, [rawMovie(1, { mpa_rating: 'Unrated' })])], {
    fullSweep: false,
  })
  expect(outcomes[0]).toMatchObject({ updated: 1 })
  expect(shown.get()).toEqual({ mpa_rating_key: 0, mpa_rating: 'Unknown' })
  expect(db.prepare("SELECT old, new FROM movie_change WHERE field = 'mpa_rating'").raw().all()).toEqual([
    ['Unrated', null],
  ])
  expect(db.prepare("SELECT count FROM run_rule WHERE rule = 'mpa_unrecognised'").pluck().get()).toBe(1)
  expect(verifyWarehouse(db)).toMatchObject({ ok: true, failedChecks: [] })
  db.close()
})

it('a warehouse of before keeps its films over a rebuild, and a load finds in them only what has changed', async () => {
  const { db } = openWarehouse(folder)
  const keys = () =>
    db.prepare('SELECT movie_id, movie_key, language_key, year_key FROM fact_movies ORDER BY 1').raw().all()
  const before = keys()
  rebuildWarehouse(db)
  expect(keys()).toEqual(before)
  expect(await shownFilms()).toEqual(films)
  const slow = {
    ...{ title: 'The Slow Harbour', title_english: 'The Slow Harbour', title_long: 'The Slow Harbour (2001)' },
    ...{ torrents: [], year: 1962, runtime: 118, mpa_rating: 'PG', genres: ['Drama', 'Romance'] },
  }
  const page = fetchedPage(1, [rawMovie(1, { ...slow, rating: 7.6 }), rawMovie(7)])
  const { outcomes } = loadAll(createLoadStore(db), [page], { fullSweep: false })
  expect(outcomes[0]).toMatchObject({ inserted: 1, updated: 0, unchanged: 1 })
  db.close()
  expect(await shownFilms()).toHaveLength(films.length + 1)
})
