import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { KnownError } from '../../../shared/ipc/result.ts'
import { type TableKey, tableKeys } from '../../../shared/table-definitions/definition.ts'
import { newFile, unguessable } from '../../files/small-file.ts'
import type { ReadableDb } from '../file/connection.ts'
import { snapshot } from '../file/snapshot.ts'
import { isTooMany, tooMany } from '../file/sqlite-errors.ts'
import { csvHeader, csvRow } from './export-csv.ts'
import type { ExportFormat } from './export-formats.ts'
import { type Column, type Row, writeParquet } from './parquet-table.ts'
import { refuseTarget } from './target.ts'

export interface ExportOutcome {
  table: TableKey
  format: ExportFormat
  rows: number
  bytes: number
}

const formatOfExtension: Record<string, ExportFormat> = {
  '.csv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.parquet': 'parquet',
}
/** Rows that a piece of text written at once holds. */
const CHUNK_ROWS = 500

/** The format that a file name asks for; null when its ending is none of .csv, .ndjson, .jsonl, .parquet. */
export function formatOf(file: string): ExportFormat | null {
  return formatOfExtension[extname(file).toLowerCase()] ?? null
}

export interface ExportSettings {
  /** The data folder: nothing is written anywhere in it. */
  keepOut?: string
  /** Whether a CSV begins with a byte order mark. */
  bom?: boolean
}

/**
 * Writes a table to a file: all its columns but binary ones (bodies of bronze pages stay where they are), in key order,
 * streamed. The file appears complete or not at all (written under a name nobody can guess, then renamed) and holds as many rows
 * as the table has. Throws KnownError `bad_input` (no such table), `forbidden` (the target is no plain file, or lies in a data
 * folder), `disk_full`, `read_only`.
 */
export async function exportTable(
  db: ReadableDb,
  table: string,
  file: string,
  format: ExportFormat,
  { keepOut, bom = false }: ExportSettings = {},
): Promise<ExportOutcome> {
  const key = tableKeys.find((known) => known === table)
  if (!key) throw new KnownError('bad_input', `There is no table "${table}". Known: ${tableKeys.join(', ')}.`)
  await refuseTarget(file, keepOut)
  const temporary = unguessable(file)
  try {
    // Made here and by us: whoever writes to it by name next opens what is ours.
    await (await open(temporary, newFile, 0o666)).close()
    const rows = await snapshot(db, () => writeTable(db, key, temporary, format, bom))
    const part = await open(temporary, 'r+')
    await part.sync()
    const { size } = await part.stat()
    await part.close()
    await rename(temporary, file)
    return { table: key, format, rows, bytes: size }
  } catch (error) {
    await rm(temporary, { force: true })
    throw asKnown(error)
  }
}

async function writeTable(
  db: ReadableDb,
  table: TableKey,
  file: string,
  format: ExportFormat,
  bom: boolean,
): Promise<number> {
  const columns = exportedColumns(db, table)
  const expected = Number(db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get())
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  const statement = db.prepare(`SELECT ${names} FROM "${table}" ORDER BY 1, 2`).raw()
  const counted = { rows: 0 }
  const rows = countRows(statement.iterate() as IterableIterator<Row>, counted)
  if (format === 'parquet') writeParquet(rows, columns, file)
  else await writeText(rows, columns, file, format, bom)
  if (counted.rows !== expected) {
    throw new KnownError('conflict', 'The warehouse changed while it was exported. Nothing was written; export again.')
  }
  return counted.rows
}

function exportedColumns(db: ReadableDb, table: TableKey): Column[] {
  const info = db.prepare(`PRAGMA table_info("${table}")`).all() as {
    name: string
    type: string
    notnull: number
    pk: number
  }[]
  // A key is never null in a STRICT table, though INTEGER PRIMARY KEY is not reported so.
  return info.flatMap(({ name, type, notnull, pk }) =>
    type === 'INTEGER' || type === 'REAL' || type === 'TEXT' ? [{ name, type, required: notnull === 1 || pk > 0 }] : [],
  )
}

function* countRows(rows: Iterable<Row>, counted: { rows: number }): Generator<Row> {
  for (const row of rows) {
    counted.rows++
    yield row
  }
}

async function writeText(
  rows: Iterable<Row>,
  columns: Column[],
  file: string,
  format: 'csv' | 'ndjson',
  bom: boolean,
): Promise<void> {
  const names = columns.map(({ name }) => name)
  const line =
    format === 'csv'
      ? csvRow
      : (row: Row) => `${JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i]])))}\n`
  function* chunks(): Generator<string> {
    if (bom) yield '\ufeff'
    if (format === 'csv') yield csvHeader(names)
    let lines: string[] = []
    for (const row of rows) {
      lines.push(line(row))
      if (lines.length < CHUNK_ROWS) continue
      yield lines.join('')
      lines = []
    }
    yield lines.join('')
  }
  await pipeline(Readable.from(chunks()), createWriteStream(file))
}

/** A failure of writing as a person can act on it. */
export function asKnown(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (isTooMany(error)) return new KnownError('unavailable', tooMany)
  if (code === 'ENOSPC') return new KnownError('disk_full', 'The disk is full: the export was not written.')
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return new KnownError('read_only', 'The target folder cannot be written to. Choose another one.')
  }
  if (code === 'ENOENT') return new KnownError('not_found', 'The target folder does not exist.')
  return error
}
