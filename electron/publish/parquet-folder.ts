import { randomUUID } from 'node:crypto'
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { KnownError } from '../../shared/result.ts'
import type { ReadableDb } from '../warehouse/file/connection.ts'
import type { TableDigest } from './canonical.ts'
import { lookAtFolder } from './folder-contents.ts'
import { type FolderDisk, systemDisk } from './folder-disk.ts'
import {
  emptyManifest,
  type Manifest,
  type PublishedVersion,
  readManifest,
  tableForm,
  type VersionTable,
  versionFolder,
  versionOf,
  writeManifest,
} from './manifest.ts'
import { type FileLimits, writeTableFiles } from './stage-files.ts'
import { type Layer, type PublishedTable, publishedTables } from './star-columns.ts'
import { breathe, ofOneVersion, type StarVersion, starDigests, starRows, starVersion } from './star-rows.ts'
import { differencesOf } from './verify-folder.ts'

export interface FolderPublish {
  folder: string
  dataDir: string
  layers: readonly Layer[]
  keepVersions: number
  /** Who publishes, for people. */
  producer: string
  /** Writes the star even where the folder holds it already. */
  full?: boolean
  signal?: AbortSignal | undefined
  /** Called with each table before it is written. */
  onTable?: (table: string) => void
}

export interface FolderPublishDeps {
  disk?: FolderDisk
  now?: () => Date
  limits?: FileLimits
}

export interface FolderOutcome {
  status: 'published' | 'unchanged'
  version: number
  star: StarVersion
  tables: readonly VersionTable[]
  /** Tables that are not what they were in the version before. */
  changedTables: string[]
  /** Bytes that were written as files of tables. */
  bytes: number
}

/** What a publish would do, told without writing anything. */
export interface FolderPlan {
  current: PublishedVersion | null
  star: StarVersion
  tables: { name: string; rows: number; digest: string }[]
  changedTables: string[]
}

/** What the star is here, and which of its tables the folder has otherwise. Writes nothing. Throws as `lookAtFolder`. */
export async function planFolder(db: ReadableDb, publish: FolderPublish): Promise<FolderPlan> {
  const isThere = lstatSync(publish.folder, { throwIfNoEntry: false }) !== undefined
  const manifest = isThere ? lookAtFolder(publish.folder, publish.dataDir).manifest : null
  return ofOneVersion(db, async () => {
    const tables = publishedTables(publish.layers)
    const digests = await starDigests(db, tables, publish.signal)
    const current = manifest && versionOf(manifest, manifest.current)
    return {
      current,
      star: starVersion(db),
      tables: [...digests].map(([name, digest]) => ({ name, rows: digest.rows, digest: String(digest) })),
      changedTables: changedTables(current, tables, digests),
    }
  })
}

/**
 * Publishes the star of a warehouse to a folder: readers, who go by its manifest, see the version before until all of the new one
 * is written, synced and read back equal. Stopped anywhere, it leaves the version before; the next publish removes what is left.
 * The caller holds the locks.
 *
 * @throws KnownError as `lookAtFolder`, `not_found` where nothing was loaded, `disk_full`, `cancelled`, `destination_differs` when what
 *   was written does not read back equal, `destination_busy` when another machine published meanwhile
 */
export async function publishToFolder(
  db: ReadableDb,
  publish: FolderPublish,
  { disk = systemDisk, now = () => new Date(), limits }: FolderPublishDeps = {},
): Promise<FolderOutcome> {
  const { folder, dataDir, signal, keepVersions } = publish
  const { manifest: found, leftovers } = lookAtFolder(folder, dataDir)
  const manifest = found ?? emptyManifest
  const tables = publishedTables(publish.layers)
  return ofOneVersion(db, async () => {
    const star = starVersion(db)
    const digests = await starDigests(db, tables, signal)
    const current = versionOf(manifest, manifest.current)
    const changed = changedTables(current, tables, digests)
    for (const name of leftovers) disk.remove(join(folder, name))
    const isSame = current !== null && changed.length === 0 && current.tables.length === tables.length
    if (current && isSame && publish.full !== true && isWhole(folder, current))
      return {
        status: 'unchanged',
        version: current.version,
        star,
        tables: current.tables,
        changedTables: [],
        bytes: 0,
      }
    // First of all: it says whose folder this is.
    if (!found) writeManifest(disk, folder, manifest)
    const temporary = join(folder, `.publish-${randomUUID()}`)
    const written = { temporary, folder }
    try {
      const made = await writeVersion(disk, db, tables, digests, { ...publish, ...written, limits })
      const version: PublishedVersion = {
        version: manifest.nextVersion,
        ...star,
        publishedAt: now().toISOString(),
        producer: publish.producer,
        layers: [...publish.layers],
        tables: made,
      }
      disk.rename(temporary, join(folder, versionFolder(version.version)))
      disk.syncFolder(folder)
      show(disk, folder, manifest, addVersion(manifest, version, keepVersions))
      const bytes = made.reduce((sum, { files }) => sum + files.reduce((all, file) => all + file.bytes, 0), 0)
      return { status: 'published', version: version.version, star, tables: made, changedTables: changed, bytes }
    } catch (error) {
      try {
        disk.remove(temporary)
      } catch {
        // The next publish removes it.
      }
      throw error
    }
  })
}

/** Names of tables that a version has otherwise, or not at all. */
function changedTables(
  version: PublishedVersion | null,
  tables: readonly PublishedTable[],
  digests: ReadonlyMap<string, TableDigest>,
): string[] {
  const sayings = new Map(version?.tables.map((table) => [table.name, sayingOf(table, table.digest)]))
  return tables
    .filter((table) => sayings.get(table.name) !== sayingOf(tableForm(table), String(digests.get(table.name))))
    .map(({ name }) => name)
}

function sayingOf({ key, columns }: Pick<VersionTable, 'key' | 'columns'>, digest: string): string {
  return JSON.stringify([key, columns.map(({ name, type, leadsTo }) => [name, type, leadsTo]), digest])
}

/** Whether all files of a version are there, in their sizes. */
function isWhole(folder: string, { version, tables }: PublishedVersion): boolean {
  return tables.every(({ name, files }) =>
    files.every(({ file, bytes }) => {
      const stats = lstatSync(join(folder, versionFolder(version), name, file), { throwIfNoEntry: false })
      return stats?.isFile() === true && stats.size === bytes
    }),
  )
}

interface Writing extends FolderPublish {
  temporary: string
  limits: FileLimits | undefined
}

/** Writes all tables into a new folder and reads them back. What it gives is what the files hold. */
async function writeVersion(
  disk: FolderDisk,
  db: ReadableDb,
  tables: readonly PublishedTable[],
  digests: ReadonlyMap<string, TableDigest>,
  { temporary, limits, signal, onTable }: Writing,
): Promise<VersionTable[]> {
  disk.makeFolder(temporary)
  const made: VersionTable[] = []
  for (const table of tables) {
    onTable?.(table.name)
    const target = join(temporary, table.name)
    disk.makeFolder(target)
    const files = await writeTableFiles(disk, target, table, starRows(db, table), { ...(limits && { limits }), signal })
    disk.syncFolder(target)
    const digest = digests.get(table.name)
    const entry: VersionTable = {
      ...tableForm(table),
      rows: digest?.rows ?? 0,
      digest: String(digest),
      files: files.map(({ name, ...file }) => ({ file: name, ...file })),
    }
    const [difference] = await differencesOf(target, entry, table)
    if (difference)
      throw new KnownError(
        'destination_differs',
        `What was written of ${table.name} does not read back equal (${difference}). Nothing was published; is the disk sound?`,
      )
    made.push(entry)
    await breathe(signal)
  }
  disk.syncFolder(temporary)
  return made
}

/** Makes a version the one in force, and forgets the oldest beyond `keep`. */
function addVersion(manifest: Manifest, version: PublishedVersion, keep: number): Manifest {
  const versions = [...manifest.versions, version].slice(-keep)
  return { ...manifest, current: version.version, nextVersion: version.version + 1, versions }
}

/** Replaces the manifest, the one step that readers see, then removes the versions that it does not name any more. */
function show(disk: FolderDisk, folder: string, before: Manifest, next: Manifest): void {
  if (JSON.stringify(readManifest(folder)) !== JSON.stringify(before))
    throw new KnownError('destination_busy', 'Another machine has published to this folder meanwhile. Publish again.')
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
