import { hash } from 'node:crypto'
import { hashedFields } from '../../../shared/model/fields.ts'
import type { CleanMovie } from './cleaning/clean-movie.ts'
import { hashedText } from './hashed-text.ts'

/**
 * Grows when a cleaned film of the same values gets another hash, so that old hashes are never compared with new ones. Not when
 * cleaning changes: another value gives another hash by itself.
 */
export const hashVersion = 2

/**
 * SHA-256 (hex, first 128 bits) of a cleaned film's `hashedText`. Taken after cleaning, so key order, white space, Unicode form and number
 * spelling do not count.
 */
export function contentHashOf(cells: readonly (string | number | null)[], genres: readonly string[]): string {
  return hash('sha256', hashedText(cells, genres), 'hex').slice(0, 32)
}

/** The hash of a film as it is stored. */
export function contentHash(movie: CleanMovie, genres: readonly string[]): string {
  return contentHashOf(
    hashedFields.map((field) => movie[field]),
    genres,
  )
}
