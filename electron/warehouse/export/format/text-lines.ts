import { stringify } from 'csv-stringify/sync'
import { type ExportSpec, separators, type TextOptions } from '../../../../shared/export/export-spec.ts'
import { formulaStart } from '../export-csv.ts'
import type { ExportCell, ExportColumn, ExportRow } from '../source/row-source.ts'

/** A format of text: what comes first, and the lines of some rows. */
export interface TextFormat {
  head: string
  lines: (rows: readonly ExportRow[]) => string
}

/** A cell as text or a number: lists by commas as the grid has them, instants in UTC. */
export function flat(kind: ExportColumn['kind'], cell: ExportCell): string | number | null {
  if (cell === null) return null
  if (kind === 'instant' && typeof cell === 'number') return instantText(cell)
  return typeof cell === 'string' || typeof cell === 'number' ? cell : cell.join(', ')
}

/** An instant in the form of ISO 8601; what is no instant as the number that it is. */
function instantText(at: number): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString()
}

/** Separated values: CSV by RFC 4180, or what spreadsheets paste. */
export function separated(
  columns: readonly ExportColumn[],
  { separator, bom, decimal, guard }: TextOptions,
  isPaste = false,
): TextFormat {
  const delimiter = isPaste ? separators.tab : separators[separator]
  const options = {
    delimiter,
    record_delimiter: isPaste ? ('unix' as const) : ('windows' as const),
    // What would end a field or a line is quoted.
    quoted_match: /[\r\n"]/,
    cast: {
      string: (value: string) => {
        // An empty text is not the same as none.
        if (value === '') return isPaste ? value : { value, quoted_empty: true }
        return guard && formulaStart.test(value) ? `'${value}` : value
      },
      number: (value: number) => (decimal === 'comma' ? String(value).replace('.', ',') : String(value)),
    },
  }
  const lines = (rows: readonly ExportRow[]): string =>
    stringify(
      rows.map((row) => columns.map(({ kind }, index) => flat(kind, row[index] ?? null))),
      options,
    )
  return { head: (bom && !isPaste ? '\ufeff' : '') + stringify([columns.map(({ label }) => label)], options), lines }
}

/** One JSON object a line; columns of the same name are told apart by a number. */
function ndjson(columns: readonly ExportColumn[]): TextFormat {
  const names = uniqueNames(columns)
  return {
    head: '',
    lines: (rows) =>
      rows
        .map((row) => {
          const cells = columns.map(({ kind }, index) => {
            const cell = row[index] ?? null
            return [names[index], kind === 'list' ? cell : flat(kind, cell)]
          })
          return `${JSON.stringify(Object.fromEntries(cells))}\n`
        })
        .join(''),
  }
}

/** Labels as names of fields: what is there already gets a number behind it. */
export function uniqueNames(columns: readonly ExportColumn[]): string[] {
  const taken = new Set<string>()
  return columns.map(({ label }) => {
    let name = label
    for (let again = 2; taken.has(name); again++) name = `${label} ${again}`
    taken.add(name)
    return name
  })
}

/** A table of Markdown; numbers at the end of their columns. */
function markdown(columns: readonly ExportColumn[]): TextFormat {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
  const text = (value: string): string =>
    value
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('\\', '\\\\')
      .replaceAll('|', '\\|')
      .replaceAll(/\r\n|\r|\n/g, '<br>')
  const isNumber = (kind: ExportColumn['kind']): boolean => ['integer', 'decimal', 'share'].includes(kind)
  return {
    head:
      line(columns.map(({ label }) => text(label))) + line(columns.map(({ kind }) => (isNumber(kind) ? '--:' : '---'))),
    lines: (rows) =>
      rows
        .map((row) => line(columns.map(({ kind }, index) => text(String(flat(kind, row[index] ?? null) ?? '')))))
        .join(''),
  }
}

/** A format of text; null for one that is not. */
export function textFormatOf(
  { format, text }: Pick<ExportSpec, 'format' | 'text'>,
  columns: readonly ExportColumn[],
): TextFormat | null {
  if (format === 'csv') return separated(columns, text)
  if (format === 'tsv') return separated(columns, text, true)
  if (format === 'ndjson') return ndjson(columns)
  return format === 'markdown' ? markdown(columns) : null
}
