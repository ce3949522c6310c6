import type { RunStatus, SyncProgress, SyncSummary } from '../../../shared/ipc/progress.ts'
import type { AppError } from '../../../shared/ipc/result.ts'
import type { WritableDb } from '../file/connection.ts'
import { readState, readStateNumber } from '../file/state.ts'
import type { LostFields, ResumableRun, RunCounters, RunStart } from '../write/load-store.ts'
import { isResumable } from './resumable.ts'

interface RunRecord {
  run_id: number
  mode: 'incremental' | 'full'
  status: RunStatus
  source_url: string
  page_limit: number
  missing_accepted: 0 | 1
  plan: string | null
  started_at: number
  finished_at: number | null
  duration_ms: number | null
  pages_planned: number
  pages_done: number
  requests: number
  retries: number
  bytes: number
  fetched: number
  inserted: number
  updated: number
  unchanged: number
  removed: number
  quarantined: number
  duplicates: number
  error_kind: string | null
  error_message: string | null
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}

function planText(plan: unknown): string | null {
  return plan === null || plan === undefined ? null : JSON.stringify(plan)
}

function filmCounts(record: RunRecord): SyncProgress['films'] {
  const { fetched, inserted, updated, unchanged, quarantined, duplicates } = record
  return { fetched, inserted, updated, unchanged, quarantined, duplicates }
}

/**
 * Marks runs that say they are running although nobody holds the writer lock but the caller: their process died. Paused ones
 * stay paused, to be taken up. `at`: epoch milliseconds.
 */
export function markDeadRuns(db: WritableDb, at: number): void {
  db.prepare(`UPDATE run SET status = 'interrupted', finished_at = @at WHERE status = 'running'`).run({ at })
}

/** The run ledger: what each load was asked, did and ended as. Every method is a few statements; the caller has the transaction. */
export function ledger(db: WritableDb) {
  const insertRun = db.prepare(
    `INSERT INTO run (mode, "trigger", status, started_at, source_url, source_host, page_limit, max_workers, missing_accepted,
       watermark_before_s) VALUES (?, ?, 'running', ?, ?, ?, ?, ?, ?, ?)`,
  )
  const progress = db.prepare(
    `UPDATE run SET plan = ?, requests = ?, retries = ?, bytes = ?, pages_planned = ?, pages_done = ?, duration_ms = ?
     WHERE run_id = ?`,
  )
  const failed = db.prepare(
    `INSERT INTO run_page (run_id, page, status, attempts, error_kind, error) VALUES (?, ?, 'failed', ?, ?, ?)
     ON CONFLICT (run_id, page) DO UPDATE SET status = 'failed', attempts = excluded.attempts, error_kind = excluded.error_kind,
       error = excluded.error WHERE status = 'failed'`,
  )
  const getRun = db.prepare('SELECT * FROM run WHERE run_id = ?')
  const newestUnfinished = db.prepare(`SELECT * FROM run AS r WHERE ${isResumable} ORDER BY run_id DESC LIMIT 1`)
  const stage = db.prepare(
    `INSERT INTO run_stage (run_id, stage, rows_in, rows_out, refused, ms) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET rows_in = excluded.rows_in, rows_out = excluded.rows_out, refused = excluded.refused, ms = excluded.ms`,
  )

  function run(runId: number): RunRecord {
    const record = getRun.get(runId) as RunRecord | undefined
    if (!record) throw new Error(`no run ${runId} in the ledger`)
    return record
  }

  function saveProgress(runId: number, plan: unknown, counters: RunCounters): void {
    const { requests, retries, bytes, pagesPlanned, pagesDone, durationMs } = counters
    progress.run(planText(plan), requests, retries, bytes, pagesPlanned, pagesDone, durationMs, runId)
  }

  return {
    markInterrupted(at: number): void {
      db.prepare(`UPDATE run SET status = 'interrupted', finished_at = @at WHERE status IN ('running', 'paused')`).run({
        at,
      })
    },
    beginRun(start: RunStart): number {
      const { lastInsertRowid } = insertRun.run(
        start.mode,
        start.trigger,
        start.startedAt,
        start.sourceUrl,
        hostOf(start.sourceUrl),
        start.pageLimit,
        start.maxWorkers,
        start.missingAccepted ? 1 : 0,
        readStateNumber(db, 'watermark_s'),
      )
      return Number(lastInsertRowid)
    },
    resumableRun(): ResumableRun | null {
      const record = newestUnfinished.get() as RunRecord | undefined
      if (!record) return null
      return {
        runId: record.run_id,
        mode: record.mode,
        status: record.status,
        pageLimit: record.page_limit,
        sourceUrl: record.source_url,
        missingAccepted: record.missing_accepted === 1,
        plan: parsed(record.plan),
        counters: {
          requests: record.requests,
          retries: record.retries,
          bytes: record.bytes,
          pagesPlanned: record.pages_planned,
          pagesDone: record.pages_done,
          durationMs: record.duration_ms ?? 0,
        },
        films: filmCounts(record),
      }
    },
    lastCompletedPlan(): { plan: unknown; sourceUrl: string } | null {
      const record = db
        .prepare("SELECT plan, source_url FROM run WHERE status = 'complete' ORDER BY run_id DESC LIMIT 1")
        .get() as { plan: string | null; source_url: string } | undefined
      return record ? { plan: parsed(record.plan), sourceUrl: record.source_url } : null
    },
    reopenRun(runId: number): void {
      db.prepare(
        "UPDATE run SET status = 'running', finished_at = NULL, error_kind = NULL, error_message = NULL WHERE run_id = ?",
      ).run(runId)
    },
    setRunStatus(runId: number, status: RunStatus): void {
      db.prepare('UPDATE run SET status = ? WHERE run_id = ?').run(status, runId)
    },
    recordSource(runId: number, facts: { movieCount: number | null; pageLimit: number; isSample: boolean }): void {
      const { movieCount, pageLimit, isSample } = facts
      db.prepare('UPDATE run SET movie_count = ?, page_limit = ?, is_sample = ? WHERE run_id = ?').run(
        movieCount,
        pageLimit,
        isSample ? 1 : 0,
        runId,
      )
    },
    saveProgress,
    failPage(runId: number, page: number, attempts: number, error: AppError): void {
      failed.run(runId, page, attempts, error.kind, error.message)
    },
    recordStage(runId: number, name: string, rowsIn: number, rowsOut: number, refused: number, ms: number): void {
      stage.run(runId, name, rowsIn, rowsOut, refused, ms)
    },
    finishRun(runId: number, status: RunStatus, at: number, counters: RunCounters, error: AppError | null): void {
      const { requests, retries, bytes, pagesPlanned, pagesDone, durationMs } = counters
      db.prepare(
        `UPDATE run SET status = ?, finished_at = ?, duration_ms = ?, requests = ?, retries = ?, bytes = ?, pages_planned = ?,
           pages_done = ?, error_kind = ?, error_message = ? WHERE run_id = ?`,
      ).run(
        status,
        at,
        durationMs,
        requests,
        retries,
        bytes,
        pagesPlanned,
        pagesDone,
        error?.kind ?? null,
        error?.message ?? null,
        runId,
      )
    },
    lostFields(runId: number): LostFields {
      const { inserted, updated, unchanged, quarantined, missing_accepted: accepted } = run(runId)
      const missing = db
        .prepare('SELECT field, films, kept FROM run_missing_field WHERE run_id = ? ORDER BY field')
        .all(runId) as LostFields['missing']
      const unknown = db
        .prepare(
          `SELECT field, count(DISTINCT movie_id) AS films FROM movie_change
           WHERE run_id = ? AND old IS NOT NULL AND new IS NULL GROUP BY field ORDER BY field`,
        )
        .all(runId) as LostFields['unknown']
      return { met: inserted + updated + unchanged + quarantined, accepted: accepted === 1, missing, unknown }
    },
    summary(runId: number): SyncSummary {
      const record = run(runId)
      const complete = record.status === 'complete'
      const summary: SyncSummary = {
        status: record.status,
        runId,
        mode: record.mode,
        dryRun: false,
        requests: record.requests,
        retries: record.retries,
        pages: record.pages_done,
        ...filmCounts(record),
        removed: record.removed,
        durationMs: record.duration_ms ?? 0,
        progress: complete
          ? { lastPageProcessed: readStateNumber(db, 'last_page') ?? 0, lastDate: readState(db, 'last_date') }
          : null,
        warnings: [],
      }
      if (record.error_kind !== null) {
        summary.error = { kind: record.error_kind as AppError['kind'], message: record.error_message ?? '' }
      }
      return summary
    },
  }
}

/** A plan as it was kept; one that somebody else wrote over is none. */
function parsed(plan: string | null): unknown {
  try {
    return JSON.parse(plan ?? 'null')
  } catch {
    return null
  }
}
