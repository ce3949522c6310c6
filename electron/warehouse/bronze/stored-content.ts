import { movieFields } from '../../../shared/model/fields.ts'
import type { ReadableDb } from '../file/connection.ts'
import { singles } from '../gold/gathered.ts'
import type { CleanMovie } from '../silver/cleaning/clean-movie.ts'
import { contentHash, hashVersion } from '../silver/content-hash.ts'

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

const measures = singles.flatMap(({ dimension: { gold }, column }) =>
  gold.measure ? [`f.${gold.measure.column} IS NOT s.${column}`] : [],
)
const differs = [
  ...movieFields.map((field) => `m.${field} IS NOT s.${field}`),
  'f.imdb_code IS NOT s.imdb_code',
  ...measures,
].join(' OR ')

/** How many published films say something else than silver does. Silver of an unpublished run is ahead, and left out. */
export function filmsUnlikeSilver(db: ReadableDb): number {
  return db
    .prepare<[], number>(
      `SELECT count(*) FROM fact_movies f JOIN dim_movie m USING (movie_key) JOIN silver_movie s ON s.movie_id = f.movie_id
       WHERE s.change_seq <= (SELECT CAST(value AS INTEGER) FROM warehouse_state WHERE key = 'gold_seq')
         AND (${differs})`,
    )
    .pluck()
    .get() as number
}
