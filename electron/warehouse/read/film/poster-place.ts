import { type PosterPlace, posterPlace } from '../../../../shared/model/values/poster.ts'
import type { ReadableDb } from '../../file/connection.ts'

interface Addresses {
  medium: string | null
  large: string | null
  small: string | null
}

const addresses = 'medium_cover_image AS medium, large_cover_image AS large, small_cover_image AS small'

/** Films looked through for a host, the newest first. */
const newestFilms = 20

/** Where a film's poster lies: of the middle size where it has one. Null where silver has none, or not the film. */
export function posterPlaceOf(db: ReadableDb, movieId: number): PosterPlace | null {
  const row = db.prepare<[number], Addresses>(`SELECT ${addresses} FROM silver_movie WHERE movie_id = ?`).get(movieId)
  return row ? firstPlace(row) : null
}

/**
 * The host that the newest film with a poster names. The source moves its images now and then, and the addresses of older films are
 * kept as they came first.
 */
export function newestPosterHost(db: ReadableDb): string | null {
  const rows = db
    .prepare<[number], Addresses>(`SELECT ${addresses} FROM silver_movie ORDER BY movie_id DESC LIMIT ?`)
    .all(newestFilms)
  for (const row of rows) {
    const place = firstPlace(row)
    if (place) return place.host
  }
  return null
}

function firstPlace({ medium, large, small }: Addresses): PosterPlace | null {
  return posterPlace(medium) ?? posterPlace(large) ?? posterPlace(small)
}
