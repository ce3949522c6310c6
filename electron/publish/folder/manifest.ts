import { dirname, join } from 'node:path'
import * as z from 'zod'
import { KnownError } from '../../../shared/ipc/result.ts'
import { readSmallFile, unguessable } from '../../files/small-file.ts'
import { layers, type PublishedTable } from '../star-columns.ts'
import type { FolderDisk } from './folder-disk.ts'

/** The one file of a destination folder by which readers find their version. */
export const manifestName = 'manifest.json'
const format = 'yts-explorer-star'
const formatVersion = 1
const maxManifest = 32_000_000

const count = z.number().int().min(0)
const fileSchema = z.object({
  file: z.string().regex(/^part-\d{5}\.parquet$/),
  rows: count,
  bytes: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
const tableSchema = z.object({
  name: z.string().regex(/^[a-z_]+$/),
  rows: count,
  /** See `TableDigest`. */
  digest: z.string().regex(/^\d+:\d+:\d+$/),
  key: z.array(z.string()),
  columns: z.array(z.object({ name: z.string(), type: z.string(), leadsTo: z.string().optional() })),
  files: z.array(fileSchema),
})
const versionSchema = z.object({
  version: z.number().int().min(1),
  /** The warehouse it was published from. */
  warehouseId: z.string(),
  goldVersion: count,
  publishedRun: count,
  /** The films are invented. */
  isSample: z.boolean(),
  /** UTC, ISO 8601. */
  publishedAt: z.iso.datetime(),
  producer: z.string(),
  layers: z.array(z.enum(layers)),
  tables: z.array(tableSchema),
})
const manifestSchema = z.object({
  format: z.literal(format),
  formatVersion: z.literal(formatVersion),
  /** The version that readers see; null before the first. */
  current: z.number().int().nullable(),
  /** No number is used twice. */
  nextVersion: z.number().int().min(1),
  versions: z.array(versionSchema),
})

export type Manifest = z.infer<typeof manifestSchema>
export type PublishedVersion = z.infer<typeof versionSchema>
export type VersionTable = z.infer<typeof tableSchema>

export const emptyManifest: Manifest = { format, formatVersion, current: null, nextVersion: 1, versions: [] }

/** Name of the sub-folder of a version. */
export function versionFolder(version: number): string {
  return `v${String(version).padStart(6, '0')}`
}

/** The version of which a sub-folder has the name; null for any other name. */
export function versionOfFolder(name: string): number | null {
  return /^v\d{6,}$/.test(name) ? Number(name.slice(1)) : null
}

/** A version of a manifest; null for one that is not kept. */
export function versionOf(manifest: Manifest, version: number | null): PublishedVersion | null {
  return manifest.versions.find((kept) => kept.version === version) ?? null
}

const types = { int: 'INT', bigint: 'BIGINT', decimal: 'DECIMAL(3,1)', date: 'DATE', string: 'STRING' } as const

/** What a manifest says of the form of a table. */
export function tableForm({ name, key, columns }: PublishedTable): Pick<VersionTable, 'name' | 'key' | 'columns'> {
  return {
    name,
    key: [...key],
    columns: columns.map(({ name: column, kind, leadsTo }) => {
      return { name: column, type: types[kind], ...(leadsTo === undefined ? {} : { leadsTo }) }
    }),
  }
}

/**
 * The manifest of a destination folder; null when there is none.
 *
 * @throws KnownError `destination_newer` for one that a newer program wrote, `destination_refused` for a file that is no manifest
 */
export function readManifest(folder: string): Manifest | null {
  const file = readSmallFile(join(folder, manifestName), maxManifest)
  if (file.kind === 'missing') return null
  const notOurs = (why: string) =>
    new KnownError('destination_refused', `${manifestName} in the destination folder ${why}. Choose another folder.`)
  if (file.kind === 'refused') throw notOurs(file.why)
  let found: unknown
  try {
    found = JSON.parse(file.bytes.toString('utf8'))
  } catch {
    throw notOurs('cannot be read')
  }
  const head = z.object({ format: z.literal(format), formatVersion: z.number() }).safeParse(found)
  if (!head.success) throw notOurs('is not one that this program wrote')
  if (head.data.formatVersion > formatVersion)
    throw new KnownError(
      'destination_newer',
      'A newer version of the program has published to this folder. Update the program to publish to it.',
    )
  const manifest = manifestSchema.safeParse(found)
  if (!manifest.success) throw notOurs('is damaged')
  return manifest.data
}

/** Puts a manifest in place, whole or not at all: whoever reads it sees the old one until the new one is on the disk. */
export function writeManifest(disk: FolderDisk, folder: string, manifest: Manifest): void {
  const path = join(folder, manifestName)
  const temporary = unguessable(path)
  const file = disk.createFile(temporary)
  try {
    file.write(Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`))
    file.sync()
  } finally {
    file.close()
  }
  disk.rename(temporary, path)
  disk.syncFolder(dirname(path))
}
