import type { DestinationComparison } from '../../../shared/contract/destinations.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { snapshot } from '../../warehouse/file/snapshot.ts'
import { type Row, rowHash, rowHashSql, type Value } from '../canonical.ts'
import type { FolderDestination } from '../destination-config.ts'
import type { Engine } from '../engine/engine.ts'
import { lookAtFolder } from '../folder/folder-contents.ts'
import { versionOf } from '../folder/manifest.ts'
import { publishedRows } from '../folder/published-rows.ts'
import type { PublishedTable } from '../star-columns.ts'
import { breathe, starDigests, starRows, starVersion } from '../star-rows.ts'
import { inForce, quoted, type SparkNames, versionsTable } from '../store/spark-names.ts'
import { keptVersions, stateOf } from '../store/store-state.ts'
import { hashDigits } from '../store/version-sql.ts'
import { type KeyedRow, type RowDifferences, rowDifferences } from './row-differences.ts'

/** What a version has of a table. */
interface There {
  digest: string
  rows: number
  /** Its rows in the order of their keys; null where they cannot be held against ours. */
  read: () => Promise<AsyncIterable<KeyedRow> | Iterable<KeyedRow> | null>
}

const nothing: RowDifferences = { added: 0, changed: 0, removed: 0 }

/** Holds tables of a version against the star that is in force here; of those with the same digest nothing is read. */
async function compareTables(
  db: ReadableDb,
  tables: readonly PublishedTable[],
  there: ReadonlyMap<string, There>,
  signal: AbortSignal,
): Promise<{ goldVersion: number; tables: DestinationComparison['tables'] }> {
  return snapshot(db, async () => {
    const { goldVersion } = starVersion(db)
    const digests = await starDigests(db, tables, signal)
    const found: DestinationComparison['tables'] = []
    for (const table of tables) {
      const { name } = table
      const here = digests.get(name)?.rows ?? 0
      const other = there.get(name)
      if (!other) found.push({ name, there: null, here, rows: { ...nothing, added: here } })
      else if (other.digest === String(digests.get(name))) found.push({ name, there: here, here, rows: nothing })
      else {
        const read = await other.read()
        const rows = read && (await rowDifferences(keyedRows(table, starRows(db, table)), read))
        found.push({ name, there: other.rows, here, rows })
      }
      await breathe(signal)
    }
    for (const [name, { rows }] of there)
      if (!tables.some((table) => table.name === name))
        found.push({ name, there: rows, here: null, rows: { ...nothing, removed: rows } })
    return { goldVersion, tables: found }
  })
}

function keyOf({ key, columns }: PublishedTable, row: Row): Row {
  return key.map((name) => row[columns.findIndex((column) => column.name === name)] ?? null)
}

function keyed(table: PublishedTable, row: Row): KeyedRow {
  return { key: keyOf(table, row), hash: rowHash(table.columns, row).slice(0, hashDigits) }
}

function* keyedRows(table: PublishedTable, rows: Iterable<Row>): Generator<KeyedRow> {
  for (const row of rows) yield keyed(table, row)
}

async function* keyedRowsOf(
  table: PublishedTable,
  rows: AsyncIterable<Row>,
  signal: AbortSignal,
): AsyncGenerator<KeyedRow> {
  let count = 0
  for await (const row of rows) {
    if (++count % 5_000 === 0) await breathe(signal)
    yield keyed(table, row)
  }
}

/**
 * How the star here differs from a version that a folder keeps. Writes nothing.
 *
 * @throws KnownError `not_found` where the version is not kept or nothing was loaded, `destination_differs` where its files are not as
 *   they were published, as `lookAtFolder`, and `cancelled`
 */
export async function compareFolder(
  db: ReadableDb,
  { dir }: Pick<FolderDestination, 'dir'>,
  {
    dataDir,
    tables,
    version,
    signal,
  }: { dataDir: string; tables: readonly PublishedTable[]; version: number; signal: AbortSignal },
): Promise<DestinationComparison> {
  const { manifest } = lookAtFolder(dir, dataDir)
  const kept = manifest && versionOf(manifest, version)
  if (!kept) throw notKept(version)
  const there = new Map(
    kept.tables.map((said): [string, There] => {
      const table = tables.find(({ name }) => name === said.name)
      const read = async () => {
        const rows = table && publishedRows(dir, version, said, table)
        return table && rows ? keyedRowsOf(table, rows, signal) : null
      }
      return [said.name, { digest: said.digest, rows: said.rows, read }]
    }),
  )
  return { version, ...(await compareTables(db, tables, there, signal)) }
}

/** Rows of a table that are fetched from an engine at most. */
const mostRows = 200_000

/**
 * How the star here differs from a version that an engine keeps: hashes of rows are fetched from tables whose digests are others.
 * Writes nothing.
 *
 * @throws KnownError `not_found` where the version is not kept or nothing was loaded, as `stateOf`, and `cancelled`
 */
export async function compareEngine(
  db: ReadableDb,
  engine: Engine,
  {
    names,
    tables,
    version,
    signal,
  }: { names: SparkNames; tables: readonly PublishedTable[]; version: number; signal: AbortSignal },
): Promise<DestinationComparison> {
  await stateOf(engine, names)
  const kept = (await keptVersions(engine, names)).find((one) => one.version === version)
  if (!kept) throw notKept(version)
  const digests = JSON.parse(kept.digests) as Record<string, string>
  const there = new Map(
    Object.entries(digests).map(([name, digest]): [string, There] => {
      const rows = Number(digest.split(':')[0])
      const table = tables.find((one) => one.name === name)
      const read = async () => {
        if (!table || rows > mostRows) return null
        await breathe(signal)
        const found = await engine.rows(hashesOf(names, table, version))
        return found.map((row) => ({ key: keyFrom(table, row), hash: String(row.h) }))
      }
      return [name, { digest, rows, read }]
    }),
  )
  return { version, ...(await compareTables(db, tables, there, signal)) }
}

/** Keys, as `k0` and so on, and hashes of a version's rows, in the order of the keys. */
export function hashesOf(names: SparkNames, { name, key, columns }: PublishedTable, version: number): string {
  const keys = key.map((column, index) => `CAST(${quoted(column)} AS STRING) AS k${index}`)
  const hash = `substr(${rowHashSql(columns)}, 1, ${hashDigits}) AS h`
  return `SELECT ${[...keys, hash].join(', ')} FROM ${versionsTable(names, name)} WHERE ${inForce(version)} ORDER BY ${key.map(quoted).join(', ')}`
}

function keyFrom({ key, columns }: PublishedTable, row: Readonly<Record<string, Value>>): Row {
  return key.map((name, index) => {
    const value = String(row[`k${index}`])
    return columns.find((column) => column.name === name)?.kind === 'string' ? value : BigInt(value)
  })
}

function notKept(version: number): KnownError {
  return new KnownError('not_found', `Version ${version} is not kept any more.`)
}
