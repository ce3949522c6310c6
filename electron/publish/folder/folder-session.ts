import { unwrap } from '../../../shared/ipc/result.ts'
import { acquireLock, type LockOf } from '../../warehouse/open/lock.ts'
import { networkDrive } from '../../warehouse/open/network-drive.ts'
import { folderLock, isNewFolder, lookAtFolder } from './folder-contents.ts'
import { type FolderDisk, systemDisk } from './folder-disk.ts'
import { knownFolderError } from './folder-errors.ts'

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

/**
 * Does something while no other publish is at work from a data folder.
 *
 * @throws KnownError `locked` when one is, and what `work` throws
 */
export async function withPublishLock<T>(dataDir: string, who: string, work: () => Promise<T>): Promise<T> {
  const lock = unwrap(acquireLock(dataDir, who, publishing))
  try {
    return await work()
  } finally {
    lock.release()
  }
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
 *   errors of the file system as `knownFolderError`
 */
export async function withFolder<T>(
  { folder, dataDir, who, make = false, disk = systemDisk }: Place,
  work: (isLocked: boolean) => Promise<T> | T,
): Promise<T> {
  const held: { release(): void }[] = []
  const take = (path: string, of: LockOf): void => {
    held.push(unwrap(acquireLock(path, who, of)))
  }
  try {
    take(dataDir, publishing)
    if (make && isNewFolder(folder, dataDir)) disk.makeFolder(folder)
    // Before anything is put into it: a folder of somebody else's gets no lock of ours.
    lookAtFolder(folder, dataDir)
    const isLocked = networkDrive(folder) === null
    if (isLocked) take(folder, inFolder)
    return await work(isLocked)
  } catch (error) {
    throw knownFolderError(error)
  } finally {
    for (const lock of held.reverse()) lock.release()
  }
}
