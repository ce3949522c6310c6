import { KnownError } from '../../../shared/ipc/result.ts'
import { bronzePages } from '../bronze/bronze.ts'
import type { WritableDb } from '../file/connection.ts'
import { guarded } from '../file/sqlite-errors.ts'
import { readStateNumber, writeState } from '../file/state.ts'
import { resetDelta } from '../gold/delta.ts'
import { addFormerMembers } from '../gold/dimensions.ts'
import { mergeGold, type PublishDeps, publishing, stampVersion } from '../gold/promote.ts'
import { prepareRows } from '../silver/prepare-row.ts'
import { rowProcessor } from '../silver/row-processor.ts'

export interface RebuildOutcome {
  /** Films published. */
  films: number
  /** Bronze pages replayed. */
  pages: number
  durationMs: number
}

/** Silver's tables and gold's fact and junction go; dimension members stay, so that keys never change. So does presence: it is ledger. */
const clear = `
DELETE FROM genre_junction;
DELETE FROM fact_movies;
DELETE FROM silver_movie_genre;
DELETE FROM silver_movie;
DELETE FROM quarantine;
DELETE FROM movie_change WHERE field <> 'state_of_row';
`

/** Cleans all bronze pages again, in the order in which they were committed: the last reading of a film wins, as it did then. */
function replayBronze(db: WritableDb): number {
  const rows = rowProcessor(db)
  const met = new Map<number, Set<number>>()
  let pages = 0
  for (const { runId, pageId, fetchedAt, movies } of bronzePages(db)) {
    const known = met.get(runId) ?? new Set<number>()
    met.set(runId, known)
    const claim = (movieIds: readonly number[]) => movieIds.filter((movieId) => known.size < known.add(movieId).size)
    rows.page(prepareRows(movies), { runId, pageId, at: fetchedAt }, claim)
    pages += 1
  }
  return pages
}

function noOrphans(db: WritableDb): void {
  const orphans = db.pragma('foreign_key_check') as unknown[]
  if (orphans.length === 0) return
  throw new KnownError(
    'warehouse_corrupt',
    `The rebuild left ${orphans.length} rows without their parent and was undone.`,
  )
}

/**
 * Makes silver and gold again from bronze, without the network, in one transaction: readers see the old version until the new one has
 * passed the checks. Same bronze, same content. Needs the writer lock. Throws KnownError `quality_failed`, `disk_full`, or
 * `warehouse_corrupt` when a stored page cannot be read; nothing has changed then.
 */
export function rebuildWarehouse(db: WritableDb, deps: PublishDeps = {}): RebuildOutcome {
  const now = deps.now ?? (() => performance.now())
  const began = now()
  return guarded(db, () => {
    resetDelta(db)
    return publishing(db, readStateNumber(db, 'published_run'), deps, () => {
      db.exec(clear)
      writeState(db, 'gold_seq', 0)
      const pages = replayBronze(db)
      const changed = mergeGold(db)
      addFormerMembers(db)
      if (readStateNumber(db, 'gold_version') !== null) stampVersion(db, changed)
      noOrphans(db)
      const films = db.prepare('SELECT count(*) FROM fact_movies').pluck().get() as number
      return { value: { films, pages, durationMs: Math.round(now() - began) }, unchangedSince: null }
    })
  })
}
