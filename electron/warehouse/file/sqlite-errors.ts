import { closeSync, openSync } from 'node:fs'
import { devNull } from 'node:os'
import type { Database } from 'better-sqlite3'
import { type ErrorKind, KnownError } from '../../../shared/ipc/result.ts'
import { replaceFileNow } from '../../files/small-file.ts'
import { assertInPlace } from './in-place.ts'

export const tooMany = 'Too many files are open. Close other programs, or allow more (ulimit -n), then try again.'
const damaged = 'The warehouse file is damaged. It is checked, set aside and restored at the next start.'

/** SQLite's result codes (https://sqlite.org/rescode.html) that mean something to a person. */
const kinds: readonly [prefix: string, kind: ErrorKind, message: string][] = [
  ['SQLITE_CORRUPT', 'warehouse_corrupt', damaged],
  ['SQLITE_NOTADB', 'warehouse_corrupt', damaged],
  ['SQLITE_FULL', 'disk_full', 'The disk is full. Free some space and resume: nothing that was stored is lost.'],
  [
    'SQLITE_IOERR_WRITE',
    'disk_full',
    'Writing to the disk failed. Check that it has space and is still there, then resume.',
  ],
  // The index of the log could not grow.
  [
    'SQLITE_IOERR_SHMSIZE',
    'disk_full',
    'The disk is full. Free some space and resume: nothing that was stored is lost.',
  ],
  [
    'SQLITE_READONLY',
    'read_only',
    'The data folder cannot be written to. Change its permissions, or choose another folder.',
  ],
  ['SQLITE_CANTOPEN', 'read_only', 'The warehouse cannot be opened. Check the permissions of the data folder.'],
  [
    'SQLITE_PERM',
    'read_only',
    'The data folder cannot be written to. Change its permissions, or choose another folder.',
  ],
  [
    'SQLITE_IOERR',
    'read_only',
    'The disk could not be read or written. Check that it is still there and sound, then try again.',
  ],
  ['SQLITE_BUSY', 'locked', 'Another process is writing to the warehouse. Try again when it is done.'],
  ['SQLITE_LOCKED', 'locked', 'Another process is writing to the warehouse. Try again when it is done.'],
]

/** The file system's own codes, met when folders are made and files moved. */
const fileCodes: Readonly<Record<string, string>> = {
  EACCES: 'SQLITE_PERM',
  EPERM: 'SQLITE_PERM',
  EROFS: 'SQLITE_READONLY',
  EMFILE: 'SQLITE_CANTOPEN',
  ENFILE: 'SQLITE_CANTOPEN',
  ENOSPC: 'SQLITE_FULL',
  EDQUOT: 'SQLITE_FULL',
}

function sqliteCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return null
  return thrown.code.startsWith('SQLITE_') ? thrown.code : (fileCodes[thrown.code] ?? null)
}

/** SQLite does not say why it cannot open a file: whether any can be opened tells. */
function tooManyFiles(): boolean {
  try {
    closeSync(openSync(devNull, 'r'))
    return false
  } catch (thrown) {
    return isTooMany(thrown)
  }
}

/** Whether an error of the file system says that no more files may be open. */
export function isTooMany(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === 'EMFILE' || thrown.code === 'ENFILE')
}

/** A failure of SQLite or the file system as a known error (the original is its cause); anything else is returned as it came. */
export function knownSqliteError(thrown: unknown): unknown {
  const code = sqliteCode(thrown)
  if (code === null) return thrown
  // A header that names an unknown format has no code of its own.
  if (code === 'SQLITE_ERROR' && thrown instanceof Error && /^unsupported file format/.test(thrown.message))
    return new KnownError('warehouse_corrupt', damaged, { code }, { cause: thrown })
  if (isTooMany(thrown) || (code.startsWith('SQLITE_CANTOPEN') && tooManyFiles()))
    return new KnownError('unavailable', tooMany, { code }, { cause: thrown })
  const found = kinds.find(([prefix]) => code.startsWith(prefix))
  return found ? new KnownError(found[1], found[2], { code }, { cause: thrown }) : thrown
}

/** The file whose presence makes the next start check the whole database. */
export function suspectMarker(databasePath: string): string {
  return `${databasePath}.suspect`
}

/** Has the next start check the whole database, because damage was met or found. */
export function markSuspect(db: Database): void {
  if (db.memory) return
  try {
    replaceFileNow(suspectMarker(db.name), '')
  } catch {
    // The folder is read-only or full: the damage is met again, and told again.
  }
}

/**
 * Runs a piece of database work and throws its SQLite failures as KnownError, `unavailable` where the file is not there any more. Damage met on the way is noted beside the
 * database, so that the next start checks it before anything is read.
 */
export function guarded<T>(db: Database, work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    // Whatever went wrong with a file that is gone, that it is gone is the reason.
    if (!(thrown instanceof KnownError)) assertInPlace(db)
    const known = knownSqliteError(thrown)
    if (known instanceof KnownError && known.kind === 'warehouse_corrupt') markSuspect(db)
    throw known
  }
}
