import { hash } from 'node:crypto'
import { fieldOf, hashedFields } from '../../../shared/model/fields.ts'
import { addressPath } from './cleaning/address-path.ts'
import type { CleanMovie } from './cleaning/clean-movie.ts'

/**
 * Grows when a cleaned film of the same values gets another hash, so that old hashes are never compared with new ones. Not when
 * cleaning changes: another value gives another hash by itself.
 */
export const hashVersion = 2

const unknown = '\u0001'
const same = '\u0004'

const cleanerOf = hashedFields.map((field) => fieldOf(field).cleaner)
const isAddress = cleanerOf.map((cleaner) => cleaner === 'address')
const firstLong = cleanerOf.indexOf('long_text')
/** Long texts that mostly say the first one again. */
const isRepeat = cleanerOf.map((cleaner, column) => cleaner === 'long_text' && column > firstLong)

/**
 * SHA-256 (hex, first 128 bits) over a cleaned film, given by its values in the order of `hashedFields` and its genres, sorted. Taken
 * after cleaning, so key order, white space, Unicode form and number spelling do not count; of addresses only the path does. Cleaned
 * texts hold no control character but line breaks and tabs, so the separators are unambiguous; an unknown value differs from an
 * empty text.
 */
export function contentHashOf(cells: readonly (string | number | null)[], genres: readonly string[]): string {
  const full = cells[firstLong] ?? unknown
  const parts = cells.map((cell, column) => {
    const value = cell ?? unknown
    if (isRepeat[column] && value === full) return same
    return isAddress[column] && cell !== null ? addressPath(String(cell)) : value
  })
  return hash('sha256', `${parts.join('\u0002')}\u0003${genres.join('\u0003')}`, 'hex').slice(0, 32)
}

/** The hash of a film as it is stored. */
export function contentHash(movie: CleanMovie, genres: readonly string[]): string {
  return contentHashOf(
    hashedFields.map((field) => movie[field]),
    genres,
  )
}
