import { absentKeys } from './absent-fields.ts'
import { type CleanMovie, cleanMovie } from './clean-movie.ts'
import { contentHash } from './content-hash.ts'
import { type Drift, driftCounter } from './drift.ts'
import type { Cell, PreparedRow } from './prepared-row.ts'
import { quarantinePayload } from './quarantine.ts'

/** The rows of a page, ready to be stored, and how they differ from the modelled shape. */
export interface PreparedRows {
  /** In the page's order, refused ones included. */
  rows: readonly PreparedRow[]
  drift: readonly Drift[]
}

/** Cleans and hashes one row as received, or refuses it. Pure and total, as `cleanMovie`. */
export function prepareRow(row: unknown): PreparedRow {
  const cleaned = cleanMovie(row)
  if (!cleaned.ok) {
    const { movieId, rule, reason } = cleaned
    return { ok: false, movieId, rule, reason, payload: quarantinePayload(row) }
  }
  const { movie, genres, rules } = cleaned
  const digest = contentHash(movie, genres)
  const absent = absentKeys(row as Record<string, unknown>)
  return { ok: true, movieId: movie.movie_id, digest, cells: content(movie), genres, rules, absent }
}

/**
 * Prepares the rows of a page: the share of storing that needs no database, and so may be done on any thread. `around`: text that
 * stood around the JSON of its answer.
 */
export function prepareRows(movies: readonly unknown[], around: string | null = null): PreparedRows {
  const drift = driftCounter()
  if (around !== null) drift.around(around)
  const rows = movies.map((row) => {
    drift.watch(row)
    return prepareRow(row)
  })
  return { rows, drift: drift.take() }
}

function content(movie: CleanMovie): Cell[] {
  // In the order of hashedFields, written out because this runs for every film of a load.
  return [
    movie.imdb_code,
    movie.slug,
    movie.url,
    movie.title,
    movie.title_english,
    movie.title_long,
    movie.year,
    movie.rating,
    movie.mpa_rating,
    movie.runtime,
    movie.language,
    movie.state,
    movie.date_uploaded,
    movie.date_uploaded_unix,
    movie.background_image,
    movie.background_image_original,
    movie.small_cover_image,
    movie.medium_cover_image,
    movie.large_cover_image,
    movie.yt_trailer_code,
    movie.description_full,
    movie.summary,
    movie.synopsis,
  ]
}
