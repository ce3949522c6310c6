import type { ColumnKind } from '../../../../shared/export/export-spec.ts'

/** A column of an export. */
export interface ExportColumn {
  label: string
  kind: ColumnKind
}

/** A value: text, a number, `YYYY-MM-DD` of a date, epoch milliseconds of an instant, texts of a list; null = unknown. */
export type ExportCell = string | number | null | readonly string[]
export type ExportRow = readonly ExportCell[]

/** Rows that are exported, a few hundred or thousand at a time. */
export interface RowSource {
  columns: readonly ExportColumn[]
  /** Rows there are in all. */
  total: number
  chunks: () => Iterable<readonly ExportRow[]> | AsyncIterable<readonly ExportRow[]>
}
