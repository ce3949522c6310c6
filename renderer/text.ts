import { normalised } from '../shared/filter/marks.ts'

/** Text as it is compared: case and accents do not count, so that "francais" finds "Français". */
export function folded(text: string): string {
  return normalised(text, 'NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/**
 * A value as a field of a file or paste for spreadsheets: unknown is empty, numbers unrounded, text never run as a formula, and
 * quoted where it holds a sign that would end the field.
 *
 * @param separator what stands between two fields
 */
export function spreadsheetField(value: string | number | null, separator: ',' | '\t'): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  // A leading =, +, -, @, tab or return would be run as a formula: a quote before it keeps it text.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return safe.includes(separator) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
