import { fieldOf, hashedFields } from '../../../shared/model/fields.ts'
import { addressPath } from './cleaning/address-path.ts'

const unknown = '\u0001'
const same = '\u0004'

const cleanerOf = hashedFields.map((field) => fieldOf(field).cleaner)
const isAddress = cleanerOf.map((cleaner) => cleaner === 'address')
const firstLong = cleanerOf.indexOf('long_text')
/** Long texts that mostly say the first one again. */
const isRepeat = cleanerOf.map((cleaner, column) => cleaner === 'long_text' && column > firstLong)

/**
 * What the content hash of a film is of: its values in the order of `hashedFields`, and its genres, sorted. Two films have the same text
 * only where all that counts of them is the same: of addresses the path does. Cleaned texts hold no control character but line breaks
 * and tabs, so the separators are unambiguous; an unknown value differs from an empty text.
 */
export function hashedText(cells: readonly (string | number | null)[], genres: readonly string[]): string {
  const full = cells[firstLong] ?? unknown
  const parts = cells.map((cell, column) => {
    const value = cell ?? unknown
    if (isRepeat[column] && value === full) return same
    return isAddress[column] && cell !== null ? addressPath(String(cell)) : value
  })
  return `${parts.join('\u0002')}\u0003${genres.join('\u0003')}`
}
