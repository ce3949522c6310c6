import { expect, it } from 'vitest'
import type { WritableDb } from '../../file/connection.ts'
import { commitPages, loadAll, memoryWarehouse, noCounters, pagesOf, rawMovie } from '../../testing/loads.ts'
import { createLoadStore } from '../../write/store.ts'
import { publishedRuns } from './published-runs.ts'
import { ratingDrift } from './rating-drift.ts'

const at = Date.UTC(2026, 5, 1)
const film = (id: number, rating: number, more = {}) => rawMovie(id, { rating, year: 2024, ...more })

/** An incremental load that reads some films alone. */
function some(db: WritableDb, films: readonly ReturnType<typeof rawMovie>[]): number {
  return loadAll(createLoadStore(db), pagesOf(films), { fullSweep: false, at }).runId
}

it('tells how ratings moved between two runs, of how many films that were read again', () => {
  const db = memoryWarehouse()
  const store = createLoadStore(db)
  const genres = { genres: ['War', 'Drama'] }
  const films = [film(1, 6), film(2, 7, genres), film(3, 0), film(4, 5), film(5, 8, { year: 0 }), film(6, 9)]
  const first = loadAll(store, pagesOf(films), { at }).runId
  // One up, one down, one rated for the first time, one no longer rated; film 6 is not read again, film 7 is new.
  const second = some(db, [
    film(1, 6.3),
    film(2, 5.5, genres),
    film(3, 4),
    film(4, 0),
    film(5, 8, { year: 0 }),
    film(7, 1),
  ])
  expect(ratingDrift(db, { from: first, to: second })).toEqual({
    readAgain: { least: 5, most: 5 },
    moved: 2,
    up: 1,
    back: 0,
    gained: 1,
    lost: 1,
    differences: [
      { tenths: -15, films: 1 },
      { tenths: 3, films: 1 },
    ],
    byAge: [{ name: '2–5 years', films: 2, up: 1, mean: -0.6 }],
    byGenre: [
      { name: 'Drama', films: 2, up: 1, mean: -0.6 },
      { name: 'Action', films: 1, up: 1, mean: 0.3 },
      { name: 'War', films: 1, up: 0, mean: -1.5 },
    ],
    movers: [
      { movieId: 2, title: 'Film number 2', old: 7, new: 5.5, changes: 1 },
      { movieId: 1, title: 'Film number 1', old: 6, new: 6.3, changes: 1 },
    ],
  })
  // Back at what it was, by way of another; a film that the range brought has no rating before it.
  const third = some(db, [film(1, 6), film(7, 3), film(5, 8.5, { year: 0 })])
  expect(ratingDrift(db, { from: first, to: third })).toMatchObject({
    readAgain: { least: 5, most: 6 },
    moved: 2,
    back: 1,
    movers: [{ movieId: 2 }, { movieId: 5, changes: 1 }],
    byAge: [{ name: '2–5 years' }, { name: 'Unknown', films: 1 }],
  })
  expect(ratingDrift(db, { from: second, to: third })).toMatchObject({ readAgain: { least: 3, most: 3 }, moved: 3 })
  db.close()
})

it('says that nothing moved of films that were read, and refuses ranges that are none', () => {
  const db = memoryWarehouse()
  const store = createLoadStore(db)
  const first = loadAll(store, pagesOf([film(1, 6), film(2, 7)]), { at }).runId
  const cancelled = store.beginRun({
    mode: 'full',
    trigger: 'schedule',
    startedAt: at,
    sourceUrl: 'http://127.0.0.1:1/',
    pageLimit: 50,
    maxWorkers: 1,
  })
  commitPages(store, cancelled, pagesOf([film(1, 9), film(3, 5)]))
  store.finishRun(cancelled, 'cancelled', at, noCounters, null)
  expect(publishedRuns(db).map(({ runId }) => runId)).toEqual([first])
  for (const range of [
    { from: first, to: cancelled },
    { from: first, to: first },
    { from: cancelled, to: first },
    { from: first, to: 99 },
  ])
    expect(() => ratingDrift(db, range)).toThrow(expect.objectContaining({ kind: 'not_found' }))
  const second = some(db, [film(2, 7)])
  // What the cancelled run had brought of known films came with the next publish; of film 3 no run has told that it is there.
  expect(ratingDrift(db, { from: first, to: second })).toMatchObject({
    readAgain: { least: 1, most: 2 },
    moved: 1,
    movers: [{ movieId: 1, old: 6, new: 9 }],
  })
  expect(publishedRuns(db)[0]).toMatchObject({ runId: second, films: 2, added: 0, changed: 1, removed: 0 })
  db.close()
})
