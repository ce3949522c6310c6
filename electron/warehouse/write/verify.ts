import { damagedPages } from '../bronze/bronze.ts'
import { damagedFilms, filmsUnlikeSilver } from '../bronze/stored-content.ts'
import type { ReadableDb } from '../file/connection.ts'
import { guarded, markSuspect } from '../file/sqlite-errors.ts'
import { schemaVersion } from '../migrations/index.ts'
import { schemaDifferences } from '../open/schema-check.ts'
import { blocking, runChecks } from '../quality/run-checks.ts'

export interface Verification {
  /** No damage, no orphan, no failing error check. */
  ok: boolean
  /** `ok`, or the first thing SQLite found. */
  integrity: string
  foreignKeyViolations: number
  /**
   * Names of failing error checks; `bronze_bodies` when a stored page no longer has its SHA-256, `silver_hashes` when a film no
   * longer has its content hash, `gold_like_silver` when a published film differs from silver, `schema` when tables, indexes, views
   * or triggers are not as the program makes them.
   */
  failedChecks: string[]
  /** How the schema differs from the program's own, a sentence each. */
  schema: string[]
}

/**
 * Examines the whole warehouse: SQLite's own check, foreign keys, every quality check, every stored page against its SHA-256,
 * every film against its content hash, and gold against silver. A damaged file is noted beside it, so that the next start sets it aside.
 */
export function verifyWarehouse(db: ReadableDb): Verification {
  return guarded(db, () => {
    const integrity = String(db.pragma('integrity_check(1)', { simple: true }))
    if (integrity !== 'ok') markSuspect(db)
    const foreignKeyViolations = (db.pragma('foreign_key_check') as unknown[]).length
    const failedChecks = blocking(runChecks(db)).map(({ name }) => name)
    if (damagedPages(db).length > 0) failedChecks.push('bronze_bodies')
    if (damagedFilms(db).length > 0) failedChecks.push('silver_hashes')
    if (filmsUnlikeSilver(db) > 0) failedChecks.push('gold_like_silver')
    const { fatal, missingIndexes, strangers } = schemaDifferences(db, schemaVersion)
    const schema = [...fatal, ...missingIndexes.map((sql) => `missing: ${sql.slice(0, 60)}`), ...strangers]
    if (schema.length > 0) failedChecks.push('schema')
    return {
      ok: integrity === 'ok' && foreignKeyViolations === 0 && failedChecks.length === 0,
      integrity: integrity.slice(0, 500),
      foreignKeyViolations,
      failedChecks,
      schema,
    }
  })
}
