import type { ReadableDb } from './connection.ts'
import type { CleanMovie } from './silver/clean-movie.ts'
import { contentHash, hashVersion } from './silver/content-hash.ts'

/**
 * Films whose stored fields no longer have the content hash they were stored with: SQLite's own check looks at structure,
 * not at what a text says. `rebuild` makes them again from bronze.
 */
export function damagedFilms(db: ReadableDb): number[] {
  const genresOf = db
    .prepare<[number], string>('SELECT genre FROM silver_movie_genre WHERE movie_id = ? ORDER BY genre')
    .pluck()
  const damaged: number[] = []
  const films = db.prepare<[number], CleanMovie & { content_hash: string }>(
    'SELECT * FROM silver_movie WHERE hash_version = ? ORDER BY movie_id',
  )
  for (const film of films.iterate(hashVersion)) {
    if (contentHash(film, genresOf.all(film.movie_id)) !== film.content_hash) damaged.push(film.movie_id)
  }
  return damaged
}

/** How many published films say something else than silver does. Silver of an unpublished run is ahead, and left out. */
export function filmsUnlikeSilver(db: ReadableDb): number {
  return db
    .prepare<[], number>(
      `SELECT count(*) FROM fact_movies f JOIN dim_movie m USING (movie_key) JOIN silver_movie s ON s.movie_id = f.movie_id
       WHERE s.change_seq <= (SELECT CAST(value AS INTEGER) FROM warehouse_state WHERE key = 'gold_seq')
         AND (m.slug IS NOT s.slug OR m.url IS NOT s.url OR m.title IS NOT s.title OR m.title_english IS NOT s.title_english
          OR m.description_full IS NOT s.description_full OR m.summary IS NOT s.summary OR m.synopsis IS NOT s.synopsis
          OR m.background_image_original IS NOT s.background_image_original OR m.large_cover_image IS NOT s.large_cover_image
          OR f.imdb_code IS NOT s.imdb_code OR f.rating IS NOT s.rating OR f.runtime_minutes IS NOT s.runtime)`,
    )
    .pluck()
    .get() as number
}
