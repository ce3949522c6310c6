import { spreadsheetField } from '../../text.ts'

/** A value as it is copied: numbers unrounded and ungrouped, null for unknown. */
export type CellValue = string | number | null

/** Cells as CSV (RFC 4180: CRLF, doubled quotes), numbers unrounded. */
export function toCsv(rows: readonly (readonly CellValue[])[], header: readonly string[]): string {
  return [header, ...rows].map((cells) => `${cells.map((cell) => spreadsheetField(cell, ',')).join(',')}\r\n`).join('')
}

/**
 * Cells as tab-separated text the way spreadsheets paste it: one line a row, a value with a tab, line break or quote in
 * doubled quotes.
 *
 * @param header column labels, or null for none
 */
export function toTsv(rows: readonly (readonly CellValue[])[], header: readonly string[] | null): string {
  const lines = header ? [header, ...rows] : rows
  return lines.map((cells) => cells.map((cell) => spreadsheetField(cell, '\t')).join('\t')).join('\n')
}
