import { toCsv } from '../../grid/focus/tsv.ts'
import type { ChartTable } from '../model.ts'

/** A chart's table as CSV. */
export function tableToCsv(table: ChartTable): string {
  return toCsv(
    table.rows,
    table.columns.map((column) => column.label),
  )
}
