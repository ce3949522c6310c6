import { statSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { KnownError } from '../../../shared/ipc/result.ts'

/** Which file of the disk a connection has open: device and inode, or what stands for them elsewhere. */
const files = new WeakMap<Database, string>()

function fileAt(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true })
    return `${dev} ${ino}`
  } catch {
    return null
  }
}

/** Notes which file a connection has just opened. */
export function rememberFile(db: Database): void {
  const file = db.memory ? null : fileAt(db.name)
  if (file !== null) files.set(db, file)
}

/**
 * Whether the file that a connection has open is still the one at its path. Deleted or replaced meanwhile, it takes what is written
 * without an error, and nobody finds it again.
 */
function isInPlace(db: Database): boolean {
  const opened = files.get(db)
  return opened === undefined || fileAt(db.name) === opened
}

/** Throws KnownError `unavailable` where the file of a connection is not at its path any more. Costs one look at the folder. */
export function assertInPlace(db: Database): void {
  if (isInPlace(db)) return
  throw new KnownError(
    'unavailable',
    'The warehouse was deleted, moved or replaced while it was written to, and what was written went with it. Leave the data folder alone and load again.',
  )
}
