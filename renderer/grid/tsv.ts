/** A value as it is copied: numbers unrounded and ungrouped, null for unknown. */
export type CellValue = string | number | null

function field(value: CellValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  // A leading =, +, -, @, tab or return would be run as a formula by a spreadsheet: a quote before it keeps it text.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /["\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * Cells as tab-separated text the way spreadsheets paste it: one line a row, a value with a tab, line break or quote in
 * doubled quotes.
 *
 * @param header column labels, or null for none
 */
export function toTsv(rows: readonly (readonly CellValue[])[], header: readonly string[] | null): string {
  const lines = header ? [header, ...rows] : rows
  return lines.map((cells) => cells.map(field).join('\t')).join('\n')
}
