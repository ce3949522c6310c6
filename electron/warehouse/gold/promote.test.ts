import { beforeEach, describe, expect, it } from 'vitest'
import type { WritableDb } from '../file/connection.ts'
import { qualityChecks } from '../quality/checks.ts'
import type { QualityCheck } from '../quality/quality-check.ts'
import { commitRun, fetchedPage, loadAll, memoryWarehouse, pagesOf, rawMovie } from '../testing/loads.ts'
import type { PromoteOptions } from '../write/load-store.ts'
import { createLoadStore } from '../write/store.ts'

let db: WritableDb
let store: ReturnType<typeof createLoadStore>

beforeEach(() => {
  db = memoryWarehouse()
  store = createLoadStore(db)
})

const films = (count: number, from = 1) => Array.from({ length: count }, (_, index) => rawMovie(from + index))
const one = (sql: string) => db.prepare(sql).pluck().get()
const all = (sql: string) => db.prepare(sql).all()
const liveFilms = () => db.prepare('SELECT movie_id FROM fact_movies ORDER BY movie_id').pluck().all()
const options = (runId: number, changes: Partial<PromoteOptions> = {}): PromoteOptions => ({
  runId,
  at: 1_700_000_200_000,
  fullSweep: true,
  unstable: false,
  allowMassRemoval: false,
  lastPage: 1,
  ...changes,
})

describe('publishing', () => {
  it('moves watermark, date and version only with a completed run (I5)', () => {
    commitRun(store, pagesOf(films(3)))
    expect(store.watermark()).toBe(null)
    expect(store.confirmedFilms()).toBe(0)
    expect(liveFilms()).toEqual([])
    const { outcome } = loadAll(store, pagesOf(films(3)))
    expect(outcome).toMatchObject({ goldVersion: 1, films: 3, watermarkS: 1_450_000_180, lastDate: '2015-12-13' })
    expect(store.watermark()).toBe(1_450_000_180)
    expect(store.recordedProgress()).toEqual({ lastPageProcessed: 1, lastDate: '2015-12-13' })
    const backwards = loadAll(store, pagesOf(films(1)), { fullSweep: false })
    expect(backwards.outcome.watermarkS).toBe(1_450_000_180)
    expect(store.confirmedBefore('2015-12-14')).toBe(3)
    expect(store.confirmedBefore('2015-12-13')).toBe(0)
  })

  it('publishes films that an unfinished run stored once a completed run has met them', () => {
    commitRun(store, pagesOf(films(3)))
    loadAll(store, pagesOf(films(2)), { fullSweep: false })
    expect(liveFilms()).toEqual([1, 2])
    const { outcome } = loadAll(store, pagesOf(films(3)), { fullSweep: false })
    expect(liveFilms()).toEqual([1, 2, 3])
    expect(outcome.goldVersion).toBe(2)
  })

  it('keeps the last good gold when an error check fails, and records what failed', () => {
    const { outcome } = loadAll(store, pagesOf(films(3)))
    const before = store.contentDigest()
    const failing: QualityCheck = {
      name: 'no_film_four',
      title: 'No film 4',
      description: 'For this test.',
      severity: 'error',
      tables: ['fact_movies'],
      columns: ['movie_id'],
      offendersSql: "SELECT movie_id, 'x' AS label, 'y' AS detail FROM fact_movies WHERE movie_id = 4",
      totalSql: 'SELECT count(*) FROM fact_movies',
    }
    const strict = createLoadStore(db, { checks: [...qualityChecks, failing] })
    const { runId } = commitRun(strict, pagesOf(films(4)))
    expect(() => strict.promote(options(runId))).toThrow(expect.objectContaining({ kind: 'quality_failed' }))
    expect(store.contentDigest()).toBe(before)
    expect(liveFilms()).toEqual([1, 2, 3])
    expect(one('SELECT status FROM run ORDER BY run_id DESC')).toBe('running')
    expect(one('SELECT count(*) FROM seen')).toBe(4)
    expect(
      all(`SELECT status, failed, total FROM quality_result WHERE run_id = ${runId} AND check_name = 'no_film_four'`),
    ).toEqual([{ status: 'failed', failed: 1, total: 4 }])
    // The cause mended, the same run is promoted.
    expect(store.promote(options(runId)).goldVersion).toBe(outcome.goldVersion + 1)
    expect(liveFilms()).toEqual([1, 2, 3, 4])
  })

  it('gives a check that cannot run the weight of a failing one', () => {
    const broken = {
      ...(qualityChecks[0] as QualityCheck),
      name: 'broken',
      offendersSql: 'SELECT nonsense',
      countSql: 'SELECT nonsense',
    }
    const strict = createLoadStore(db, { checks: [broken] })
    const { runId } = commitRun(strict, pagesOf(films(1)))
    expect(() => strict.promote(options(runId))).toThrow(expect.objectContaining({ kind: 'quality_failed' }))
    expect(one('SELECT status FROM quality_result')).toBe('broken')
  })

  it('keeps surrogate keys when values come and go', () => {
    loadAll(store, pagesOf([rawMovie(1, { year: 1990 }), rawMovie(2, { year: 1980 })]))
    const key = one('SELECT year_key FROM dim_released_year WHERE year = 1990')
    const movieKey = one('SELECT movie_key FROM fact_movies WHERE movie_id = 1')
    loadAll(store, pagesOf([rawMovie(1, { year: 1985, slug: 'renamed' }), rawMovie(2, { year: 1980 })]))
    loadAll(store, pagesOf([rawMovie(1, { year: 1990 }), rawMovie(2, { year: 1970 })]))
    expect(one('SELECT year_key FROM fact_movies WHERE movie_id = 1')).toBe(key)
    expect(one('SELECT movie_key FROM fact_movies WHERE movie_id = 1')).toBe(movieKey)
  })

  it('points unknown values at member 0 and never at null', () => {
    loadAll(
      store,
      pagesOf([
        rawMovie(1, {
          year: 0,
          rating: 0,
          runtime: 0,
          language: 'xx',
          date_uploaded: null,
          date_uploaded_unix: null,
          torrents: [],
        }),
      ]),
    )
    expect(
      all('SELECT date_key, language_key, runtime_key, rating_key, year_key, rating, runtime_minutes FROM fact_movies'),
    ).toEqual([
      { date_key: 0, language_key: 0, runtime_key: 0, rating_key: 0, year_key: 0, rating: null, runtime_minutes: null },
    ])
  })
})

describe('removed films', () => {
  it('are removed after two complete sweeps without them, and return when they are met again', () => {
    loadAll(store, pagesOf(films(4)))
    expect(loadAll(store, pagesOf(films(3))).outcome.removed).toBe(0)
    expect(liveFilms()).toEqual([1, 2, 3, 4])
    const swept = loadAll(store, pagesOf(films(3)))
    expect(swept.outcome).toMatchObject({ removed: 1, films: 3 })
    expect(store.summary(swept.runId).removed).toBe(1)
    expect(liveFilms()).toEqual([1, 2, 3])
    expect(one('SELECT count(*) FROM genre_junction WHERE movie_id = 4')).toBe(0)
    expect(one('SELECT count(*) FROM silver_movie')).toBe(4)
    loadAll(store, pagesOf(films(4)))
    expect(liveFilms()).toEqual([1, 2, 3, 4])
    expect(all("SELECT movie_id, old, new FROM movie_change WHERE field = 'state_of_row' ORDER BY change_id")).toEqual([
      { movie_id: 4, old: 'present', new: 'removed' },
      { movie_id: 4, old: 'removed', new: 'present' },
    ])
  })

  it('are not looked for by tail loads, unstable sweeps and sweeps that met nothing; a sighting starts the count anew', () => {
    loadAll(store, pagesOf(films(4)))
    loadAll(store, pagesOf(films(3)))
    loadAll(store, pagesOf(films(3)), { fullSweep: false })
    loadAll(store, pagesOf(films(3)), { unstable: true })
    loadAll(store, [])
    expect(liveFilms()).toEqual([1, 2, 3, 4])
    expect(store.lastFullSweep().unstable).toBe(false)
    loadAll(store, pagesOf(films(1, 4)), { fullSweep: false })
    loadAll(store, pagesOf(films(3)))
    expect(liveFilms()).toEqual([1, 2, 3, 4])
  })

  it('wait for a person when they are more than 2% of all', () => {
    loadAll(store, pagesOf(films(100)))
    loadAll(store, pagesOf(films(90)))
    const asked = loadAll(store, pagesOf(films(90)), { allowMassRemoval: false })
    expect(asked.outcome).toMatchObject({ removed: 0, pendingRemovals: 10, films: 100 })
    const agreed = loadAll(store, pagesOf(films(90)), { allowMassRemoval: true })
    expect(agreed.outcome).toMatchObject({ removed: 10, pendingRemovals: 0, films: 90 })
  })

  it('marks an unstable sweep, so that another is due', () => {
    loadAll(store, [fetchedPage(1, films(2))], { unstable: true, at: 1_700_000_900_000 })
    expect(store.lastFullSweep()).toEqual({ at: 1_700_000_900_000, unstable: true })
    loadAll(store, [fetchedPage(1, films(2))])
    expect(store.lastFullSweep().unstable).toBe(false)
  })
})
