import { KnownError } from '../../../shared/ipc/result.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { snapshot } from '../../warehouse/file/snapshot.ts'
import { type Row, rowHash, rowHashSql, type Value } from '../canonical.ts'
import type { FolderDestination } from '../destination-config.ts'
import type { Engine } from '../engine/engine.ts'
import { inForce, quoted, type SparkNames, versionsTable } from '../engine/spark-names.ts'
import { keptVersions, stateOf } from '../engine/store-state.ts'
import { lookAtFolder } from '../folder/folder-contents.ts'
import { versionOf } from '../folder/manifest.ts'
import { publishedRows } from '../folder/published-rows.ts'
import type { PublishedTable } from '../star-columns.ts'
import { breathe, starDigests, starRows, starVersion } from '../star-rows.ts'
import { type KeyedRow, type RowDifferences, rowDifferences } from './row-differences.ts'

/** A table as a version has it, and as it is here. */
interface TableComparison {
  name: string
  /** Rows in the version; null where it has no such table. */
  there: number | null
  /** Rows here; null where the table is not published any more. */
  here: number | null
  /** Null where rows were not held against each other: there are too many, or the columns are others. */
  rows: RowDifferences | null
}

export interface Comparison {
  version: number
  goldVersion: number
  tables: TableComparison[]
}

/** What a version has of a table. */
interface There {
  digest: string
  rows: number
  /** Its rows in the order of their keys; null where they cannot be held against ours. */
  read: () => Promise<AsyncIterable<KeyedRow> | Iterable<KeyedRow> | null>
}

const hashDigits = 30
const nothing: RowDifferences = { added: 0, changed: 0, removed: 0 }

/** Holds tables of a version against the star that is in force here; of those with the same digest nothing is read. */
async function compareTables(
  db: ReadableDb,
  tables: readonly PublishedTable[],
  there: ReadonlyMap<string, There>,
  signal: AbortSignal,
): Promise<{ goldVersion: number; tables: TableComparison[] }> {
  return snapshot(db, async () => {
    const { goldVersion } = starVersion(db)
    const digests = await starDigests(db, tables, signal)
    const found: TableComparison[] = []
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

function* keyedRows(table: PublishedTable, rows: Iterable<Row>): Generator<KeyedRow> {
  for (const row of rows) yield { key: keyOf(table, row), hash: rowHash(table.columns, row).slice(0, hashDigits) }
}

async function* keyedRowsOf(
  table: PublishedTable,
  rows: AsyncIterable<Row>,
  signal: AbortSignal,
): AsyncGenerator<KeyedRow> {
  let count = 0
  for await (const row of rows) {
    if (++count % 5_000 === 0) await breathe(signal)
    yield { key: keyOf(table, row), hash: rowHash(table.columns, row).slice(0, hashDigits) }
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
): Promise<Comparison> {
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
    most = mostRows,
  }: { names: SparkNames; tables: readonly PublishedTable[]; version: number; signal: AbortSignal; most?: number },
): Promise<Comparison> {
  await stateOf(engine, names)
  const kept = (await keptVersions(engine, names)).find((one) => one.version === version)
  if (!kept) throw notKept(version)
  const digests = JSON.parse(kept.digests) as Record<string, string>
  const there = new Map(
    Object.entries(digests).map(([name, digest]): [string, There] => {
      const rows = Number(digest.split(':')[0])
      const table = tables.find((one) => one.name === name)
      const read = async () => {
        if (!table || rows > most) return null
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
function hashesOf(names: SparkNames, { name, key, columns }: PublishedTable, version: number): string {
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
