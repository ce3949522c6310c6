import type { ReadableDb, WritableDb } from '../connection.ts'
import { type QualityCheck, qualityChecks } from './checks.ts'

export interface CheckOutcome {
  name: string
  title: string
  severity: 'error' | 'warning'
  status: 'passed' | 'failed' | 'not_evaluated' | 'broken'
  failed: number
  total: number
  ms: number
}

function runCheck(db: ReadableDb, check: QualityCheck, now: () => number): CheckOutcome {
  const { name, title, severity } = check
  const began = now()
  const count = (sql: string) => Number(db.prepare(sql).pluck().get() ?? 0)
  try {
    const total = count(check.totalSql)
    const failed = total === 0 ? 0 : count(check.countSql ?? `SELECT count(*) FROM (${check.offendersSql})`)
    const status = total === 0 ? 'not_evaluated' : failed > 0 ? 'failed' : 'passed'
    return { name, title, severity, status, failed, total, ms: now() - began }
  } catch {
    // A check that cannot run proves nothing; it counts as a failing one of its severity.
    return { name, title, severity, status: 'broken', failed: 0, total: 0, ms: now() - began }
  }
}

/** Runs checks against the database as the connection sees it. `now` is a monotonic clock in milliseconds. */
export function runChecks(
  db: ReadableDb,
  checks: readonly QualityCheck[] = qualityChecks,
  now: () => number = () => performance.now(),
): CheckOutcome[] {
  return checks.map((check) => runCheck(db, check, now))
}

/** The outcomes that forbid publishing. */
export function blocking(outcomes: readonly CheckOutcome[]): CheckOutcome[] {
  return outcomes.filter(({ severity, status }) => severity === 'error' && (status === 'failed' || status === 'broken'))
}

/** Writes the outcomes of a run to the ledger. Call inside a transaction. */
export function recordChecks(db: WritableDb, runId: number, outcomes: readonly CheckOutcome[]): void {
  const insert = db.prepare(
    `INSERT INTO quality_result (run_id, check_name, severity, status, failed, total, ms) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET severity = excluded.severity, status = excluded.status, failed = excluded.failed,
       total = excluded.total, ms = excluded.ms`,
  )
  for (const { name, severity, status, failed, total, ms } of outcomes)
    insert.run(runId, name, severity, status, failed, total, ms)
}
