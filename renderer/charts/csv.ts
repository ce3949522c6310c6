import type { Cell, ChartTable } from './model.ts'

function field(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  // A leading =, +, -, @, tab or return would be run as a formula by a spreadsheet: a quote before it keeps it text.
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A chart's table as CSV (RFC 4180: CRLF, doubled quotes), numbers unrounded. */
export function tableToCsv(table: ChartTable): string {
  const lines = [table.columns.map((column) => column.label), ...table.rows]
  return lines.map((cells) => `${cells.map(field).join(',')}\r\n`).join('')
}
