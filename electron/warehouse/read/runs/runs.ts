import type { ChannelOutput } from '../../../../shared/contract/index.ts'
import type { RunRow } from '../../../../shared/contract/sync.ts'
import { KnownError } from '../../../../shared/ipc/result.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { publicationsOfRun } from '../../ledger/publications.ts'
import { isResumable } from '../../ledger/resumable.ts'

type LedgerRow = Omit<RunRow, 'isSample' | 'resumable'> & { isSample: number; resumable: number }

const columns = `r.run_id AS runId, r.mode, r."trigger", r.status, r.started_at AS startedAt, r.finished_at AS finishedAt,
  r.duration_ms AS durationMs, r.source_host AS sourceHost, r.is_sample AS isSample, r.pages_planned AS pagesPlanned,
  r.pages_done AS pagesDone, r.requests, r.retries, r.bytes, r.fetched, r.inserted, r.updated, r.unchanged, r.removed, r.quarantined,
  r.duplicates, r.error_kind AS errorKind, r.error_message AS errorMessage, ${isResumable} AS resumable`

function toRun(row: LedgerRow): RunRow {
  return { ...row, isSample: row.isSample === 1, resumable: row.resumable === 1 }
}

/** The newest run, or null before the first. */
export function lastRun(db: ReadableDb): RunRow | null {
  const row = db.prepare<[], LedgerRow>(`SELECT ${columns} FROM run AS r ORDER BY r.run_id DESC LIMIT 1`).get()
  return row ? toRun(row) : null
}

/** A window of the history, newest first. */
export function listRuns(db: ReadableDb, offset: number, limit: number): ChannelOutput<'runs.list'> {
  const rows = db
    .prepare<[number, number], LedgerRow>(`SELECT ${columns} FROM run AS r ORDER BY r.run_id DESC LIMIT ? OFFSET ?`)
    .all(limit, offset)
  return { total: Number(db.prepare('SELECT COUNT(*) FROM run').pluck().get()), runs: rows.map(toRun) }
}

/** Everything the ledger says of a run. Throws `not_found`. */
export function runDetail(db: ReadableDb, runId: number): ChannelOutput<'runs.detail'> {
  type Detail = ChannelOutput<'runs.detail'>
  const run = db.prepare<[number], LedgerRow>(`SELECT ${columns} FROM run AS r WHERE r.run_id = ?`).get(runId)
  if (!run) throw new KnownError('not_found', `There is no run ${runId}.`)
  return {
    run: toRun(run),
    stages: db
      .prepare<[number], Detail['stages'][number]>(
        `SELECT stage, rows_in AS rowsIn, rows_out AS rowsOut, refused, ms FROM run_stage WHERE run_id = ?
         ORDER BY CASE stage WHEN 'plan' THEN 0 WHEN 'fetch' THEN 1 WHEN 'store' THEN 2 WHEN 'gold' THEN 3 ELSE 4 END, stage`,
      )
      .all(runId),
    pages: db
      .prepare<[number], Detail['pages']>(
        `SELECT COALESCE(SUM(p.status = 'ok'), 0) AS ok, COALESCE(SUM(p.status = 'failed'), 0) AS failed,
           COALESCE(SUM(b.stored_bytes), 0) AS bytes, COALESCE(SUM(p.attempts), 0) AS attempts
         FROM run_page AS p LEFT JOIN bronze_page AS b USING (page_id) WHERE p.run_id = ?`,
      )
      .get(runId) ?? { ok: 0, failed: 0, bytes: 0, attempts: 0 },
    failedPages: db
      .prepare<[number], Detail['failedPages'][number]>(
        `SELECT page, attempts, COALESCE(error, '') AS error FROM run_page WHERE run_id = ? AND status = 'failed' ORDER BY page LIMIT 500`,
      )
      .all(runId),
    drift: db
      .prepare<[number], Detail['drift'][number]>(
        'SELECT field, kind, count, sample FROM schema_drift WHERE run_id = ? ORDER BY kind, field LIMIT 500',
      )
      .all(runId),
    checks: db
      .prepare<[number], Detail['checks'][number]>(
        `SELECT check_name AS name, severity, status, failed FROM quality_result WHERE run_id = ?
         ORDER BY status = 'passed', severity, check_name`,
      )
      .all(runId),
    publications: publicationsOfRun(db, runId),
  }
}
