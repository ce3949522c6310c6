import { lstatSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { fail, KnownError, ok, type Result } from '../../../shared/ipc/result.ts'
import { makeFolder } from '../../files/make-folder.ts'
import { oddKind, readSmallText, replaceFileNow } from '../../files/small-file.ts'
import { nativeBindingOption } from '../file/native-binding.ts'
import { knownSqliteError } from '../file/sqlite-errors.ts'
import { type NetworkDriveDeps, networkDrive } from './network-drive.ts'

/** What a lock is for: the names of its file and of the note beside it, and what its holder does, for a sentence. */
export interface LockOf {
  file: string
  sidecar: string
  folder: string
  doing: string
}

const writing: LockOf = {
  file: 'writer.lock',
  sidecar: 'writer.json',
  folder: 'data folder',
  doing: 'writing to this data folder',
}

export interface WriterLock {
  /** Gives the lock back. Calling it again does nothing. */
  release(): void
}

interface Holder {
  pid: number
  who: string
  startedAt: string
}

const maxSidecar = 65_536

function readHolder(path: string): Holder | null {
  try {
    const holder: unknown = JSON.parse(readSmallText(path, maxSidecar) ?? 'null')
    if (typeof holder !== 'object' || holder === null) return null
    const { pid, who, startedAt } = holder as Record<string, unknown>
    return typeof pid === 'number' && typeof who === 'string' && typeof startedAt === 'string'
      ? { pid, who: who.replace(/[^\p{L}\p{N} -]/gu, '').slice(0, 60), startedAt }
      : null
  } catch {
    return null
  }
}

/**
 * Takes the one writer lock of a data folder. It is an open EXCLUSIVE transaction on `writer.lock`, that is, a lock of the operating
 * system, which dies with its holder: no stale locks, no guessing by process id. `writer.json` beside it only tells people who
 * holds it. Fails with `locked` (detail: pid, who), `read_only` (also on a network drive, where no lock can be relied on) or
 * `disk_full`.
 *
 * Never open `writer.lock` by other means while it is held: closing any handle on it drops POSIX locks of the process.
 */
export function acquireWriterLock(dataDir: string, who: string, drives?: NetworkDriveDeps): Result<WriterLock> {
  return acquireLock(dataDir, who, writing, drives)
}

/** Takes any lock of a folder, as `acquireWriterLock`. */
export function acquireLock(dataDir: string, who: string, of: LockOf, drives?: NetworkDriveDeps): Result<WriterLock> {
  const sidecar = join(dataDir, of.sidecar)
  let db: Database.Database | null = null
  try {
    makeFolder(dataDir)
    const drive = networkDrive(dataDir, drives)
    if (drive !== null) {
      return fail(
        'read_only',
        `The ${of.folder} is on a network drive (${drive}), where a warehouse can be damaged. Choose a folder on a disk of this machine.`,
      )
    }
    const stats = lstatSync(join(dataDir, of.file), { throwIfNoEntry: false })
    const odd = stats ? oddKind(stats) : null
    if (odd !== null) {
      return fail('read_only', `${of.file} in the ${of.folder} is ${odd}, not a file. Move it away, then try again.`)
    }
    db = new Database(join(dataDir, of.file), { timeout: 0, ...nativeBindingOption() })
    db.pragma('journal_mode = MEMORY')
    db.exec('BEGIN EXCLUSIVE')
  } catch (thrown) {
    db?.close()
    const known = knownSqliteError(thrown)
    if (known instanceof KnownError && known.kind === 'locked') {
      const holder = readHolder(sidecar)
      return fail(
        'locked',
        holder
          ? `Another process (${holder.who}, process ${holder.pid}) is ${of.doing}. Try again when it is done.`
          : `Another process is ${of.doing}. Try again when it is done.`,
        holder ? { pid: holder.pid, who: holder.who } : undefined,
      )
    }
    if (known instanceof KnownError)
      return known.kind === 'warehouse_corrupt'
        ? replaceBrokenLock(dataDir, who, of)
        : { ok: false, error: known.toAppError() }
    return fail('read_only', `The ${of.folder} cannot be written to. Change its permissions, or choose another folder.`)
  }
  const held = db
  try {
    replaceFileNow(
      sidecar,
      JSON.stringify({ pid: process.pid, who, startedAt: new Date().toISOString() } satisfies Holder),
    )
  } catch {
    // The sidecar is for people; the lock holds without it.
  }
  return ok({
    release() {
      if (!held.open) return
      try {
        rmSync(sidecar, { force: true })
      } catch {
        // A folder has its name: the lock is given back all the same.
      }
      held.exec('ROLLBACK')
      held.close()
    },
  })
}

/** The lock file holds no data: one that is no SQLite file (it was overwritten) is made afresh. */
function replaceBrokenLock(dataDir: string, who: string, of: LockOf): Result<WriterLock> {
  try {
    rmSync(join(dataDir, of.file))
  } catch {
    return fail('read_only', `The ${of.folder} cannot be written to. Change its permissions, or choose another folder.`)
  }
  return acquireLock(dataDir, who, of)
}
