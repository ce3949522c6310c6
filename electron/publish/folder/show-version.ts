import { existsSync, lstatSync } from 'node:fs'
import { join } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import { lookAtFolder } from './folder-contents.ts'
import { type FolderDisk, systemDisk } from './folder-disk.ts'
import {
  type Manifest,
  type PublishedVersion,
  readManifest,
  versionFolder,
  versionOf,
  writeManifest,
} from './manifest.ts'

/** What no lock prevents, and what is looked for therefore: the end of a sentence about another machine. */
export const busy = (what: string) =>
  new KnownError('destination_busy', `Another machine ${what} meanwhile. Nothing was changed; try it again.`)

/** Whether all files of a version are there, in their sizes. */
export function isWhole(folder: string, { version, tables }: PublishedVersion): boolean {
  return tables.every(({ name, files }) =>
    files.every(({ file, bytes }) => {
      const stats = lstatSync(join(folder, versionFolder(version), name, file), { throwIfNoEntry: false })
      return stats?.isFile() === true && stats.size === bytes
    }),
  )
}

/** Gives what was written the name of its version, which another machine may have taken. */
export function giveNumber(disk: FolderDisk, temporary: string, folder: string): void {
  try {
    disk.rename(temporary, folder)
  } catch (error) {
    if (existsSync(temporary) && existsSync(folder)) throw busy('has published to this folder')
    throw error
  }
}

/**
 * Replaces the manifest, the one step that readers see, then removes the versions that it does not name any more. Where no lock keeps other
 * machines away, what it is about to name may have gone: that is looked at as late as can be.
 */
export function show(disk: FolderDisk, folder: string, before: Manifest, next: Manifest): void {
  if (JSON.stringify(readManifest(folder)) !== JSON.stringify(before)) throw busy('has published to this folder')
  const shown = versionOf(next, next.current)
  if (shown && !isWhole(folder, shown)) throw busy('has removed files of this version')
  writeManifest(disk, folder, next)
  for (const { version } of before.versions) {
    if (versionOf(next, version)) continue
    try {
      disk.remove(join(folder, versionFolder(version)))
    } catch {
      // It is published all the same, and the next publish removes it.
    }
  }
}

/**
 * Shows readers a version that is kept, one step. The caller holds the locks.
 *
 * @throws KnownError `not_found` for one that is not kept, `destination_differs` for one of which files are missing
 */
export function rollBackFolder(
  folder: string,
  dataDir: string,
  version: number,
  disk: FolderDisk = systemDisk,
): PublishedVersion {
  const { manifest } = lookAtFolder(folder, dataDir)
  const wanted = manifest && versionOf(manifest, version)
  if (!manifest || !wanted) {
    const kept = manifest?.versions.map((each) => each.version).join(', ') || 'none'
    throw new KnownError('not_found', `Version ${version} is not kept. Kept: ${kept}.`)
  }
  if (!isWhole(folder, wanted))
    throw new KnownError('destination_differs', `Files of version ${version} are missing or cut. It was not shown.`)
  if (manifest.current !== version) show(disk, folder, manifest, { ...manifest, current: version })
  return wanted
}
