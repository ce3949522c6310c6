import type { WritableDb } from '../file/connection.ts'
import type { PromoteOptions } from '../write/load-store.ts'

/** Removals above this share of the films wait for a person, but a handful never does. */
const massRemovalShare = 0.02
const alwaysAllowed = 5
/** Complete sweeps in a row that must miss a film before it counts as removed. */
const sweepsToRemove = 2

export interface PresenceOutcome {
  removed: number
  pendingRemovals: number
}

/**
 * Confirms the films a completed run has met (new ones and returned ones go to `gold_added`) and, after a stable full sweep,
 * that may have read everything, counts the absent ones as missed; films missed twice go to `gold_removed`. Call after `resetDelta`, inside the transaction.
 */
export function confirmPresence(db: WritableDb, options: PromoteOptions): PresenceOutcome {
  const { runId, at } = options
  db.prepare(
    `INSERT INTO gold_added SELECT s.movie_id FROM seen s LEFT JOIN movie_presence p USING (movie_id)
     WHERE s.run_id = ? AND (p.movie_id IS NULL OR p.tombstoned_run IS NOT NULL)`,
  ).run(runId)
  // One that had only ever been refused was never told to be removed: it comes for the first time.
  db.prepare(
    `INSERT INTO movie_change (movie_id, field, old, new, run_id, at)
     SELECT movie_id, 'state_of_row', 'removed', 'present', ?, ? FROM gold_added AS a
     JOIN movie_presence USING (movie_id) JOIN silver_movie USING (movie_id)
     WHERE (SELECT new FROM movie_change AS c WHERE c.movie_id = a.movie_id AND c.field = 'state_of_row'
            ORDER BY c.change_id DESC LIMIT 1) = 'removed' ORDER BY movie_id`,
  ).run(runId, at)
  db.prepare(
    `UPDATE movie_presence SET missed_sweeps = 0, tombstoned_run = NULL
     WHERE (missed_sweeps > 0 OR tombstoned_run IS NOT NULL)
       AND EXISTS (SELECT 1 FROM seen s WHERE s.run_id = ? AND s.movie_id = movie_presence.movie_id)`,
  ).run(runId)
  db.prepare(
    'INSERT INTO movie_presence (movie_id, confirmed_run) SELECT movie_id, run_id FROM seen WHERE run_id = ? ON CONFLICT DO NOTHING',
  ).run(runId)
  const isHeld = options.count?.isWhole === false && !options.allowMassRemoval
  if (!options.fullSweep || options.unstable || isHeld) return { removed: 0, pendingRemovals: 0 }
  return countMissed(db, options)
}

function countMissed(db: WritableDb, options: PromoteOptions): PresenceOutcome {
  const { runId, at } = options
  const met = db.prepare('SELECT EXISTS (SELECT 1 FROM seen WHERE run_id = ?)').pluck().get(runId)
  // A sweep that met nothing proves nothing.
  if (met === 0) return { removed: 0, pendingRemovals: 0 }
  // All that were met have their row by now: as many rows as films met means that none was missed.
  const absent = db
    .prepare('SELECT (SELECT count(*) FROM movie_presence) - (SELECT count(*) FROM seen WHERE run_id = ?)')
    .pluck()
    .get(runId)
  if (absent !== 0) {
    db.prepare(
      `UPDATE movie_presence SET missed_sweeps = missed_sweeps + 1
       WHERE tombstoned_run IS NULL
         AND NOT EXISTS (SELECT 1 FROM seen s WHERE s.run_id = ? AND s.movie_id = movie_presence.movie_id)`,
    ).run(runId)
  }
  const due = db
    .prepare('SELECT count(*) FROM movie_presence WHERE missed_sweeps >= ? AND tombstoned_run IS NULL')
    .pluck()
    .get(sweepsToRemove) as number
  if (due === 0) return { removed: 0, pendingRemovals: 0 }
  const films = db.prepare('SELECT count(*) FROM movie_presence WHERE tombstoned_run IS NULL').pluck().get() as number
  if (!options.allowMassRemoval && due > Math.max(alwaysAllowed, films * massRemovalShare)) {
    return { removed: 0, pendingRemovals: due }
  }
  db.prepare(
    'INSERT INTO gold_removed SELECT movie_id FROM movie_presence WHERE missed_sweeps >= ? AND tombstoned_run IS NULL',
  ).run(sweepsToRemove)
  db.prepare('UPDATE movie_presence SET tombstoned_run = ? WHERE movie_id IN (SELECT movie_id FROM gold_removed)').run(
    runId,
  )
  db.prepare(
    `INSERT INTO movie_change (movie_id, field, old, new, run_id, at)
     SELECT movie_id, 'state_of_row', 'present', 'removed', ?, ? FROM gold_removed JOIN silver_movie USING (movie_id) ORDER BY movie_id`,
  ).run(runId, at)
  const removed = db
    .prepare('SELECT count(*) FROM gold_removed JOIN silver_movie USING (movie_id)')
    .pluck()
    .get() as number
  return { removed, pendingRemovals: 0 }
}
