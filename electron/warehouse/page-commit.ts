import { bronzeWriter } from './bronze.ts'
import type { WritableDb } from './connection.ts'
import type { FetchedPage, PageOutcome } from './load-store.ts'
import { cleanMovie } from './silver/clean-movie.ts'
import { driftCounter } from './silver/drift.ts'
import { quarantinePayload, quarantineWriter, type RowSource } from './silver/quarantine.ts'
import type { RuleName } from './silver/rules.ts'
import { silverWriter } from './silver/writer.ts'

/** Counts of the rows of some pages; distinct = inserted + updated + unchanged + quarantined over a whole run. */
export interface RowCounts {
  fetched: number
  distinct: number
  inserted: number
  updated: number
  unchanged: number
  quarantined: number
  duplicates: number
}

export function noRows(): RowCounts {
  return { fetched: 0, distinct: 0, inserted: 0, updated: 0, unchanged: 0, quarantined: 0, duplicates: 0 }
}

/** What one page's rows said besides their counts. */
interface PageFacts {
  counts: RowCounts
  movieIds: number[]
  oldestUploadS: number | null
}

/**
 * Cleans the rows of a page and writes them to silver or quarantine. `isNew` tells (and notes) whether the run meets a film
 * for the first time. The last successful reading of a film wins; a refusal never replaces a successful one of the same run.
 * The same code serves loads, rebuild and replay, so that all three give the same silver.
 */
export function rowProcessor(db: WritableDb) {
  const silver = silverWriter(db)
  const quarantine = quarantineWriter(db)
  const drift = driftCounter()
  const ruleCounts = new Map<RuleName, number>()

  function process(row: unknown, source: RowSource, isNew: (movieId: number) => boolean, facts: PageFacts): void {
    const { counts } = facts
    const cleaned = cleanMovie(row)
    counts.fetched += 1
    if (!cleaned.ok) {
      const first = cleaned.movieId === null || isNew(cleaned.movieId)
      if (cleaned.movieId !== null) facts.movieIds.push(cleaned.movieId)
      const { movieId, rule, reason } = cleaned
      if (!first || !quarantine.refuse({ movieId, rule, reason, payload: quarantinePayload(row) }, source)) {
        counts.duplicates += 1
        return
      }
      counts.distinct += 1
      counts.quarantined += 1
      ruleCounts.set(rule, (ruleCounts.get(rule) ?? 0) + 1)
      return
    }
    const { movie, genres, rules } = cleaned
    facts.movieIds.push(movie.movie_id)
    const uploaded = movie.date_uploaded_unix
    if (uploaded !== null && (facts.oldestUploadS === null || uploaded < facts.oldestUploadS))
      facts.oldestUploadS = uploaded
    const first = isNew(movie.movie_id)
    const result = silver.store(movie, genres, rules, source)
    const refusedBefore = quarantine.resolve(movie.movie_id, source.runId)
    if (first) {
      counts.distinct += 1
      counts[result] += 1
      for (const rule of rules) ruleCounts.set(rule, (ruleCounts.get(rule) ?? 0) + 1)
      return
    }
    counts.duplicates += 1
    if (refusedBefore) {
      // Refused at first, read well now: it is stored, not quarantined.
      counts.quarantined -= 1
      counts[result] += 1
    }
  }

  return {
    /** Processes one page's rows. */
    page(
      movies: readonly unknown[],
      source: Omit<RowSource, 'position'>,
      isNew: (movieId: number) => boolean,
    ): PageFacts {
      const facts: PageFacts = { counts: noRows(), movieIds: [], oldestUploadS: null }
      const rowSource: RowSource = { ...source, position: 0 }
      for (const row of movies) {
        drift.watch(row)
        process(row, rowSource, isNew, facts)
        rowSource.position += 1
      }
      return facts
    },
    /** Drift and rule counts since the last call. */
    take() {
      const rules = [...ruleCounts]
      ruleCounts.clear()
      return { drift: drift.take(), rules }
    },
    /** Forgets everything remembered between transactions: call after a rollback or another writer. */
    forget(): void {
      silver.forget()
      quarantine.forget()
      drift.take()
      ruleCounts.clear()
    },
    compare: silver.compare,
  }
}

/** Commits fetched pages: bronze, silver, quarantine, `seen`, `run_page`, rule and drift counts. Call inside a transaction. */
export function pageCommitter(db: WritableDb) {
  const bronze = bronzeWriter(db)
  const rows = rowProcessor(db)
  const see = db.prepare('INSERT INTO seen (run_id, movie_id, stripe, page) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
  const pageDone = db.prepare(
    `INSERT INTO run_page (run_id, page, status, attempts, row_count, page_id) VALUES (?, ?, 'ok', ?, ?, ?)
     ON CONFLICT (run_id, page) DO UPDATE SET status = 'ok', attempts = excluded.attempts, row_count = excluded.row_count,
       page_id = excluded.page_id, error_kind = NULL, error = NULL`,
  )
  const countConfirmed = db
    .prepare(
      `SELECT count(*) FROM movie_presence WHERE tombstoned_run IS NULL AND movie_id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
  const addRule = db.prepare(
    'INSERT INTO run_rule (run_id, rule, count) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
  )
  const addDrift = db.prepare(
    `INSERT INTO schema_drift (run_id, field, kind, count, sample) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  )
  const addCounts = db.prepare(
    `UPDATE run SET fetched = fetched + ?, inserted = inserted + ?, updated = updated + ?, unchanged = unchanged + ?,
       quarantined = quarantined + ?, duplicates = duplicates + ? WHERE run_id = ?`,
  )

  function commitOne(runId: number, page: FetchedPage): PageOutcome {
    const pageId = bronze.insert(runId, page)
    const isNew = (movieId: number) => see.run(runId, movieId, page.stripe, page.page).changes === 1
    const { counts, movieIds, oldestUploadS } = rows.page(page.movies, { runId, pageId, at: page.fetchedAt }, isNew)
    pageDone.run(runId, page.page, page.attempts, page.movies.length, pageId)
    const confirmed = countConfirmed.get(JSON.stringify(movieIds)) as number
    return { page: page.page, pageId, ...counts, movieIds, confirmed, oldestUploadS }
  }

  return {
    commit(runId: number, pages: readonly FetchedPage[]): PageOutcome[] {
      const outcomes = pages.map((page) => commitOne(runId, page))
      const { drift, rules } = rows.take()
      for (const [rule, count] of rules) addRule.run(runId, rule, count)
      for (const { field, kind, count, sample } of drift) addDrift.run(runId, field, kind, count, sample)
      const sum = noRows()
      for (const outcome of outcomes) {
        for (const key of Object.keys(sum) as (keyof RowCounts)[]) sum[key] += outcome[key]
      }
      addCounts.run(sum.fetched, sum.inserted, sum.updated, sum.unchanged, sum.quarantined, sum.duplicates, runId)
      return outcomes
    },
    /** What `commit` would answer, without writing; `seen` takes the place of the table. */
    preview(pages: readonly FetchedPage[], seen: Set<number>): PageOutcome[] {
      return pages.map((page) => {
        const counts = noRows()
        const movieIds: number[] = []
        let oldestUploadS: number | null = null
        for (const row of page.movies) {
          const cleaned = cleanMovie(row)
          const movieId = cleaned.ok ? cleaned.movie.movie_id : cleaned.movieId
          counts.fetched += 1
          if (movieId !== null) movieIds.push(movieId)
          if (cleaned.ok && cleaned.movie.date_uploaded_unix !== null) {
            oldestUploadS = Math.min(
              oldestUploadS ?? cleaned.movie.date_uploaded_unix,
              cleaned.movie.date_uploaded_unix,
            )
          }
          if (movieId !== null && seen.has(movieId)) {
            counts.duplicates += 1
            continue
          }
          if (movieId !== null) seen.add(movieId)
          counts.distinct += 1
          counts[cleaned.ok ? rows.compare(cleaned.movie, cleaned.genres) : 'quarantined'] += 1
        }
        const confirmed = countConfirmed.get(JSON.stringify(movieIds)) as number
        return { page: page.page, pageId: 0, ...counts, movieIds, confirmed, oldestUploadS }
      })
    },
    forget: rows.forget,
  }
}
