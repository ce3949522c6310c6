import { lstatSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import { isInside } from '../../files/inside.ts'
import { oddKind } from '../../files/small-file.ts'
import { knownFolderError } from './folder-errors.ts'
import { type Manifest, manifestName, readManifest, versionFolder, versionOfFolder } from './manifest.ts'

/** The lock that keeps two publishers off one folder; see `acquireLock`. */
export const folderLock = '.publish.lock'
const lockFiles = new Set([folderLock, `${folderLock}-journal`, `${folderLock}.json`])

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const ownFolder = new RegExp(`^\\.publish-${uuid}$`)
const ownFile = new RegExp(`^\\.(?:manifest\\.json|\\.publish\\.lock\\.json)\\.${uuid}\\.part$`)

/** What systems leave in any folder that a person looks at or a drive holds; a person put none of it there. In lower case. */
const systemNames = new Set([
  ...['.ds_store', '.trashes', '.spotlight-v100', '.fseventsd', '.temporaryitems', '.directory'],
  ...['thumbs.db', 'desktop.ini', 'system volume information', '$recycle.bin', 'lost+found', '@eadir'],
])

/** Whether a name is one that systems leave behind: passed over, and never removed by itself. */
export function isLeftBySystem(name: string): boolean {
  return systemNames.has(name.toLowerCase()) || /^(?:\.trash-\d+|\._.+)$/i.test(name)
}

export interface FolderContents {
  /** Null where nothing was published yet. */
  manifest: Manifest | null
  /** What a publish that was stopped has left: names in the folder. */
  leftovers: string[]
}

const refused = (why: string) => new KnownError('destination_refused', `The destination folder ${why}.`)

/** Whether a folder will be made by the first publish: it is not there, the one above it is. Throws as `lookAtFolder`. */
export function isNewFolder(folder: string, dataDir: string): boolean {
  try {
    return isAbsent(folder) && !isAbsent(dirname(folder)) && !isInside(folder, dataDir)
  } catch (error) {
    throw knownFolderError(error)
  }
}

function isAbsent(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) === undefined
}

/**
 * Looks at a destination folder. Nothing in it is taken for ours that is not known to be.
 *
 * @param dataDir the data folder, in which nothing is ever published
 * @throws KnownError `destination_unreachable` when it is not there, `destination_refused` when it holds anything else, is a link or
 *   lies in the data folder, and as `readManifest` and `knownFolderError`
 */
export function lookAtFolder(folder: string, dataDir: string): FolderContents {
  try {
    return contentsOf(folder, dataDir)
  } catch (error) {
    throw knownFolderError(error)
  }
}

const withinEachOther = 'and the data folder must not lie in each other; choose another one'

function contentsOf(folder: string, dataDir: string): FolderContents {
  const stats = lstatSync(folder, { throwIfNoEntry: false })
  // A folder that is not there has no way of its own, only the one above it.
  if (!stats && isInside(folder, dataDir)) throw refused(withinEachOther)
  if (!stats)
    throw new KnownError('destination_unreachable', 'The destination folder is not there. Is its drive plugged in?')
  if (!stats.isDirectory()) throw refused(`is ${oddKind(stats) ?? 'a file'}, not a folder`)
  if (isInside(join(folder, 'any'), dataDir) || isInside(join(dataDir, 'any'), folder)) throw refused(withinEachOther)
  const manifest = readManifest(folder)
  const kept = new Set(manifest?.versions.map(({ version }) => versionFolder(version)))
  const leftovers: string[] = []
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const { name } = entry
    if (entry.isSymbolicLink()) throw refused(`holds a link, ${name}; move it away`)
    if (isLeftBySystem(name)) continue
    if (name === manifestName || (lockFiles.has(name) && entry.isFile())) continue
    // Versions are made in folders that hold a manifest already: without one, such a folder is somebody's own.
    if (manifest !== null && entry.isDirectory() && versionOfFolder(name) !== null) {
      if (!kept.has(name)) leftovers.push(name)
    } else if ((entry.isDirectory() && ownFolder.test(name)) || (entry.isFile() && ownFile.test(name))) {
      leftovers.push(name)
    } else throw refused(`holds other files (${name}). Choose an empty folder`)
  }
  return { manifest, leftovers }
}
