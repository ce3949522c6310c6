import { bronzeWriter } from '../bronze/bronze.ts'
import type { WritableDb } from '../file/connection.ts'
import { noRows, type PageFacts, type RowCounts, rowProcessor } from '../silver/row-processor.ts'
import type { FetchedPage, PageOutcome } from './load-store.ts'

/** Writes fetched pages: bronze, silver, quarantine, `seen`, `run_page`, rule and drift counts. Call inside a transaction. */
export function pageRows(db: WritableDb) {
  const bronze = bronzeWriter(db)
  const rows = rowProcessor(db)
  const see = db
    .prepare(
      `INSERT INTO seen (run_id, movie_id, stripe, page) SELECT ?, value, ?, ? FROM json_each(?) WHERE true
       ON CONFLICT DO NOTHING RETURNING movie_id`,
    )
    .pluck()
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
  const addMissing = db.prepare(
    `INSERT INTO run_missing_field (run_id, field, films, kept) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET films = films + excluded.films, kept = kept + excluded.kept`,
  )
  const addCounts = db.prepare(
    `UPDATE run SET fetched = fetched + ?, inserted = inserted + ?, updated = updated + ?, unchanged = unchanged + ?,
       quarantined = quarantined + ?, duplicates = duplicates + ? WHERE run_id = ?`,
  )

  function outcome(page: FetchedPage, pageId: number, { counts, movieIds, oldestUploadS }: PageFacts): PageOutcome {
    const confirmed = countConfirmed.get(JSON.stringify(movieIds)) as number
    return { page: page.page, pageId, ...counts, movieIds, confirmed, oldestUploadS }
  }

  function commitOne(runId: number, page: FetchedPage): PageOutcome {
    const pageId = bronze.insert(runId, page)
    const claim = (movieIds: readonly number[]) =>
      see.all(runId, page.partition, page.page, JSON.stringify(movieIds)) as number[]
    const facts = rows.page(page, { runId, pageId, at: page.fetchedAt }, claim)
    pageDone.run(runId, page.page, page.attempts, page.rows.length, pageId)
    return outcome(page, pageId, facts)
  }

  return {
    write(runId: number, pages: readonly FetchedPage[]): PageOutcome[] {
      const outcomes = pages.map((page) => commitOne(runId, page))
      const { drift, rules, missing } = rows.take()
      for (const [rule, count] of rules) addRule.run(runId, rule, count)
      for (const { field, kind, count, sample } of drift) addDrift.run(runId, field, kind, count, sample)
      for (const { field, films, kept } of missing) addMissing.run(runId, field, films, kept)
      const sum = noRows()
      for (const done of outcomes) {
        for (const key of Object.keys(sum) as (keyof RowCounts)[]) sum[key] += done[key]
      }
      addCounts.run(sum.fetched, sum.inserted, sum.updated, sum.unchanged, sum.quarantined, sum.duplicates, runId)
      return outcomes
    },
    /** What `write` would answer, without writing; `seen` takes the place of the table, `accepted` that of the run's. */
    preview(pages: readonly FetchedPage[], seen: Set<number>, accepted: boolean): PageOutcome[] {
      return pages.map((page) => outcome(page, 0, rows.preview(page, seen, accepted)))
    },
    forget: rows.forget,
  }
}
