import type { WritableDb } from '../connection.ts'

// Bit (genre_id - 1) of the first 62 genres.
const genreBit = 'CASE WHEN j.genre_id BETWEEN 1 AND 62 THEN 1 << (j.genre_id - 1) ELSE 0 END'

/**
 * Merges the delta into fact and junction, and takes removed films out; `dim_movie` and the other dimensions come first. Set-wise:
 * the junction changes only by what differs, so a second merge of the same delta writes nothing new.
 */
export function mergeFact(db: WritableDb): void {
  db.exec('DELETE FROM genre_junction WHERE movie_id IN (SELECT movie_id FROM gold_removed)')
  db.exec('DELETE FROM fact_movies WHERE movie_id IN (SELECT movie_id FROM gold_removed)')
  // Films that gold has not had before have no genres to lose.
  db.exec(
    `DELETE FROM genre_junction WHERE movie_id IN (SELECT movie_id FROM gold_delta EXCEPT SELECT movie_id FROM gold_new)
       AND NOT EXISTS (SELECT 1 FROM silver_movie_genre s JOIN dim_genre g ON g.genre_name = s.genre
         WHERE s.movie_id = genre_junction.movie_id AND g.genre_id = genre_junction.genre_id)`,
  )
  db.exec(
    `INSERT INTO genre_junction (movie_id, genre_id)
     SELECT d.movie_id, g.genre_id FROM gold_delta d CROSS JOIN silver_movie_genre s USING (movie_id)
     CROSS JOIN dim_genre g ON g.genre_name = s.genre WHERE true ON CONFLICT DO NOTHING`,
  )
  db.exec(
    `INSERT INTO fact_movies (movie_id, imdb_code, movie_key, date_key, language_key, runtime_key, rating_key, year_key, rating,
       runtime_minutes, genre_count, genre_mask, run_id)
     SELECT d.movie_id, d.imdb_code, m.movie_key, coalesce(dd.date_key, 0), coalesce(l.language_key, 0), coalesce(rt.runtime_key, 0),
       coalesce(ra.rating_key, 0), coalesce(y.year_key, 0), d.rating, d.runtime,
       (SELECT count(*) FROM genre_junction j WHERE j.movie_id = d.movie_id),
       (SELECT coalesce(sum(${genreBit}), 0) FROM genre_junction j WHERE j.movie_id = d.movie_id), d.run_id
     FROM gold_delta d
     JOIN dim_movie m ON m.movie_id = d.movie_id
     LEFT JOIN dim_date dd ON dd.date = d.date_uploaded
     LEFT JOIN dim_language l ON l.language = d.language
     LEFT JOIN dim_runtime rt ON rt.runtime = d.runtime
     LEFT JOIN dim_rating ra ON ra.rating = d.rating
     LEFT JOIN dim_released_year y ON y.year = d.year
     WHERE true
     ON CONFLICT (movie_id) DO UPDATE SET imdb_code = excluded.imdb_code, movie_key = excluded.movie_key, date_key = excluded.date_key,
       language_key = excluded.language_key, runtime_key = excluded.runtime_key, rating_key = excluded.rating_key,
       year_key = excluded.year_key, rating = excluded.rating, runtime_minutes = excluded.runtime_minutes,
       genre_count = excluded.genre_count, genre_mask = excluded.genre_mask, run_id = excluded.run_id`,
  )
}
