import { createHash } from 'node:crypto'
import type { ReadableDb } from '../connection.ts'
import { hashedFields } from '../silver/content-hash.ts'

const queries: readonly string[] = [
  `SELECT s.movie_id, ${hashedFields.map((field) => `s.${field}`).join(', ')}, s.content_hash,
     (SELECT group_concat(genre, '|') FROM (SELECT genre FROM silver_movie_genre g WHERE g.movie_id = s.movie_id ORDER BY genre))
   FROM movie_presence p JOIN silver_movie s USING (movie_id) WHERE p.tombstoned_run IS NULL ORDER BY s.movie_id`,
  `SELECT f.movie_id, f.imdb_code, f.rating, f.runtime_minutes, f.genre_count, m.slug, m.url, m.title, m.title_english, m.title_sort,
     m.title_search, m.description_full, m.summary, m.synopsis, m.background_image_original, m.large_cover_image,
     d.date, d.date_full, d.week_of_year, l.language, l.language_name, rt.runtime, rt.runtime_band, ra.rating, ra.rating_band, y.year, y.decade
   FROM fact_movies f JOIN dim_movie m USING (movie_key) JOIN dim_date d USING (date_key) JOIN dim_language l USING (language_key)
   JOIN dim_runtime rt USING (runtime_key) JOIN dim_rating ra USING (rating_key) JOIN dim_released_year y USING (year_key)
   ORDER BY f.movie_id`,
  `SELECT j.movie_id, g.genre_name FROM genre_junction j JOIN dim_genre g USING (genre_id) ORDER BY j.movie_id, g.genre_name`,
]

/**
 * SHA-256 (hex) over the content of silver and gold: live films, their genres and the dimension members they point at. Surrogate
 * keys, runs, pages and times are left out, and the names of the cleaning rules too, which tell how a page was spelt, so the same catalogue gives the same digest whatever way it arrived.
 */
export function contentDigest(db: ReadableDb): string {
  const digest = createHash('sha256')
  for (const sql of queries) {
    digest.update('\u0002')
    for (const row of db.prepare(sql).raw().iterate()) digest.update(JSON.stringify(row)).update('\n')
  }
  return digest.digest('hex')
}
