import { spreadsheetField } from '../../text.ts'
import type { ChartTable } from '../model.ts'

/** A chart's table as CSV (RFC 4180: CRLF, doubled quotes), numbers unrounded. */
export function tableToCsv(table: ChartTable): string {
  const lines = [table.columns.map((column) => column.label), ...table.rows]
  return lines.map((cells) => `${cells.map((cell) => spreadsheetField(cell, ',')).join(',')}\r\n`).join('')
}
