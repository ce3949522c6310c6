import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { newFile } from '../../files/small-file.ts'
import { syncFolder } from '../../files/sync-folder.ts'

/** A file that is being made. */
interface NewFile {
  write(bytes: Uint8Array): void
  /** Returns when the file's content will outlive a power cut. */
  sync(): void
  close(): void
}

/**
 * Everything that changes a destination folder goes through here, one step a call, so that tests can stop the work between any two
 * of them. Each throws the file system's error.
 */
export interface FolderDisk {
  makeFolder(path: string): void
  /** Makes a file that must not be there, through no link. */
  createFile(path: string): NewFile
  rename(from: string, to: string): void
  /** Returns when the names in a folder will outlive a power cut. */
  syncFolder(path: string): void
  /** Removes a file or a folder with all that is in it; links in it are not followed. */
  remove(path: string): void
}

export const systemDisk: FolderDisk = {
  makeFolder: (path) => mkdirSync(path),
  createFile(path) {
    const handle = openSync(path, newFile, 0o666)
    return {
      write(bytes) {
        for (let at = 0; at < bytes.byteLength; ) at += writeSync(handle, bytes, at)
      },
      sync: () => fsyncSync(handle),
      close: () => closeSync(handle),
    }
  },
  rename: renameSync,
  syncFolder,
  remove: (path) => rmSync(path, { recursive: true, force: true }),
}
