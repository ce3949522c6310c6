import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { largest } from '../../../shared/extremes.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { snapshot } from '../../warehouse/file/snapshot.ts'
import type { TableDigest } from '../canonical.ts'
import { type FileLimits, writeTableFiles } from '../stage-files.ts'
import { type Layer, type PublishedTable, publishedTables } from '../star-columns.ts'
import { breathe, type StarVersion, starDigests, starRows, starVersion } from '../star-rows.ts'
import { isNewFolder, lookAtFolder } from './folder-contents.ts'
import { type FolderDisk, systemDisk } from './folder-disk.ts'
import {
  emptyManifest,
  type Manifest,
  manifestName,
  type PublishedVersion,
  tableForm,
  type VersionTable,
  versionFolder,
  versionOf,
  versionOfFolder,
  writeManifest,
} from './manifest.ts'
import { busy, giveNumber, isWhole, show } from './show-version.ts'
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
  /** Nobody else is at work on the folder: what lies in it unfinished was left, and is removed. */
  isLocked?: boolean
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
  /** What the folder has and what is asked for; see `needOf`. */
  need: Need
}

/** Why a version would be written, or that none would be. */
interface Need {
  isNeeded: boolean
  /** Tables that are not what they are in the folder, or not there. */
  changedTables: string[]
  /** Tables that the folder has and the star of these layers has not. */
  removedTables: string[]
  /** Whether all files of the version in force are there, in their sizes; true where there is none. */
  isWhole: boolean
}

/** Whether a publish writes: asked by the publish itself and by what tells of it before. */
function needOf(
  { folder, full }: FolderPublish,
  current: PublishedVersion | null,
  tables: readonly PublishedTable[],
  digests: ReadonlyMap<string, TableDigest>,
): Need {
  const names = new Set<string>(tables.map(({ name }) => name))
  const changed = tablesThatDiffer(current, tables, digests)
  const removed = current?.tables.map(({ name }) => name).filter((name) => !names.has(name)) ?? []
  const whole = current === null || isWhole(folder, current)
  const isSame = current !== null && changed.length === 0 && removed.length === 0 && whole
  return { isNeeded: full === true || !isSame, changedTables: changed, removedTables: removed, isWhole: whole }
}

/** What the star is here, and which of its tables the folder has otherwise. Writes nothing. Throws as `lookAtFolder`. */
export async function planFolder(db: ReadableDb, publish: FolderPublish): Promise<FolderPlan> {
  const { folder, dataDir } = publish
  const manifest = isNewFolder(folder, dataDir) ? null : lookAtFolder(folder, dataDir).manifest
  return snapshot(db, async () => {
    const tables = publishedTables(publish.layers)
    const digests = await starDigests(db, tables, publish.signal)
    const current = manifest && versionOf(manifest, manifest.current)
    return {
      current,
      star: starVersion(db),
      tables: [...digests].map(([name, digest]) => ({ name, rows: digest.rows, digest: String(digest) })),
      need: needOf(publish, current, tables, digests),
    }
  })
}

/**
 * Publishes the star of a warehouse to a folder: readers, who go by its manifest, see the version before until all of the new one
 * is written, synced and read back equal. Stopped anywhere, it leaves the version before; the next publish that has a lock removes what
 * is left.
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
  return snapshot(db, async () => {
    const star = starVersion(db)
    const digests = await starDigests(db, tables, signal)
    const current = versionOf(manifest, manifest.current)
    const { isNeeded, changedTables } = needOf(publish, current, tables, digests)
    if (publish.isLocked) for (const name of leftovers) disk.remove(join(folder, name))
    if (current && !isNeeded)
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
        version: nextVersion(manifest, publish.isLocked ? [] : leftovers),
        ...star,
        publishedAt: now().toISOString(),
        producer: publish.producer,
        layers: [...publish.layers],
        tables: made,
      }
      giveNumber(disk, temporary, join(folder, versionFolder(version.version)))
      disk.syncFolder(folder)
      show(disk, folder, manifest, addVersion(manifest, version, keepVersions))
      const bytes = made.reduce((sum, { files }) => sum + files.reduce((all, file) => all + file.bytes, 0), 0)
      return { status: 'published', version: version.version, star, tables: made, changedTables, bytes }
    } catch (error) {
      // What was written has gone, and the folder has not.
      const wasRemoved = isMissing(error) && existsSync(join(folder, manifestName)) && !existsSync(temporary)
      try {
        disk.remove(temporary)
      } catch {
        // The next publish removes it.
      }
      throw wasRemoved ? busy('has removed what was being written') : error
    }
  })
}

/** Names of tables that a version has otherwise, or not at all. */
function tablesThatDiffer(
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
    const [difference] = (await differencesOf(target, entry, table, signal)).differences
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

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** A number that no version has, nor what is left of one that was stopped. */
function nextVersion(manifest: Manifest, leftovers: readonly string[]): number {
  const left = leftovers.map((name) => versionOfFolder(name) ?? 0)
  return largest(left, manifest.nextVersion - 1) + 1
}

/** Makes a version the one in force, and forgets the oldest beyond `keep`. */
function addVersion(manifest: Manifest, version: PublishedVersion, keep: number): Manifest {
  const versions = [...manifest.versions, version].slice(-keep)
  return { ...manifest, current: version.version, nextVersion: version.version + 1, versions }
}
