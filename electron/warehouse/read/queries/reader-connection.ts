import { existsSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { KnownError } from '../../../../shared/ipc/result.ts'
import { openReadable, type ReadableDb } from '../../file/connection.ts'
import { isNewer, schemaVersion } from '../../migrations/index.ts'
import { isSchemaKnown, schemaDifferences } from '../../open/schema-check.ts'

/**
 * The reader's connection to a warehouse that another process makes, upgrades and may replace (a damaged file is set
 * aside): opened when it is there, and again when the file is another one.
 */
export class ReaderConnection {
  readonly #path: string
  readonly #onReplaced: () => void
  #open: { db: ReadableDb; file: string } | null = null

  /** @param onReplaced called when what was read from the file before no longer counts */
  constructor(path: string, onReplaced: () => void) {
    this.#path = path
    this.#onReplaced = onReplaced
  }

  /**
   * The connection, or null while there is no warehouse.
   *
   * @throws KnownError `not_found` when its folder is not there, `warehouse_newer` for one of a newer program, `unavailable` for one that waits to be upgraded, and
   *   those of `openReadable`
   */
  get(): ReadableDb | null {
    const file = identityOf(this.#path)
    if (file === null && !existsSync(dirname(this.#path))) {
      throw new KnownError('not_found', 'The data folder is not there any more. Is its drive plugged in?')
    }
    if (this.#open && this.#open.file !== file) {
      this.close()
      this.#onReplaced()
    }
    if (this.#open) return this.#open.db
    const db = openReady(this.#path)
    if (db === null || file === null) return null
    this.#open = { db, file }
    return db
  }

  /** Which file it is, whatever it holds; empty while there is none. */
  get file(): string {
    return this.#open?.file ?? ''
  }

  /** Equal text while nobody has written to the warehouse. */
  contentVersion(): string {
    return `${this.#open?.file ?? ''} ${this.#open?.db.pragma('data_version', { simple: true }) ?? ''}`
  }

  close(): void {
    this.#open?.db.close()
    this.#open = null
  }
}

/**
 * Opens a warehouse that has this program's schema; null where there is none yet, or one that was given up before its first
 * schema was written. Throws as `ReaderConnection.get`.
 */
export function openReady(path: string): ReadableDb | null {
  if (identityOf(path) === null) return null
  const db = openUnlessHalfMade(path)
  if (db === null) return null
  try {
    // One snapshot: between the number of the schema and the schema itself another process may bring it on.
    if (db.transaction(() => isReady(db))()) return db
  } catch (thrown) {
    db.close()
    throw thrown
  }
  db.close()
  return null
}

/**
 * Null for a database whose maker was killed before it kept a write-ahead log: only then does a warehouse have a journal to be
 * rolled back, which the next writer does. https://sqlite.org/rescode.html#readonly_rollback
 */
function openUnlessHalfMade(path: string): ReadableDb | null {
  try {
    return openReadable(path)
  } catch (thrown) {
    if (thrown instanceof KnownError && thrown.detail?.code === 'SQLITE_READONLY_ROLLBACK') return null
    throw thrown
  }
}

/** Tells one file from another of the same name; null where there is none, or an empty one. */
function identityOf(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats && !stats.isFile()) {
    const message = `${basename(path)} in the data folder is not a file. The next load sets it aside.`
    throw new KnownError('warehouse_corrupt', message)
  }
  return stats && stats.size > 0 ? `${stats.dev}:${stats.ino}` : null
}

/** Whether the schema is the one this program reads. A new file, on its way to its first schema, is not there yet. */
function isReady(db: ReadableDb): boolean {
  const version = Number(db.pragma('user_version', { simple: true }))
  if (!isNewer(version) && !isSchemaKnown(db)) {
    const [difference] = schemaDifferences(db, version).fatal
    if (difference !== undefined) {
      const message = `The warehouse is not as the program makes it: ${difference}. The next load sets it aside and fills it again.`
      throw new KnownError('warehouse_corrupt', message)
    }
  }
  if (version === schemaVersion) return true
  if (version > schemaVersion) {
    throw new KnownError(
      'warehouse_newer',
      'This warehouse was made by a newer version of the program. Update the program to open it.',
      {
        found: version,
        known: schemaVersion,
      },
    )
  }
  const hasRuns = version > 0 && db.prepare('SELECT 1 FROM run LIMIT 1').get() !== undefined
  if (hasRuns) throw new KnownError('unavailable', 'The warehouse is being brought up to date. Try again in a moment.')
  return false
}
