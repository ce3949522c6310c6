import { KnownError } from '../../../shared/ipc/result.ts'
import type { WritableDb } from '../file/connection.ts'
import { guarded } from '../file/sqlite-errors.ts'
import { addDimension, laterDimensions } from '../gold/schema.ts'
import * as bronzeAndLedger from './0010-bronze-and-ledger.ts'
import * as silver from './0020-silver.ts'
import * as gold from './0030-gold.ts'
import * as missingFields from './0040-missing-fields.ts'
import * as publications from './0060-publications.ts'
import * as foldedTitles from './0070-folded-titles.ts'
import * as incrementalPublications from './0080-incremental-publications.ts'
import * as lookedAtPublications from './0090-looked-at-publications.ts'

interface Migration {
  version: number
  name: string
  /** Called inside a transaction, with `foreign_keys` off. */
  apply: (db: WritableDb) => void
}

const written = [
  bronzeAndLedger,
  silver,
  gold,
  missingFields,
  publications,
  foldedTitles,
  incrementalPublications,
  lookedAtPublications,
].map(({ version, name, sql }): Migration => ({ version, name, apply: (db) => db.exec(sql) }))
const ofModel = laterDimensions().map(
  ({ version, dimension }): Migration => ({
    version,
    name: `dimension: ${dimension.label}`,
    apply: (db) => addDimension(db, dimension),
  }),
)

/**
 * All migrations, oldest first: those written by hand, and one for each dimension of the model that came later. One that was
 * released is never edited: a change is a new one.
 */
export const migrations: readonly Migration[] = [...written, ...ofModel].sort((a, b) => a.version - b.version)

/** The schema this program writes, as `PRAGMA user_version` reports it. */
export const schemaVersion = migrations.reduce((newest, migration) => Math.max(newest, migration.version), 0)

/** How far ahead a newer program's version may be, if it differs from ours in one byte only. */
const farAhead = 100

/** Whether a version is that of a newer program, and not ours with one byte of the header changed. */
export function isNewer(version: number): boolean {
  const changed = version ^ schemaVersion
  const bytes = [0, 8, 16, 24].filter((shift) => ((changed >>> shift) & 0xff) !== 0).length
  return version > schemaVersion && (bytes > 1 || version <= schemaVersion + farAhead)
}

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
    if (pending.length > 0) applyAll(db, pending)
    return pending.map(({ version }) => version)
  })
}

function applyAll(db: WritableDb, pending: readonly Migration[]): void {
  const enforced = db.pragma('foreign_keys', { simple: true })
  // A column that refers to a table cannot be added with a default while keys are enforced.
  db.pragma('foreign_keys = OFF')
  try {
    for (const { version, apply } of pending) {
      db.transaction(() => {
        // Another process may have migrated between the look before and this lock.
        if (Number(db.pragma('user_version', { simple: true })) >= version) return
        apply(db)
        db.pragma(`user_version = ${version}`)
      }).immediate()
    }
  } finally {
    db.pragma(`foreign_keys = ${enforced}`)
  }
}
