import { stringify } from 'csv-stringify/sync'

/**
 * What a spreadsheet takes for a formula when a cell begins with it, full-width forms included
 * (OWASP ASVS 1.2.10). An apostrophe in front makes it text.
 */
export const formulaStart = /^[=+\-@\t\r\0\uFF1D\uFF0B\uFF0D\uFF20]/

const options = {
  // RFC 4180: CRLF between records; text always quoted, so that breaks and quotes inside are safe and '' differs from null.
  record_delimiter: 'windows',
  quoted_string: true,
  cast: { string: (value: string) => (formulaStart.test(value) ? `'${value}` : value) },
} as const

/** One record. Numbers are written bare, negative ones too; null is an empty field. */
export function csvRow(row: readonly (string | number | null)[]): string {
  return stringify([[...row]], options)
}

/** The first record: column names. */
export function csvHeader(names: readonly string[]): string {
  return stringify([[...names]], options)
}
