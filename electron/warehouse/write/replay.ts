import { readBronzePage } from '../bronze/bronze.ts'
import type { WritableDb } from '../file/connection.ts'
import { guarded } from '../file/sqlite-errors.ts'
import { readStateNumber } from '../file/state.ts'
import { resetDelta } from '../gold/delta.ts'
import { mergeGold, type PublishDeps, publishing, stampVersion } from '../gold/promote.ts'
import { prepareRow } from '../silver/prepare-row.ts'
import { silverWriter } from '../silver/writer.ts'

export interface ReplayOutcome {
  replayed: number
  stillRefused: number
}

interface Entry {
  quarantine_id: number
  run_id: number
  page_id: number
  position: number
}

function openEntries(db: WritableDb, ids: readonly number[] | null): Entry[] {
  const columns = "SELECT quarantine_id, run_id, page_id, position FROM quarantine WHERE status = 'open'"
  if (ids === null) return db.prepare(`${columns} ORDER BY quarantine_id`).all() as Entry[]
  return db
    .prepare(`${columns} AND quarantine_id IN (SELECT value FROM json_each(?)) ORDER BY quarantine_id`)
    .all(JSON.stringify(ids)) as Entry[]
}

/**
 * Cleans quarantined rows again from bronze, by the rules of this version of the program; those that pass now go to silver and, if
 * their run was completed, to gold. `ids`: which entries, null = all open ones. One transaction; needs the writer lock. Throws KnownError
 * `quality_failed` when the result may not be published; nothing has changed then.
 */
export function replayQuarantine(db: WritableDb, ids: readonly number[] | null, deps: PublishDeps = {}): ReplayOutcome {
  return guarded(db, () => {
    resetDelta(db)
    return publishing(db, readStateNumber(db, 'published_run'), deps, () => {
      const silver = silverWriter(db)
      const storedFrom = db.prepare('SELECT page_id FROM silver_movie WHERE movie_id = ?').pluck()
      const resolve = db.prepare(
        "UPDATE quarantine SET status = 'replayed', resolved_run = run_id WHERE quarantine_id = ?",
      )
      const confirm = db.prepare(
        `INSERT INTO movie_presence (movie_id, confirmed_run) SELECT @movieId, run_id FROM run WHERE run_id = @runId AND status = 'complete'
         ON CONFLICT DO NOTHING`,
      )
      const outcome: ReplayOutcome = { replayed: 0, stillRefused: 0 }
      for (const entry of openEntries(db, ids)) {
        const page = readBronzePage(db, entry.page_id)
        const row = prepareRow(page?.movies[entry.position])
        if (!page || !row.ok) {
          outcome.stillRefused += 1
          continue
        }
        const { movieId } = row
        const stored = storedFrom.get(movieId) as number | undefined
        // A later page gave a good reading already: only the entry is closed.
        if (stored === undefined || stored <= entry.page_id) {
          const source = { runId: entry.run_id, pageId: entry.page_id, position: entry.position, at: page.fetchedAt }
          silver.expect([movieId])
          silver.store(row, source)
          silver.flush()
          confirm.run({ movieId, runId: entry.run_id })
        }
        resolve.run(entry.quarantine_id)
        outcome.replayed += 1
      }
      const changed = mergeGold(db)
      if (readStateNumber(db, 'gold_version') !== null) stampVersion(db, changed)
      return { value: outcome, unchangedSince: null }
    })
  })
}
