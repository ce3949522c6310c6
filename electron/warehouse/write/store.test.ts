import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { KnownError } from '../../../shared/ipc/result.ts'
import type { WritableDb } from '../file/connection.ts'
import { prepareRows } from '../silver/prepare-row.ts'
import { oddCatalogues } from '../testing/catalogues.ts'
import {
  commitPages,
  commitRun,
  fetchedPage,
  loadAll,
  memoryWarehouse,
  noCounters,
  pagesOf,
  rawMovie,
} from '../testing/loads.ts'
import { createLoadStore } from './store.ts'

let db: WritableDb
let store: ReturnType<typeof createLoadStore>

beforeEach(() => {
  db = memoryWarehouse()
  store = createLoadStore(db)
})

const films = (count: number, from = 1) => Array.from({ length: count }, (_, index) => rawMovie(from + index))
const one = (sql: string, ...values: unknown[]) =>
  db
    .prepare(sql)
    .pluck()
    .get(...values)
const all = (sql: string, ...values: unknown[]) => db.prepare(sql).all(...values)

describe('writing pages', () => {
  it('stores a film once and counts it as added, then unchanged, then updated with its history', () => {
    const first = loadAll(store, [fetchedPage(1, [rawMovie(1), rawMovie(2)])])
    expect(first.outcomes[0]).toMatchObject({ fetched: 2, distinct: 2, inserted: 2, confirmed: 0, movieIds: [1, 2] })
    const second = loadAll(store, [fetchedPage(1, [rawMovie(1), rawMovie(2, { rating: 8.1, genres: ['War'] })])])
    expect(second.outcomes[0]).toMatchObject({ unchanged: 1, updated: 1, inserted: 0, confirmed: 2 })
    expect(all('SELECT movie_id, field, old, new, run_id FROM movie_change ORDER BY field')).toEqual([
      { movie_id: 2, field: 'genres', old: 'Action, Drama', new: 'War', run_id: second.runId },
      { movie_id: 2, field: 'rating', old: '6.5', new: '8.1', run_id: second.runId },
    ])
    expect(all('SELECT rating, genre_count, run_id FROM fact_movies WHERE movie_id = 2')).toEqual([
      { rating: 8.1, genre_count: 1, run_id: second.runId },
    ])
    expect(all('SELECT first_run, last_changed_run FROM silver_movie WHERE movie_id = 1')).toEqual([
      { first_run: first.runId, last_changed_run: first.runId },
    ])
  })

  it('lets the last reading of a run win, and counts the repetition', () => {
    const { outcomes } = loadAll(store, [fetchedPage(1, [rawMovie(5, { year: 1990 }), rawMovie(5, { year: 1991 })])])
    expect(outcomes[0]).toMatchObject({ fetched: 2, distinct: 1, inserted: 1, duplicates: 1 })
    expect(one('SELECT year FROM silver_movie')).toBe(1991)
  })

  it('quarantines what it must refuse, without losing or counting anything twice', () => {
    const bad = [rawMovie(-1), { id: 'x' }, 'text', rawMovie(9, { summary: 'x'.repeat(70_000) })]
    const pages = [fetchedPage(1, [rawMovie(1), ...bad])]
    const { runId, outcomes } = loadAll(store, pages)
    expect(outcomes[0]).toMatchObject({ fetched: 5, distinct: 5, inserted: 1, quarantined: 4, movieIds: [1, 9] })
    expect(one("SELECT count(*) FROM quarantine WHERE run_id = ? AND status = 'open'", runId)).toBe(4)
    const again = commitRun(store, [...pages, ...pages])
    expect(again.outcomes[1]).toMatchObject({ distinct: 0, duplicates: 5 })
    expect(one('SELECT count(*) FROM quarantine')).toBe(4)
    expect(store.summary(again.runId)).toMatchObject({ fetched: 10, unchanged: 1, quarantined: 4, duplicates: 5 })
  })

  it('closes a quarantine entry when the film is read well, even later in the same run', () => {
    const bad = rawMovie(9, { summary: 'x'.repeat(70_000) })
    const { runId } = loadAll(store, [fetchedPage(1, [rawMovie(9)]), fetchedPage(2, [bad, rawMovie(1)])])
    expect(store.summary(runId)).toMatchObject({ fetched: 3, inserted: 2, quarantined: 0, duplicates: 1 })
    expect(one('SELECT status FROM quarantine')).toBe('replayed')
    expect(one('SELECT count(*) FROM fact_movies')).toBe(2)
  })

  it('never shows torrents or magnets outside bronze', () => {
    const secret = 'F'.repeat(40)
    const bad = rawMovie(-3, { torrents: [{ hash: secret }], note: `magnet:?xt=urn:btih:${secret}`, magnet: secret })
    loadAll(store, [fetchedPage(1, [bad, rawMovie(1, { torrents: [{ hash: secret }], new_torrent_field: secret })])])
    for (const { name } of all(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('bronze_page', 'sqlite_sequence')",
    ) as {
      name: string
    }[]) {
      expect(JSON.stringify(all(`SELECT * FROM ${name}`)), name).not.toContain(secret)
    }
  })

  it('counts schema drift and cleaning rules by run', () => {
    const drifted = rawMovie(2, { year: '1999', studio: 'X', state: undefined, rating: 0 })
    const { runId } = loadAll(store, [fetchedPage(1, [rawMovie(1), drifted])])
    expect(all('SELECT field, kind, count, sample FROM schema_drift WHERE run_id = ? ORDER BY field', runId)).toEqual([
      { field: 'state', kind: 'missing_field', count: 1, sample: '' },
      { field: 'studio', kind: 'new_field', count: 1, sample: '"X"' },
      { field: 'year', kind: 'type_changed', count: 1, sample: '"1999"' },
    ])
    expect(all('SELECT rule, count FROM run_rule WHERE run_id = ? ORDER BY rule', runId)).toEqual([
      { rule: 'number_from_text', count: 1 },
      { rule: 'rating_zero', count: 1 },
    ])
    expect(one('SELECT rules FROM silver_movie WHERE movie_id = 2')).toBe('number_from_text,rating_zero')
  })

  it('changes nothing when it throws', () => {
    const { runId } = commitRun(store, [])
    const broken = fetchedPage(1, [rawMovie(1)], { codec: 'zip' as 'gzip' })
    expect(() => commitPages(store, runId, [fetchedPage(2, [rawMovie(2)]), broken])).toThrow()
    expect(one('SELECT count(*) FROM silver_movie')).toBe(0)
    expect(commitPages(store, runId, [fetchedPage(1, [rawMovie(1)])])[0]).toMatchObject({
      inserted: 1,
    })
    expect(one('SELECT change_seq FROM silver_movie')).toBe(1)
  })

  it('survives hostile texts', () => {
    const hostile = [
      '\u202egnp.exe',
      "'; DROP TABLE run; --",
      '<img onerror=x>',
      '\u0000\ud800',
      '\u{1f600}'.repeat(100),
    ]
    loadAll(store, [
      fetchedPage(
        1,
        hostile.map((title, index) => rawMovie(index + 1, { title, title_english: title })),
      ),
    ])
    expect(one('SELECT count(*) FROM fact_movies')).toBe(5)
    expect(one('SELECT title FROM dim_movie WHERE movie_id = 4')).toBe('\ufffd')
  })

  it('survives rows nested deeper than any stack', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    const movies = [rawMovie(1, { extra: deep }), { id: -1, extra: deep }]
    const { runId } = commitRun(store, [])
    expect(commitPages(store, runId, [fetchedPage(1, [], prepareRows(movies))])[0]).toMatchObject({
      inserted: 1,
      quarantined: 1,
    })
    expect(one('SELECT sample FROM schema_drift WHERE field = ?', 'extra')).toBe('(nested too deeply)')
  })

  it('previews without writing', () => {
    loadAll(store, [fetchedPage(1, [rawMovie(1), rawMovie(2)])])
    const before = store.contentDigest()
    const pages = [fetchedPage(1, [rawMovie(1), rawMovie(2, { year: 1950 }), rawMovie(3), rawMovie(3), rawMovie(-1)])]
    expect(store.previewPages(pages, new Set())[0]).toMatchObject({
      fetched: 5,
      unchanged: 1,
      updated: 1,
      inserted: 1,
      duplicates: 1,
      quarantined: 1,
      confirmed: 2,
    })
    expect(store.contentDigest()).toBe(before)
  })
})

describe('ledger', () => {
  it('offers the newest unfinished run with its plan, until a later run completes', () => {
    const { runId } = commitRun(store, [fetchedPage(4, films(3))])
    store.markInterrupted(1_700_000_300_000)
    expect(store.resumableRun()).toMatchObject({ runId, status: 'interrupted', plan: { next: 4 } })
    store.reopenRun(runId)
    expect(one('SELECT status FROM run')).toBe('running')
    store.markInterrupted(1_700_000_300_000)
    loadAll(store, [fetchedPage(1, films(3))])
    expect(store.resumableRun()).toBe(null)
    expect(store.lastCompletedPlan()).toMatchObject({ plan: { next: 1 } })
  })

  it('counts as complete from the moment of promotion, so that a crash right after it cannot make it resume', () => {
    const { runId } = commitRun(store, [fetchedPage(1, films(3))])
    store.promote({ runId, at: 1, fullSweep: true, unstable: false, allowMassRemoval: false, lastPage: 1 })
    store.markInterrupted(2)
    expect(store.resumableRun()).toBe(null)
    expect(store.summary(runId)).toMatchObject({ status: 'complete', progress: { lastPageProcessed: 1 } })
  })

  it('keeps a failed page and forgets it when the page is read after all', () => {
    const { runId } = commitRun(store, [])
    store.failPage(runId, 3, 5, { kind: 'source_failed', message: 'HTTP 500' }, null, noCounters)
    expect(all('SELECT page, status, attempts, error FROM run_page')).toEqual([
      { page: 3, status: 'failed', attempts: 5, error: 'HTTP 500' },
    ])
    commitPages(store, runId, [fetchedPage(3, films(2))])
    expect(all('SELECT page, status, error FROM run_page')).toEqual([{ page: 3, status: 'ok', error: null }])
  })

  it('knows what a partition captured itself', () => {
    const { runId } = commitRun(store, [])
    commitPages(store, runId, [fetchedPage(1, films(3), { partition: 2 })])
    expect(store.anyCapturedBy(runId, 2, [3, 99])).toBe(true)
    expect(store.anyCapturedBy(runId, 1, [3, 99])).toBe(false)
  })

  it('reports a full disk as such and goes on when there is space', () => {
    const { runId } = commitRun(store, [])
    const pages = Number(db.pragma('page_count', { simple: true }))
    db.pragma(`max_page_count = ${pages + 1}`)
    const attempt = () => commitPages(store, runId, pagesOf(films(200)))
    expect(attempt).toThrow(expect.objectContaining({ kind: 'disk_full' }) as KnownError)
    db.pragma('max_page_count = 1073741823')
    expect(attempt().length).toBe(4)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  })
})

describe.for(oddCatalogues)('a catalogue of $name films', ({ present, films: oddFilms }) => {
  it.skipIf(!present)('arrives in gold film by film, and counts reconcile through all layers', () => {
    const rows = oddFilms()
    const { runId, outcome } = loadAll(store, pagesOf(rows))
    expect(outcome).toMatchObject({ films: rows.length, goldVersion: 1, removed: 0 })
    expect(store.summary(runId)).toMatchObject({
      fetched: rows.length,
      inserted: rows.length,
      quarantined: 0,
      duplicates: 0,
    })
    const pairs = rows.reduce((sum, row) => sum + new Set((row.genres as string[] | undefined) ?? ['other']).size, 0)
    expect(one('SELECT count(*) FROM genre_junction')).toBe(pairs)
    expect(one('SELECT sum(genre_count) FROM fact_movies')).toBe(pairs)
    expect(one("SELECT language_name FROM dim_language WHERE language = 'yue'")).toBe('Cantonese')
    expect(one('SELECT count(*) FROM fact_movies WHERE rating_key = 0')).toBe(
      rows.filter(({ rating }) => rating === 0).length,
    )
    expect(
      one("SELECT count(*) FROM quality_result WHERE severity = 'error' AND status NOT IN ('passed', 'not_evaluated')"),
    ).toBe(0)
    expect(one('SELECT count(*) FROM dim_language WHERE language_key > 0 AND language = language_name')).toBe(0)
  })
})

describe('the same films by any way (I3, I6, I9)', () => {
  it('give the same content and keys, whatever the order of arrival and the page size', () => {
    const rows = films(40).map((row, index) => ({
      ...row,
      year: 1950 + (index % 7),
      language: ['en', 'fr', 'cn', ''][index % 4],
    }))
    const keys = () =>
      JSON.stringify(all('SELECT * FROM fact_movies JOIN genre_junction USING (movie_id) ORDER BY movie_id, genre_id'))
    loadAll(store, pagesOf(rows, 50))
    const digest = store.contentDigest()
    const reference = keys()
    fc.assert(
      fc.property(
        fc.shuffledSubarray(rows, { minLength: 40, maxLength: 40 }),
        fc.integer({ min: 1, max: 50 }),
        (shuffled, limit) => {
          db = memoryWarehouse()
          const other = createLoadStore(db)
          const { outcome } = loadAll(other, pagesOf(shuffled, limit))
          expect(other.contentDigest()).toBe(digest)
          expect(keys()).toBe(reference)
          const again = loadAll(other, pagesOf(shuffled, limit))
          expect(again.outcome.goldVersion).toBe(outcome.goldVersion)
          expect(other.contentDigest()).toBe(digest)
        },
      ),
      { numRuns: 15 },
    )
  })
})
