import type { ColumnKind, ExportSource } from '../../../../shared/export/export-spec.ts'
import type { ExportCell, ExportRow, RowSource } from './row-source.ts'

const chunkRows = 1_000

/** Rows that the page worked out, each as wide as the columns; a column with other values than it says is one of text. */
export function givenRows({ columns, rows }: Extract<ExportSource, { kind: 'rows' }>): RowSource {
  const kinds = columns.map(({ kind }, index) => kindOf(kind, rows, index))
  const cells = (row: readonly (string | number | null)[]): ExportRow =>
    kinds.map((kind, index): ExportCell => {
      const value = row[index] ?? null
      if (typeof value === 'number' && !Number.isFinite(value)) return null
      return kind === 'text' && typeof value === 'number' ? String(value) : value
    })
  return {
    columns: columns.map(({ label }, index) => ({ label, kind: kinds[index] ?? 'text' })),
    total: rows.length,
    chunks: function* () {
      for (let from = 0; from < rows.length; from += chunkRows) yield rows.slice(from, from + chunkRows).map(cells)
    },
  }
}

function kindOf(said: ColumnKind, rows: readonly (readonly (string | number | null)[])[], index: number): ColumnKind {
  if (said === 'text' || said === 'list') return 'text'
  if (said === 'date') return rows.every((row) => isDay(row[index])) ? said : 'text'
  let kind: ColumnKind = said
  for (const row of rows) {
    const value = row[index]
    if (typeof value === 'string') return 'text'
    if (kind === 'integer' && typeof value === 'number' && Number.isFinite(value) && !Number.isSafeInteger(value))
      kind = 'decimal'
  }
  return kind
}

function isDay(value: string | number | null | undefined): boolean {
  return value === null || value === undefined || (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value))
}
