import { hash } from 'node:crypto'
import { addressPath } from './address-path.ts'
import type { CleanMovie } from './clean-movie.ts'

/** Grows when the hashed fields, their order or their cleaning change, so that old hashes are never compared with new ones. */
export const hashVersion = 2

/** The fields whose change is a change of the film, in hash order. Torrents, seeds and peers are no part of it: they never leave bronze. */
export const hashedFields = [
  'imdb_code',
  'slug',
  'url',
  'title',
  'title_english',
  'title_long',
  'year',
  'rating',
  'mpa_rating',
  'runtime',
  'language',
  'state',
  'date_uploaded',
  'date_uploaded_unix',
  'background_image',
  'background_image_original',
  'small_cover_image',
  'medium_cover_image',
  'large_cover_image',
  'yt_trailer_code',
  'description_full',
  'summary',
  'synopsis',
] as const satisfies readonly (keyof CleanMovie)[]

const unknown = '\u0001'
const same = '\u0004'

const path = (address: string | null): string => (address === null ? unknown : addressPath(address))

/** The hash of a film given by its values in the order of `hashedFields`. */
export function contentHashOf(cells: readonly (string | number | null)[], genres: readonly string[]): string {
  const movie = Object.fromEntries(hashedFields.map((field, column) => [field, cells[column] ?? null]))
  return contentHash(movie as unknown as CleanMovie, genres)
}

/**
 * SHA-256 (hex, first 128 bits) over the cleaned film: fields in a fixed order, genres sorted. Taken after cleaning, so key order,
 * white space, Unicode form and number spelling do not count; of addresses only the path does. Cleaned texts hold no control character but line breaks and
 * tabs, so the separators are unambiguous; an unknown value differs from an empty text.
 */
export function contentHash(movie: CleanMovie, genres: readonly string[]): string {
  const full = movie.description_full ?? unknown
  const summary = movie.summary ?? unknown
  const synopsis = movie.synopsis ?? unknown
  // Written out field by field: a loop over names takes twice the time, and this runs for every film of a sweep.
  const text = `${movie.imdb_code ?? unknown}\u0002${movie.slug}\u0002${path(movie.url)}\u0002${movie.title}\u0002${
    movie.title_english ?? unknown
  }\u0002${movie.title_long ?? unknown}\u0002${movie.year ?? unknown}\u0002${movie.rating ?? unknown}\u0002${
    movie.mpa_rating ?? unknown
  }\u0002${movie.runtime ?? unknown}\u0002${movie.language ?? unknown}\u0002${movie.state ?? unknown}\u0002${
    movie.date_uploaded ?? unknown
  }\u0002${movie.date_uploaded_unix ?? unknown}\u0002${path(movie.background_image)}\u0002${path(
    movie.background_image_original,
  )}\u0002${path(movie.small_cover_image)}\u0002${path(movie.medium_cover_image)}\u0002${path(
    movie.large_cover_image,
  )}\u0002${movie.yt_trailer_code ?? unknown}\u0002${full}\u0002${summary === full ? same : summary}\u0002${
    synopsis === full ? same : synopsis
  }\u0003${genres.join('\u0003')}`
  return hash('sha256', text, 'hex').slice(0, 32)
}
