import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KnownError } from '../../shared/ipc/result.ts'
import { pathOf } from '../config/data-dir.ts'
import { exportTable, formatOf } from '../warehouse/export/export.ts'
import { exportBronze } from '../warehouse/export/export-bronze.ts'
import type { ExportFormat } from '../warehouse/export/export-formats.ts'
import { type Cell, prepareForUser, prepareUserQuery } from '../warehouse/read/queries/user-query.ts'
import { type CliContext, type CommonOptions, withReader } from './cli-context.ts'
import { exitCodes } from './exit-codes.ts'
import { plain, textTable } from './text-table.ts'

/** The most that one answer of `query` holds, in bytes or so. */
const largestResponse = 64 * 1024 * 1024
/** Rows whose widths an aligned table goes by: later ones may be wider. */
const measuredRows = 500

/**
 * `query`: one reading statement, which `-` reads from standard input; a table on a terminal, tab-separated text otherwise, objects
 * with `--json`. Rows are written as they come, so that an answer costs no memory, and up to `largestResponse`.
 */
export async function query(
  context: CliContext,
  options: CommonOptions & { limit: number },
  words = '',
): Promise<number> {
  const sql = words === '-' ? await context.deps.input() : words
  return withReader(context, async (db) => {
    prepareForUser(db)
    const { columns, rows } = prepareUserQuery(db, sql)
    const names = distinct(columns)
    const write = context.json
      ? jsonWriter(context, columns, names)
      : context.deps.isTable
        ? tableWriter(context, columns)
        : textWriter(context, columns)
    let count = 0
    let bytes = 0
    let cut: string | null = null
    try {
      for (const row of rows) {
        if (count === options.limit) cut = `Only the first ${options.limit} rows are shown (--limit).`
        else if (bytes > largestResponse)
          cut = `Only the first ${count} rows are shown: the answer is larger than 64 MB.`
        if (cut !== null || context.deps.isClosed()) break
        bytes += write.row(row)
        count++
        await context.deps.room()
      }
    } catch (error) {
      // What was begun is ended, so that the failure is told on a line of its own.
      write.end(count, true)
      throw error
    }
    write.end(count, cut !== null)
    if (cut !== null) context.deps.err(`${cut}\n`)
    return exitCodes.complete
  })
}

/** How rows are written: `row` gives the bytes of one, or so. */
interface RowWriter {
  row(cells: readonly Cell[]): number
  end(count: number, truncated: boolean): void
}

/** Column names, of which repeated ones are numbered: an object would keep the last of them only. */
function distinct(columns: readonly string[]): string[] {
  const used = new Set(columns)
  const seen = new Set<string>()
  return columns.map((name) => {
    let own = name
    for (let number = 2; seen.has(own) || (own !== name && used.has(own)); number++) own = `${name}_${number}`
    seen.add(own)
    return own
  })
}

function jsonWriter({ deps }: CliContext, columns: readonly string[], names: readonly string[]): RowWriter {
  deps.out(`{"columns":${JSON.stringify(columns)},"rows":[`)
  let first = true
  return {
    row(cells) {
      const pairs = names.map((name, index) => `${JSON.stringify(name)}:${jsonCell(cells[index] ?? null)}`)
      const text = `${first ? '' : ','}{${pairs.join(',')}}`
      first = false
      deps.out(text)
      return text.length
    },
    end: (count, truncated) => deps.out(`],"rowCount":${count},"truncated":${truncated}}\n`),
  }
}

/** Whole numbers that a double cannot hold are written as text: most readers of JSON would round them. */
function jsonCell(cell: Cell): string {
  if (typeof cell === 'bigint') {
    const exact = cell >= BigInt(Number.MIN_SAFE_INTEGER) && cell <= BigInt(Number.MAX_SAFE_INTEGER)
    return exact ? String(cell) : `"${cell}"`
  }
  return typeof cell === 'number' && !Number.isFinite(cell) ? `"${cell}"` : JSON.stringify(cell)
}

function textWriter(context: CliContext, columns: readonly string[]): RowWriter {
  const row = (cells: readonly unknown[]): number => {
    const line = cells.map(plain).join('\t')
    context.say(line)
    return line.length
  }
  row(columns)
  return { row, end: () => {} }
}

function tableWriter(context: CliContext, columns: readonly string[]): RowWriter {
  let waiting: (readonly Cell[])[] | null = []
  let line: (cells: readonly unknown[]) => string = () => ''
  const begin = (): void => {
    const table = textTable(columns, waiting ?? [])
    for (const text of table.lines) context.say(text)
    line = table.line
    waiting = null
  }
  return {
    row(cells) {
      if (waiting === null) context.say(line(cells))
      else if (waiting.push(cells) === measuredRows) begin()
      return cells.reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 8), 0)
    },
    end() {
      if (waiting !== null) begin()
    },
  }
}

/** `export`: a table to a CSV, NDJSON or Parquet file, or to standard output (`-`). */
export async function exportCommand(
  context: CliContext,
  options: CommonOptions & { out: string; format?: ExportFormat; bom?: boolean },
  table = '',
): Promise<number> {
  const toOutput = options.out === '-'
  const format = options.format ?? (toOutput ? 'csv' : formatOf(options.out))
  if (!format)
    throw new KnownError(
      'bad_input',
      'The ending of --out must be .csv, .ndjson or .parquet, or --format must be given.',
    )
  if (options.bom && format !== 'csv') throw new KnownError('bad_input', '--bom is for CSV files only.')
  if (toOutput && context.json)
    throw new KnownError('bad_input', 'Standard output cannot hold both the table (--out -) and the answer (--json).')
  const folder = toOutput ? mkdtempSync(join(tmpdir(), 'yts-export-')) : null
  try {
    const file = folder ? join(folder, `table.${format}`) : pathOf(options.out)
    const settings = { keepOut: context.dataDir, bom: options.bom ?? false }
    const outcome = await withReader(context, (db) => exportTable(db, table, file, format, settings))
    const told = `${outcome.rows.toLocaleString('en-US')} rows of ${outcome.table} written as ${format} (${outcome.bytes.toLocaleString('en-US')} bytes).`
    if (!folder) context.say(told)
    else {
      for await (const chunk of createReadStream(file)) {
        if (context.deps.isClosed()) break
        context.deps.out(chunk)
        await context.deps.room()
      }
      context.deps.err(`${told}\n`)
    }
    context.result(outcome)
    return exitCodes.complete
  } finally {
    if (folder) rmSync(folder, { recursive: true, force: true })
  }
}

/** `export-bronze`: the readings of films without torrents, for the transform on a cluster, as a folder of Parquet files. */
export async function exportBronzeCommand(
  context: CliContext,
  options: CommonOptions & { out: string; after: number },
): Promise<number> {
  const settings = { after: options.after, keepOut: context.dataDir }
  const outcome = await withReader(context, (db) => exportBronze(db, pathOf(options.out), settings))
  const count = (number: number): string => number.toLocaleString('en-US')
  context.say(`${count(outcome.films)} readings of films, of ${count(outcome.runs)} published runs, written.`)
  if (outcome.lost > 0)
    context.deps.err(
      `${count(outcome.lost)} films were left out: they cannot be told without what identifies a download.\n`,
    )
  context.result(outcome)
  return exitCodes.complete
}
