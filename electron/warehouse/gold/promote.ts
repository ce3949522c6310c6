import { KnownError } from '../../../shared/ipc/result.ts'
import type { WritableDb } from '../file/connection.ts'
import { assertInPlace } from '../file/in-place.ts'
import { readState, readStateNumber, writeState } from '../file/state.ts'
import type { QualityCheck } from '../quality/quality-check.ts'
import { blocking, type CheckOutcome, recordChecks, runChecks } from '../quality/run-checks.ts'
import type { PromoteOptions, PromoteOutcome, SourceCount } from '../write/load-store.ts'
import { fillDelta, resetDelta } from './delta.ts'
import { addDimensionMembers, mergeMovieDimension } from './dimensions.ts'
import { mergeFact } from './fact.ts'
import { confirmPresence } from './presence.ts'

export interface PublishDeps {
  /** A monotonic clock in milliseconds, for stage times. */
  now?: () => number
  /** The checks to run; tests inject failing ones. */
  checks?: readonly QualityCheck[]
}

/** Thrown inside the transaction to roll it back while keeping what the checks found. */
class ChecksFailed extends Error {
  readonly outcomes: CheckOutcome[]
  constructor(outcomes: CheckOutcome[]) {
    super('an error check failed')
    this.outcomes = outcomes
  }
}

/**
 * Brings gold in step with silver for the films in `gold_added`, `gold_removed` and those changed since the last time, and advances
 * `gold_seq`. Call inside a transaction, after `resetDelta`. The number of films merged or removed.
 */
export function mergeGold(db: WritableDb): number {
  const changed = fillDelta(db, readStateNumber(db, 'gold_seq') ?? 0)
  const removed = db.prepare('SELECT count(*) FROM gold_removed').pluck().get() as number
  if (changed + removed > 0) {
    addDimensionMembers(db)
    mergeMovieDimension(db)
    mergeFact(db)
  }
  const seq = db.prepare('SELECT max(change_seq) FROM silver_movie').pluck().get() as number | null
  writeState(db, 'gold_seq', Math.max(seq ?? 0, readStateNumber(db, 'gold_seq') ?? 0))
  return changed + removed
}

/** Runs the checks inside a transaction; throws to roll it back when one forbids publishing. */
function check(db: WritableDb, deps: PublishDeps, unchangedSince: number | null): CheckOutcome[] {
  const outcomes = runChecks(db, { ...deps, unchangedSince })
  if (blocking(outcomes).length > 0) throw new ChecksFailed(outcomes)
  return outcomes
}

function failure(outcomes: readonly CheckOutcome[]): KnownError {
  const failed = blocking(outcomes)
  const names = failed.map(({ title, failed: rows }) => `${title} (${rows})`).join(', ')
  return new KnownError(
    'quality_failed',
    `The load was not published, because quality checks failed: ${names}. The last good version stays in use.`.slice(
      0,
      2000,
    ),
    { checks: failed.map(({ name }) => name).join(',') },
  )
}

/** What a piece of publishing work did. */
export interface Published<T> {
  value: T
  /** The run whose check results still hold, because neither silver nor gold changed since; null = check everything. */
  unchangedSince: number | null
}

/**
 * Runs work and the checks in one transaction. When a check forbids publishing, everything is rolled back but the recorded
 * results, and KnownError `quality_failed` is thrown; `unavailable` where the file went meanwhile. `runId`: the run whose results they are; null = none was ever published, so
 * there is nothing to record them with.
 */
export function publishing<T>(
  db: WritableDb,
  runId: number | null,
  deps: PublishDeps,
  work: () => Published<T>,
  afterChecks?: () => void,
): T {
  const record = (outcomes: readonly CheckOutcome[]) => {
    if (runId !== null) recordChecks(db, runId, outcomes)
  }
  // The checks look at every key of gold before anything is published, so the row-by-row enforcement would only do it twice.
  db.pragma('foreign_keys = OFF')
  try {
    return db
      .transaction(() => {
        const { value, unchangedSince } = work()
        record(check(db, deps, unchangedSince))
        afterChecks?.()
        assertInPlace(db)
        writeState(db, 'publishes', (readStateNumber(db, 'publishes') ?? 0) + 1)
        return value
      })
      .immediate()
  } catch (thrown) {
    if (!(thrown instanceof ChecksFailed)) throw thrown
    db.transaction(() => record(thrown.outcomes)).immediate()
    throw failure(thrown.outcomes)
  } finally {
    db.pragma('foreign_keys = ON')
  }
}

/** Upload date (YYYY-MM-DD) of the newest published film; null where no date is known. */
function newestDay(db: WritableDb): string | null {
  const dateKey = db.prepare('SELECT max(date_key) FROM fact_movies').pluck().get() as number | null
  if (dateKey === null || dateKey === 0) return null
  const text = String(dateKey)
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
}

/** Grows the gold version when content changed. The version in force. */
export function stampVersion(db: WritableDb, changedFilms: number): number {
  const before = readStateNumber(db, 'gold_version') ?? 0
  const version = changedFilms > 0 || before === 0 ? before + 1 : before
  writeState(db, 'gold_version', version)
  return version
}

/** Films that stay known though a run has not met them; asked after its presence was confirmed. */
function filmsMissed(db: WritableDb, runId: number): number {
  const sql =
    'SELECT (SELECT count(*) FROM movie_presence WHERE tombstoned_run IS NULL) - (SELECT count(*) FROM seen WHERE run_id = ?)'
  return db.prepare(sql).pluck().get(runId) as number
}

/** Keeps what the source's count says of the next load and of the ones after it. */
function recordCount(db: WritableDb, { runId, fullSweep }: PromoteOptions, count: SourceCount): void {
  if (fullSweep || count.isFullDue) writeState(db, 'films_wanting', count.isFullDue ? 1 : 0)
  if (fullSweep) {
    const gap = count.offset === null ? Math.max(0, count.gap) : 0
    writeState(db, 'count_gap', gap)
    writeState(db, 'count_wanting', Math.max(0, gap - filmsMissed(db, runId)))
  }
  if (count.offset !== null) writeState(db, 'count_offset', count.offset)
  if (count.claimed !== null) db.prepare('UPDATE run SET movie_count = ? WHERE run_id = ?').run(count.claimed, runId)
}

/** Completes a run in one transaction: presence, watermark, gold, checks, state. See `LoadStore.promote`. */
export function promote(db: WritableDb, options: PromoteOptions, deps: PublishDeps = {}): PromoteOutcome {
  const { runId, at, fullSweep, unstable, lastPage, count } = options
  const now = deps.now ?? (() => performance.now())
  resetDelta(db)
  const work = (): Published<PromoteOutcome> => {
    const began = now()
    const { removed, pendingRemovals } = confirmPresence(db, options)
    const unchangedSince = readStateNumber(db, 'published_run')
    const changed = mergeGold(db)
    const newest = db.prepare('SELECT max(date_uploaded_unix) FROM gold_delta').pluck().get() as number | null
    const before = readStateNumber(db, 'watermark_s')
    const watermarkS = newest === null ? before : Math.max(before ?? newest, newest)
    const films = db.prepare('SELECT count(*) FROM fact_movies').pluck().get() as number
    const lastDate = changed === 0 ? readState(db, 'last_date') : newestDay(db)
    const goldVersion = stampVersion(db, changed)
    writeState(db, 'watermark_s', watermarkS)
    writeState(db, 'last_page', lastPage)
    writeState(db, 'last_date', lastDate)
    writeState(db, 'published_run', runId)
    writeState(db, 'published_at', at)
    if (fullSweep) writeState(db, 'last_full_sweep_at', at)
    if (fullSweep || unstable) writeState(db, 'sweep_unstable', unstable ? 1 : 0)
    if (fullSweep) writeState(db, 'films_twice', options.twice?.films.length ? JSON.stringify(options.twice) : null)
    if (count) recordCount(db, options, count)
    // Complete in this very transaction: a crash after it must not let the run be resumed, for its `seen` rows are gone.
    db.prepare(
      `UPDATE run SET status = 'complete', finished_at = @at, removed = @removed,
         unstable = @unstable, watermark_after_s = @watermarkS, error_kind = NULL, error_message = NULL WHERE run_id = @runId`,
    ).run({ at, removed, unstable: unstable ? 1 : 0, watermarkS, runId })
    db.prepare(
      `INSERT INTO run_stage (run_id, stage, rows_in, rows_out, refused, ms) VALUES (?, 'gold', ?, ?, 0, ?)
       ON CONFLICT DO UPDATE SET rows_in = excluded.rows_in, rows_out = excluded.rows_out, ms = excluded.ms`,
    ).run(runId, changed, films, now() - began)
    const value = { goldVersion, removed, pendingRemovals, films, watermarkS, lastDate }
    return { value, unchangedSince: changed === 0 ? unchangedSince : null }
  }
  // Checks look at what this run has met. Afterwards no film of an older run matters: it cannot be resumed any more.
  return publishing(db, runId, deps, work, () => db.exec('DELETE FROM seen'))
}
