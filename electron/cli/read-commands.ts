import { resolve } from 'node:path'
import { KnownError } from '../../shared/result.ts'
import { exportTable, formatOf } from '../warehouse/export.ts'
import type { ExportFormat } from '../warehouse/export-formats.ts'
import { type Cell, prepareUserQuery } from '../warehouse/queries/user-query.ts'
import { type CliContext, type CommonOptions, withReader } from './cli-context.ts'
import { exitCodes } from './exit-codes.ts'
import { plain, textTable } from './text-table.ts'

/** `query`: one reading statement; a table on a terminal, tab-separated text otherwise, objects with `--json`. */
export async function query(
  context: CliContext,
  options: CommonOptions & { limit: number },
  sql = '',
): Promise<number> {
  return withReader(context, (db) => {
    const { columns, rows } = prepareUserQuery(db, sql)
    const kept: Cell[][] = []
    let truncated = false
    for (const row of rows) {
      truncated = kept.length === options.limit
      if (truncated) break
      kept.push(row.map((cell) => (typeof cell === 'bigint' ? String(cell) : cell)))
    }
    if (context.json) {
      const objects = kept.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])))
      context.result({ columns, rows: objects, rowCount: kept.length, truncated })
    } else if (process.stdout.isTTY) for (const line of textTable(columns, kept)) context.say(line)
    else for (const row of [columns, ...kept]) context.say(row.map(plain).join('\t'))
    if (truncated) context.deps.err(`Only the first ${options.limit} rows are shown (--limit).\n`)
    return exitCodes.complete
  })
}

/** `export`: a table to a CSV, NDJSON or Parquet file. */
export async function exportCommand(
  context: CliContext,
  options: CommonOptions & { out: string; format?: ExportFormat },
  table = '',
): Promise<number> {
  const format = options.format ?? formatOf(options.out)
  if (!format)
    throw new KnownError(
      'bad_input',
      'The ending of --out must be .csv, .ndjson or .parquet, or --format must be given.',
    )
  const outcome = await withReader(context, (db) => exportTable(db, table, resolve(options.out), format))
  context.say(
    `${outcome.rows.toLocaleString('en-US')} rows of ${outcome.table} written as ${format} (${outcome.bytes.toLocaleString('en-US')} bytes).`,
  )
  context.result(outcome)
  return exitCodes.complete
}
