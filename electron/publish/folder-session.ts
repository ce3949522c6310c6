import { lstatSync } from 'node:fs'
import { dirname } from 'node:path'
import { KnownError } from '../../shared/result.ts'
import { isInside } from '../files/inside.ts'
import { isTooMany, tooMany } from '../warehouse/file/sqlite-errors.ts'
import { acquireLock, type LockOf } from '../warehouse/open/lock.ts'
import { networkDrive } from '../warehouse/open/network-drive.ts'
import { folderLock, lookAtFolder } from './folder-contents.ts'
import { type FolderDisk, systemDisk } from './folder-disk.ts'

const publishing: LockOf = {
  file: 'publish.lock',
  sidecar: 'publish.json',
  folder: 'data folder',
  doing: 'publishing from this data folder',
}
const inFolder: LockOf = {
  file: folderLock,
  sidecar: `${folderLock}.json`,
  folder: 'destination folder',
  doing: 'publishing to the same folder',
}

interface Place {
  folder: string
  dataDir: string
  /** Named to others meanwhile. */
  who: string
  make?: boolean
  disk?: FolderDisk
}

/**
 * Does something to a destination folder while no other publisher of this machine is at work on it, nor from the data folder. With
 * `make`, a folder that is not there is made when the one above it is. On a network drive, where no lock can be relied on, only what is done
 * is checked before it is shown.
 *
 * @param work hears whether publishers of other machines are excluded too
 * @throws KnownError `locked` when another publisher is at work, as `lookAtFolder` before anything is written, and what `work` throws;
 *   errors of the file system as `disk_full`, `destination_refused` and `destination_unreachable`
 */
export async function withFolder<T>(
  { folder, dataDir, who, make = false, disk = systemDisk }: Place,
  work: (isLocked: boolean) => Promise<T> | T,
): Promise<T> {
  const held: { release(): void }[] = []
  const take = (path: string, of: LockOf): void => {
    const lock = acquireLock(path, who, of)
    if (!lock.ok) throw new KnownError(lock.error.kind, lock.error.message, lock.error.detail)
    held.push(lock.value)
  }
  try {
    take(dataDir, publishing)
    if (make && isMissing(folder) && !isMissing(dirname(folder)) && !isInside(folder, dataDir)) disk.makeFolder(folder)
    // Before anything is put into it: a folder of somebody else's gets no lock of ours.
    lookAtFolder(folder, dataDir)
    const isLocked = networkDrive(folder) === null
    if (isLocked) take(folder, inFolder)
    return await work(isLocked)
  } catch (error) {
    throw asKnown(error)
  } finally {
    for (const lock of held.reverse()) lock.release()
  }
}

function isMissing(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) === undefined
}

function asKnown(error: unknown): unknown {
  if (error instanceof KnownError) return error
  if (isTooMany(error)) return new KnownError('unavailable', tooMany)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const options = { cause: error }
  const kept = 'What was published before is unchanged.'
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new KnownError('disk_full', `The disk of the destination is full. ${kept}`, undefined, options)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new KnownError(
      'destination_refused',
      `The destination folder cannot be written to. ${kept}`,
      undefined,
      options,
    )
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EIO' || code === 'ESTALE')
    return new KnownError('destination_unreachable', `The destination folder went away. ${kept}`, undefined, options)
  return error
}
