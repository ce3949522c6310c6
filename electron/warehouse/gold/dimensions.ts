import { decadeOf, ratingBand, runtimeBand } from '../../../shared/model/bands.ts'
import { dateMember } from '../../../shared/model/calendar.ts'
import { languageName } from '../../../shared/model/languages.ts'
import type { WritableDb } from '../connection.ts'

/** Values of a delta column that a dimension lacks, in natural order, so that keys do not depend on the order of arrival. */
function missing<T extends string | number>(db: WritableDb, column: string, dimension: string, natural: string): T[] {
  return db
    .prepare(
      `SELECT v FROM (SELECT DISTINCT ${column} AS v FROM gold_delta WHERE ${column} IS NOT NULL)
       WHERE v NOT IN (SELECT ${natural} FROM ${dimension} WHERE ${natural} IS NOT NULL) ORDER BY v`,
    )
    .pluck()
    .all() as T[]
}

/** Adds the members that the delta needs to the small dimensions. Members are never removed or renumbered. */
export function addDimensionMembers(db: WritableDb): void {
  const language = db.prepare('INSERT INTO dim_language (language, language_name) VALUES (?, ?)')
  for (const code of missing<string>(db, 'language', 'dim_language', 'language')) language.run(code, languageName(code))

  const runtime = db.prepare('INSERT INTO dim_runtime (runtime, runtime_band) VALUES (?, ?)')
  for (const minutes of missing<number>(db, 'runtime', 'dim_runtime', 'runtime'))
    runtime.run(minutes, runtimeBand(minutes))

  const rating = db.prepare('INSERT INTO dim_rating (rating, rating_band) VALUES (?, ?)')
  for (const value of missing<number>(db, 'rating', 'dim_rating', 'rating')) rating.run(value, ratingBand(value))

  const year = db.prepare('INSERT INTO dim_released_year (year, decade) VALUES (?, ?)')
  for (const value of missing<number>(db, 'year', 'dim_released_year', 'year')) year.run(value, decadeOf(value))

  const date = db.prepare(
    `INSERT INTO dim_date (date_key, date, date_iso, date_full, day_of_week, day_of_month, day_of_year, week_of_year, month,
       month_name, quarter, year, is_weekend) VALUES (@date_key, @date, @date_iso, @date_full, @day_of_week, @day_of_month,
       @day_of_year, @week_of_year, @month, @month_name, @quarter, @year, @is_weekend)`,
  )
  for (const day of missing<string>(db, 'date_uploaded', 'dim_date', 'date')) date.run(dateMember(day))

  db.exec(
    `INSERT INTO dim_genre (genre_name)
     SELECT name FROM (SELECT DISTINCT g.genre AS name FROM gold_delta d JOIN silver_movie_genre g USING (movie_id))
     WHERE name NOT IN (SELECT genre_name FROM dim_genre) ORDER BY name`,
  )
}

// The SQL forms of foldTitle and searchText for the usual title; calling JavaScript for each film would take three times as long.
const titleSort = `CASE WHEN s.title GLOB '*[^ -~]*' OR instr(s.title, '  ') > 0 THEN fold_title(s.title) ELSE lower(s.title) END`
const titleSearch = `CASE WHEN s.title_english IS NULL OR s.title_english = s.title THEN NULL ELSE search_text(s.title, s.title_english) END`
const copied =
  'slug, url, title, title_english, description_full, summary, synopsis, background_image_original, large_cover_image'
const copiedFrom = copied.replaceAll(/\w+/g, 's.$&')

/** Brings `dim_movie` in step with the delta: existing films are updated in place, new ones added by film id. */
export function mergeMovieDimension(db: WritableDb): void {
  // Told apart beforehand: an INSERT that reads its own table makes SQLite copy all these long texts once more.
  db.exec(
    'INSERT INTO gold_new SELECT movie_id FROM gold_delta WHERE movie_id NOT IN (SELECT movie_id FROM dim_movie WHERE movie_id IS NOT NULL)',
  )
  const assignments = copied.split(', ').map((column) => `${column} = s.${column}`)
  const known = db
    .prepare('SELECT (SELECT count(*) FROM gold_delta) - (SELECT count(*) FROM gold_new)')
    .pluck()
    .get() as number
  if (known > 0) {
    db.exec(
      `UPDATE dim_movie SET ${assignments.join(', ')}, title_sort = ${titleSort}, title_search = ${titleSearch}
       FROM gold_delta d JOIN silver_movie s USING (movie_id) WHERE dim_movie.movie_id = d.movie_id`,
    )
  }
  db.exec(
    `INSERT INTO dim_movie (movie_id, ${copied}, title_sort, title_search)
     SELECT s.movie_id, ${copiedFrom}, ${titleSort}, ${titleSearch}
     FROM gold_new n CROSS JOIN silver_movie s USING (movie_id) ORDER BY n.movie_id`,
  )
}
