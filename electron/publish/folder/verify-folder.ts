import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import { oddKind } from '../../files/small-file.ts'
import { isTooMany } from '../../warehouse/file/sqlite-errors.ts'
import { rowHash, TableDigest } from '../canonical.ts'
import { layers, type PublishedTable, publishedTables } from '../star-columns.ts'
import { breathe } from '../star-rows.ts'
import { isLeftBySystem, lookAtFolder } from './folder-contents.ts'
import { knownFolderError } from './folder-errors.ts'
import {
  type PublishedVersion,
  readManifest,
  tableForm,
  type VersionTable,
  versionFolder,
  versionOf,
} from './manifest.ts'
import { fileHash, fileRows } from './read-files.ts'

/** Something in a destination that is not as it was published. */
interface FolderDifference {
  version: number
  table: string
  /** The end of a sentence about the table. */
  what: string
}

export interface FolderVerification {
  /** The version that readers see. */
  current: number
  /** Versions of which every file was held against its hash; of the current one also every row against the digests. */
  versions: number[]
  /** Rows of the current version that were read. */
  rows: number
  differences: FolderDifference[]
}

/** What was found of a table, or of several. */
interface Findings<Difference> {
  differences: Difference[]
  /** Rows that were read. */
  rows: number
}

/** How the files of a folder differ from what is said of a table: each the end of a sentence. Throws `unavailable` and `cancelled`. */
export async function differencesOf(
  folder: string,
  said: VersionTable,
  table: PublishedTable | null,
  signal?: AbortSignal,
): Promise<Findings<string>> {
  // What it leads to was not published.
  if (isLink(folder)) return { differences: ['its folder is a link'], rows: 0 }
  const found: string[] = []
  const digest = new TableDigest()
  for (const { file, bytes, sha256, rows } of said.files) {
    const path = join(folder, file)
    // Before it is opened: a pipe would be waited for, and a link followed.
    const odd = oddKindAt(path)
    if (odd !== null) {
      found.push(`${file} is ${odd}, not a file`)
      continue
    }
    const actual = await fileHash(path).catch(missing)
    if (!actual) found.push(`${file} is missing or cannot be read`)
    else if (actual.bytes !== bytes) found.push(`${file} has ${actual.bytes} bytes instead of ${bytes}`)
    else if (actual.sha256 !== sha256) found.push(`${file} was changed`)
    if (!actual || !table) continue
    const before = digest.rows
    try {
      for await (const row of fileRows(path, table)) {
        digest.add(rowHash(table.columns, row))
        if (digest.rows % 5_000 === 0) await breathe(signal)
      }
      if (digest.rows - before !== rows) found.push(`${file} holds ${digest.rows - before} rows instead of ${rows}`)
    } catch (error) {
      if (!(error instanceof KnownError) || error.kind !== 'destination_differs') throw error
      found.push(`${file} ${error.message}`)
    }
  }
  if (table && String(digest) !== said.digest)
    found.push(`its rows are not those that were published (${digest.rows} of ${said.rows})`)
  return { differences: found, rows: digest.rows }
}

/** Whether a link is in the place of something. */
export function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
}

/** What is in the place of a file and is none; null where a file is, or nothing that can be looked at. */
export function oddKindAt(path: string): string | null {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  return stats ? oddKind(stats) : null
}

/** A file that could not be read, unless the system has no more of them to open: that says nothing about the file. */
function missing(error: unknown): null {
  if (isTooMany(error)) throw knownFolderError(error)
  return null
}

/** Files that lie among those of a table and were not published: a reader of the folder would take them for the table's. */
function strangersIn(folder: string, { files }: VersionTable): string[] {
  const known = new Set(files.map(({ file }) => file))
  try {
    return readdirSync(folder)
      .filter((name) => !known.has(name) && !isLeftBySystem(name))
      .map((name) => `${name} was not published`)
  } catch (error) {
    missing(error)
    return []
  }
}

/** The table that this program would publish now, if it has the form of the one that was. */
export function sameForm(said: VersionTable): PublishedTable | null {
  const { name, key, columns } = said
  const table = publishedTables(layers).find((known) => known.name === name)
  return table && JSON.stringify(tableForm(table)) === JSON.stringify({ name, key, columns }) ? table : null
}

async function verifyVersion(
  folder: string,
  version: PublishedVersion,
  isCurrent: boolean,
  signal: AbortSignal | undefined,
): Promise<Findings<FolderDifference>> {
  const found: FolderDifference[] = []
  let rowsRead = 0
  for (const said of version.tables) {
    const at = join(folder, versionFolder(version.version), said.name)
    // What a model of before has published is held to its hashes alone: the rows cannot be read by today's columns.
    const { differences, rows } = await differencesOf(at, said, isCurrent ? sameForm(said) : null, signal)
    for (const what of [...differences, ...(isLink(at) ? [] : strangersIn(at, said))])
      found.push({ version: version.version, table: said.name, what })
    rowsRead += rows
    await breathe(signal)
  }
  return { differences: found, rows: rowsRead }
}

/**
 * Holds what a folder holds against what was published: digests of the version that readers see, made again from the rows of its
 * files, and the bytes of every version that is kept. Writes nothing. Throws as `lookAtFolder`, `not_found` where nothing was
 * published, `destination_busy` where a publish took away what was being read, `unavailable` where no more files may be open, and
 * `cancelled`.
 */
export async function verifyFolder(folder: string, dataDir: string, signal?: AbortSignal): Promise<FolderVerification> {
  const { manifest } = lookAtFolder(folder, dataDir)
  const current = manifest && versionOf(manifest, manifest.current)
  if (!manifest || !current) throw new KnownError('not_found', 'Nothing was published to this folder yet.')
  const differences: FolderDifference[] = []
  let rows = 0
  for (const version of [...manifest.versions].reverse()) {
    const found = await verifyVersion(folder, version, version === current, signal)
    for (const difference of found.differences) differences.push(difference)
    rows += found.rows
  }
  if (differences.length > 0 && JSON.stringify(readManifest(folder)) !== JSON.stringify(manifest))
    throw new KnownError('destination_busy', 'Something was published to this folder meanwhile. Verify it again.')
  const versions = manifest.versions.map(({ version }) => version)
  return { current: current.version, versions, rows, differences }
}
