import { type Checkpointer, letLogGrow, noCheckpointer } from '../file/checkpointer.ts'
import type { WritableDb } from '../file/connection.ts'
import { assertInPlace } from '../file/in-place.ts'
import { openTransaction } from '../file/open-transaction.ts'
import { guarded } from '../file/sqlite-errors.ts'
import { readState, readStateNumber } from '../file/state.ts'
import { contentDigest } from '../gold/digest.ts'
import { type PublishDeps, promote } from '../gold/promote.ts'
import { ledger } from '../ledger/ledger.ts'
import type { FilmsTwice, LoadStore } from './load-store.ts'
import { pageRows } from './page-rows.ts'

/** Answers after which the log is copied: about 40 MiB of it. */
const answersALog = 160

const liveFilms = 'SELECT count(*) FROM movie_presence WHERE tombstoned_run IS NULL'
const livePresence = 'SELECT 1 FROM movie_presence p WHERE p.movie_id = s.movie_id AND p.tombstoned_run IS NULL'

/**
 * The sync engine's view of a warehouse that is open for writing and migrated; the caller holds the writer lock. SQLite's
 * failures come out as KnownError (`disk_full`, `read_only`, `warehouse_corrupt`, `locked`); `unavailable` says that the file is not at
 * its path any more, and is looked for before pages are committed and before anything is published.
 */
export function createLoadStore(
  db: WritableDb,
  deps: PublishDeps = {},
  checkpointer: Pick<Checkpointer, 'copyLog'> = noCheckpointer,
): LoadStore {
  const runs = ledger(db)
  const pages = pageRows(db)
  const written = openTransaction(db, () => pages.forget())
  let answersInLog = 0
  let copying: Promise<void> | null = null
  let held: Promise<void> | null = null

  /** Writing goes on while most of the log is copied, and is held for what came meanwhile: only then does the log begin anew. */
  async function copyLog(most: Promise<void>): Promise<void> {
    await most
    await new Promise<void>((resolve) => {
      written.whenClosed(() => {
        held = checkpointer.copyLog()
        resolve()
      })
    })
    await held
    held = null
    copying = null
  }

  /** Begins to copy the log once it holds so many answers. */
  function copyLogFrom(answers: number): void {
    if (copying || answersInLog < answers) return
    const most = checkpointer.copyLog()
    if (!most) return
    answersInLog = 0
    copying = copyLog(most)
  }

  const transaction = <T>(work: () => T): T => guarded(db, () => written.within(work))

  /** Keeps a plan: pages are committed with the plan that counts them as read, and with nothing else. */
  const keep = (work: () => void): void =>
    guarded(db, () => {
      assertInPlace(db)
      written.end(work)
    })

  function number(sql: string, ...parameters: (string | number)[]): number {
    const read = () =>
      db
        .prepare(sql)
        .pluck()
        .get(...parameters)
    return guarded(db, () => Number(written.read(read) ?? 0))
  }

  return {
    markInterrupted: (at) => transaction(() => runs.markInterrupted(at)),
    beginRun(start) {
      letLogGrow(db)
      return transaction(() => runs.beginRun(start))
    },
    resumableRun: () => guarded(db, () => runs.resumableRun()),
    reopenRun(runId) {
      letLogGrow(db)
      transaction(() => runs.reopenRun(runId))
    },
    setRunStatus: (runId, status) => transaction(() => runs.setRunStatus(runId, status)),
    recordSource: (runId, facts) => transaction(() => runs.recordSource(runId, facts)),
    writePages(runId, fetched) {
      const outcomes = guarded(db, () => written.add(() => pages.write(runId, fetched)))
      answersInLog += fetched.length
      return outcomes
    },
    keepPages(runId, plan, counters) {
      keep(() => runs.saveProgress(runId, plan, counters))
      copyLogFrom(answersALog)
    },
    logHeld: () => held,
    async copyLog() {
      await copying
      // The copying thread opens what is at the path.
      assertInPlace(db)
      copyLogFrom(answersALog / 4)
      await copying
    },
    failPage: (runId, page, attempts, error, plan, counters) =>
      keep(() => {
        runs.failPage(runId, page, attempts, error)
        runs.saveProgress(runId, plan, counters)
      }),
    savePlan: (runId, plan, counters) => keep(() => runs.saveProgress(runId, plan, counters)),
    anyCapturedBy: (runId, partition, movieIds) =>
      number(
        `SELECT EXISTS (SELECT 1 FROM seen WHERE run_id = ? AND stripe = ? AND movie_id IN (SELECT value FROM json_each(?)))`,
        runId,
        partition,
        JSON.stringify(movieIds),
      ) === 1,
    firstPages: (runId, movieIds) =>
      guarded(db, () => {
        const sql = 'SELECT movie_id, page FROM seen WHERE run_id = ? AND movie_id IN (SELECT value FROM json_each(?))'
        const read = () => db.prepare(sql).raw().all(runId, JSON.stringify(movieIds)) as [number, number][]
        return new Map(written.read(read))
      }),
    unseen: (runId, movieIds) =>
      number(
        'SELECT count(*) FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM seen WHERE run_id = ? AND movie_id = value)',
        JSON.stringify(movieIds),
        runId,
      ),
    confirmedFilms: () => number(liveFilms),
    filmsMet: (runId) => number('SELECT count(*) FROM seen WHERE run_id = ?', runId),
    filmsKnown: (runId) =>
      number(
        `SELECT (${liveFilms}) + (SELECT count(*) FROM seen s WHERE run_id = ? AND NOT EXISTS (${livePresence}))`,
        runId,
      ),
    filmsMissed: (runId) =>
      number(
        `SELECT (${liveFilms}) - (SELECT count(*) FROM seen s WHERE run_id = ? AND EXISTS (${livePresence}))`,
        runId,
      ),
    confirmedAmong: (movieIds) =>
      number(
        `SELECT count(*) FROM (SELECT value AS movie_id FROM json_each(?)) s WHERE EXISTS (${livePresence})`,
        JSON.stringify(movieIds),
      ),
    filmsTwice: () =>
      guarded(db, () => {
        const kept = readState(db, 'films_twice')
        return kept === null ? null : (JSON.parse(kept) as FilmsTwice)
      }),
    countBooks: () =>
      guarded(db, () => ({
        offset: readStateNumber(db, 'count_offset') ?? 0,
        lastGap: readStateNumber(db, 'count_gap'),
        lastWanting: readStateNumber(db, 'count_wanting') ?? readStateNumber(db, 'count_gap') ?? 0,
        isWanting: readState(db, 'films_wanting') === '1',
      })),
    watermark: () => guarded(db, () => readStateNumber(db, 'watermark_s')),
    lastFullSweep: () =>
      guarded(db, () => ({
        at: readStateNumber(db, 'last_full_sweep_at'),
        unstable: readState(db, 'sweep_unstable') === '1',
      })),
    lastCompletedPlan: () => guarded(db, () => runs.lastCompletedPlan()),
    recordedProgress: () =>
      guarded(db, () => ({
        lastPageProcessed: readStateNumber(db, 'last_page') ?? 0,
        lastDate: readState(db, 'last_date'),
      })),
    previewPages: (fetched, seen, accepted = false) => guarded(db, () => pages.preview(fetched, seen, accepted)),
    confirmedBefore: (date) =>
      number('SELECT count(*) FROM fact_movies WHERE date_key > 0 AND date_key < ?', Number(date.replaceAll('-', ''))),
    recordStage: (runId, stage, rowsIn, rowsOut, refused, ms) =>
      transaction(() => runs.recordStage(runId, stage, rowsIn, rowsOut, refused, ms)),
    promote: (options) =>
      guarded(db, () => {
        written.assertAllKept()
        return promote(db, options, deps)
      }),
    lostFields: (runId) => guarded(db, () => runs.lostFields(runId)),
    finishRun(runId, status, at, counters, error) {
      // Pages that no plan counts as read are read again.
      written.undo()
      transaction(() => runs.finishRun(runId, status, at, counters, error))
    },
    summary: (runId) => guarded(db, () => runs.summary(runId)),
    contentDigest: () => guarded(db, () => contentDigest(db)),
  }
}
