import { KnownError } from '../../../shared/result.ts'
import type { WritableDb } from '../connection.ts'
import { guarded } from '../sqlite-errors.ts'
import * as bronzeAndLedger from './0010-bronze-and-ledger.ts'
import * as silver from './0020-silver.ts'
import * as gold from './0030-gold.ts'
import * as missingFields from './0040-missing-fields.ts'

export interface Migration {
  version: number
  name: string
  sql: string
}

/** All migrations, oldest first. One that was released is never edited: a change is a new one. */
export const migrations: readonly Migration[] = [bronzeAndLedger, silver, gold, missingFields]

/** The schema this program writes, as `PRAGMA user_version` reports it. */
export const schemaVersion = migrations.reduce((newest, migration) => Math.max(newest, migration.version), 0)

export interface MigrateOptions {
  /** Called before a database that already holds a schema is changed; makes the backup. */
  beforeUpgrade?: (fromVersion: number) => void
  /** Stop at this version (tests). */
  to?: number
}

/**
 * Brings a database to the schema of this program; each migration and its `user_version` are one transaction. Returns the
 * versions it ran. Throws KnownError `warehouse_newer` for a database of a newer program, which is left untouched.
 */
export function migrate(db: WritableDb, options: MigrateOptions = {}): number[] {
  return guarded(db, () => {
    const current = Number(db.pragma('user_version', { simple: true }))
    if (current > schemaVersion) {
      throw new KnownError(
        'warehouse_newer',
        'This warehouse was made by a newer version of the program. Update the program to open it.',
        { found: current, known: schemaVersion },
      )
    }
    const pending = migrations.filter(({ version }) => version > current && version <= (options.to ?? schemaVersion))
    if (pending.length > 0 && current > 0) options.beforeUpgrade?.(current)
    for (const migration of pending) {
      db.transaction(() => {
        // Another process may have migrated between the look above and this lock.
        if (Number(db.pragma('user_version', { simple: true })) >= migration.version) return
        db.exec(migration.sql)
        db.pragma(`user_version = ${migration.version}`)
      }).immediate()
    }
    return pending.map(({ version }) => version)
  })
}
