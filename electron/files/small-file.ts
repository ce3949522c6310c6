import { randomUUID } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { KnownError } from '../../shared/ipc/result.ts'

// Links are not followed and pipes are not waited for, even where one takes a file's place after it was looked at. Windows has
// neither flag and needs neither: making a link takes a privilege there, and pipes are not in folders.
const noFollow = constants.O_NOFOLLOW ?? 0
const noWait = constants.O_NONBLOCK ?? 0

type SmallFile =
  | { kind: 'read'; bytes: Buffer }
  | { kind: 'missing' }
  /** `why` is the end of a sentence that begins with the file's name. */
  | { kind: 'refused'; why: string }

/**
 * Reads a file that should be a small one of the app's own: a regular file, of `maxBytes` at most. Never throws and never waits:
 * a pipe, device, folder or link in its place is refused unread.
 */
export function readSmallFile(path: string, maxBytes: number): SmallFile {
  let handle: number | null = null
  try {
    const odd = oddity(path)
    if (odd !== null) return { kind: 'refused', why: odd }
    handle = openSync(path, constants.O_RDONLY | noFollow | noWait)
    const stats = fstatSync(handle)
    if (!stats.isFile()) return { kind: 'refused', why: 'is not a file' }
    if (stats.size > maxBytes)
      return { kind: 'refused', why: `is larger than such a file can be (${sizeText(maxBytes)})` }
    return { kind: 'read', bytes: readUpTo(handle, maxBytes) }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' }
    if (code === 'EMFILE' || code === 'ENFILE')
      return { kind: 'refused', why: 'cannot be opened now, for too many files are open' }
    return { kind: 'refused', why: 'cannot be read; check who may read it' }
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

/** The text of such a file, or null when there is none or it is refused: for files whose loss costs little. */
export function readSmallText(path: string, maxBytes: number): string | null {
  const file = readSmallFile(path, maxBytes)
  return file.kind === 'read' ? file.bytes.toString('utf8') : null
}

const writing = new Map<string, Promise<void>>()

/**
 * Puts a file in place, whole or not at all: written beside it under a name nobody can guess, made by us alone, then renamed.
 * What was there keeps its permissions; a link, folder, pipe or device there is left alone. Writes of one file keep their order.
 *
 * @throws KnownError `forbidden` when something other than a file has the name, and the file system's errors
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const before = writing.get(path) ?? Promise.resolve()
  const own = before.catch(() => {}).then(() => replaceNow(path, content))
  const settled = own.catch(() => {})
  writing.set(path, settled)
  try {
    await own
  } finally {
    if (writing.get(path) === settled) writing.delete(path)
  }
}

async function replaceNow(path: string, content: string | Uint8Array): Promise<void> {
  const mode = modeToKeep(path)
  const temporary = unguessable(path)
  try {
    const handle = await open(temporary, newFile, mode)
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
}

/** The same at once, for places that cannot wait, without the order. */
export function replaceFileNow(path: string, content: string): void {
  const mode = modeToKeep(path)
  const temporary = unguessable(path)
  try {
    const handle = openSync(temporary, newFile, mode)
    try {
      writeSync(handle, content)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** A name beside a file under which it is written first: nobody can have put anything there. */
export function unguessable(path: string): string {
  return join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.part`)
}

/** Makes a file that must not be there, through no link. */
export const newFile = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow

/** What something is that is no plain file, for a sentence; null for a file. */
export function oddKind(stats: Stats): string | null {
  if (stats.isFile()) return null
  if (stats.isSymbolicLink()) return 'a link'
  if (stats.isDirectory()) return 'a folder'
  if (stats.isFIFO()) return 'a pipe'
  return stats.isSocket() ? 'a socket' : 'a device'
}

/** Why what has a file's name is none and is not read, as the end of a sentence that begins with that name; null for a file, or nothing. */
export function oddity(path: string): string | null {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  const odd = stats ? oddKind(stats) : null
  return odd === null ? null : `is ${odd}, not a file`
}

function modeToKeep(path: string): number {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (!stats) return 0o666
  const odd = oddKind(stats)
  if (odd === null) return stats.mode & 0o777
  throw new KnownError('forbidden', `${basename(path)} is ${odd}, not a file. Nothing was written; move it away first.`)
}

function readUpTo(handle: number, maxBytes: number): Buffer {
  const parts: Buffer[] = []
  let total = 0
  // A file may grow while it is read, and some of the system's tell no size.
  while (total <= maxBytes) {
    const part = Buffer.alloc(Math.min(65_536, maxBytes + 1 - total))
    const count = readSync(handle, part)
    if (count === 0) return Buffer.concat(parts)
    parts.push(part.subarray(0, count))
    total += count
  }
  throw new Error('larger than it may be')
}

function sizeText(bytes: number): string {
  return bytes >= 1_000_000 ? `${Math.round(bytes / 1_000_000)} MB` : `${Math.round(bytes / 1000)} kB`
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
