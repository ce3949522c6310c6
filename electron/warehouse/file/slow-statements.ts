import type Database from 'better-sqlite3'
import { type SlowStatement, slowMs } from '../../../shared/slow.ts'

type Listener = (statement: SlowStatement) => void
type Db = Database.Database
type Statement = Database.Statement<unknown[], unknown>

/** A statement that was fast so often is measured no more: in the writer's inner loop even a look at the clock would count. */
const enoughRuns = 64

let listener: { report: Listener; limitMs: number } | null = null

/**
 * Has every connection that is opened from now on tell of its slow statements: for the processes of the app. Nobody else pays
 * for it.
 */
export function reportSlowStatements(report: Listener, limitMs: number = slowMs): void {
  listener = { report, limitMs }
}

/** Measures a connection's statements, if anybody wants to know. */
export function watchStatements(db: Db): void {
  if (listener) measureStatements(db, listener.report, () => performance.now(), listener.limitMs)
}

/**
 * Tells `report` of every statement of a connection that takes longer than `limitMs`, with its plan.
 *
 * @param now a monotonic clock in milliseconds
 */
export function measureStatements(db: Db, report: Listener, now: () => number, limitMs: number): void {
  const prepare = db.prepare.bind(db)
  const exec = db.exec.bind(db)
  const planOf = (sql: string, parameters: readonly unknown[]): string[] => {
    try {
      const steps = prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as PlanStep[]
      return indented(steps)
    } catch {
      // Not every statement has one, and none is worth a failure.
      return []
    }
  }
  const tell = (sql: string, parameters: readonly unknown[], ms: number, rows: number | null): void => {
    const text = sql.replace(/\s+/g, ' ').trim()
    report({ sql: text.slice(0, 4000), ms: Math.round(ms * 10) / 10, rows, plan: planOf(sql, parameters) })
  }
  db.prepare = ((sql: string) => measured(prepare(sql), sql, now, limitMs, tell)) as Db['prepare']
  db.exec = (sql) => {
    const began = now()
    exec(sql)
    const ms = now() - began
    if (ms > limitMs) tell(sql, [], ms, null)
    return db
  }
}

type Tell = (sql: string, parameters: readonly unknown[], ms: number, rows: number | null) => void

/** Stands before the methods that run a statement, until it has been fast often enough. */
function measured(statement: Statement, sql: string, now: () => number, limitMs: number, tell: Tell): Statement {
  let fast = 0
  const own = statement as { get?: unknown; all?: unknown; run?: unknown; iterate?: unknown }
  const took = (began: number, parameters: readonly unknown[], rows: number | null): void => {
    const ms = now() - began
    if (ms > limitMs) {
      fast = 0
      tell(sql, parameters, ms, rows)
    } else if (++fast === enoughRuns) {
      for (const method of ['get', 'all', 'run', 'iterate'] as const) delete own[method]
    }
  }
  const { get, all, run, iterate } = statement
  own.get = (...parameters: unknown[]) => {
    const began = now()
    const row = get.apply(statement, parameters)
    took(began, parameters, row === undefined ? 0 : 1)
    return row
  }
  own.all = (...parameters: unknown[]) => {
    const began = now()
    const rows = all.apply(statement, parameters)
    took(began, parameters, rows.length)
    return rows
  }
  own.run = (...parameters: unknown[]) => {
    const began = now()
    const result = run.apply(statement, parameters)
    took(began, parameters, result.changes)
    return result
  }
  own.iterate = (...parameters: unknown[]) =>
    timedRows(iterate.apply(statement, parameters), now, (ms, rows) => took(now() - ms, parameters, rows))
  return statement
}

/** The same rows; `done` gets the time spent on making them, without that of whoever uses them. */
function timedRows(
  rows: IterableIterator<unknown>,
  now: () => number,
  done: (ms: number, rows: number) => void,
): IterableIterator<unknown> {
  let ms = 0
  let count = 0
  const end = (): void => {
    if (count < 0) return
    done(ms, count)
    count = -1
  }
  return {
    next() {
      const began = now()
      const step = rows.next()
      ms += now() - began
      if (step.done) end()
      else count += 1
      return step
    },
    return(value) {
      end()
      return rows.return?.(value) ?? { done: true, value }
    },
    [Symbol.iterator]() {
      return this
    },
  }
}

interface PlanStep {
  id: number
  parent: number
  detail: string
}

function indented(steps: readonly PlanStep[]): string[] {
  const depths = new Map<number, number>()
  return steps.map(({ id, parent, detail }) => {
    const depth = (depths.get(parent) ?? -1) + 1
    depths.set(id, depth)
    return `${'  '.repeat(depth)}${detail}`
  })
}
