import type { ReadableDb, WritableDb } from '../file/connection.ts'
import { qualityChecks } from './checks.ts'
import type { QualityCheck } from './quality-check.ts'

export interface CheckOutcome {
  name: string
  title: string
  severity: 'error' | 'warning'
  status: 'passed' | 'failed' | 'not_evaluated' | 'broken'
  failed: number
  total: number
  ms: number
}

type Count = (sql: string) => number

/** Counts by SQL; the many checks that share a total count it once. */
function counter(db: ReadableDb): Count {
  const totals = new Map<string, number>()
  return (sql) => {
    const known = totals.get(sql)
    if (known !== undefined) return known
    const value = Number(db.prepare(sql).pluck().get() ?? 0)
    totals.set(sql, value)
    return value
  }
}

function runCheck(count: Count, check: QualityCheck, now: () => number): CheckOutcome {
  const { name, title, severity } = check
  const began = now()
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

export interface CheckRun {
  checks?: readonly QualityCheck[]
  /** A monotonic clock in milliseconds. */
  now?: () => number
  /** The run whose results on silver and gold still hold, because neither has changed since; null = look at everything. */
  unchangedSince?: number | null
}

/** Runs the checks against the database as the connection sees it. */
export function runChecks(db: ReadableDb, run: CheckRun = {}): CheckOutcome[] {
  const { checks = qualityChecks, now = () => performance.now(), unchangedSince = null } = run
  const count = counter(db)
  const earlier = db.prepare(
    `SELECT status, failed, total, 0.0 AS ms FROM quality_result WHERE run_id = ? AND check_name = ? AND severity = ?
       AND status IN ('passed', 'failed')`,
  )
  return checks.map((check) => {
    const { name, title, severity } = check
    const held =
      unchangedSince === null || check.about === 'ledger' ? undefined : earlier.get(unchangedSince, name, severity)
    if (held === undefined) return runCheck(count, check, now)
    return { name, title, severity, ...(held as Pick<CheckOutcome, 'status' | 'failed' | 'total' | 'ms'>) }
  })
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
