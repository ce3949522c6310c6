import { foldTitle, searchText } from '../../../shared/filter/search-fold.ts'
import { openWritable, type WritableDb } from '../file/connection.ts'
import { writeState } from '../file/state.ts'
import { migrate } from '../migrations/index.ts'

/** A film as a test states it; what is left out is unknown or plain. */
export interface SmallFilm {
  title: string
  titleEnglish?: string | null
  year?: number | null
  rating?: number | null
  runtime?: number | null
  language?: string
  mpa?: string | null
  /** yyyymmdd */
  uploaded?: number | null
  /** Genre ids; their names are `genre 1`, `genre 2` … */
  genres?: readonly number[]
  imdbCode?: string | null
  firstRun?: number
}

const runs = 3

/**
 * A warehouse of a few films for tests, written straight into its tables, so that the read side is tested without the write
 * side. Film ids start at 1, in steps of 3, in the order given.
 *
 * @param path a file, or `:memory:`
 * @param genreKey the key that a genre has, of 1 to 62 for those below 63; its name is of its id all the same
 */
export function smallWarehouse(
  path: string,
  films: readonly SmallFilm[],
  genreKey: (id: number) => number = (id) => id,
): WritableDb {
  const db = openWritable(path)
  migrate(db)
  db.transaction(() => {
    for (let run = 1; run <= runs; run++) {
      db.prepare(
        `INSERT INTO run (run_id, mode, "trigger", status, started_at, finished_at, source_url, source_host, page_limit, max_workers)
         VALUES (?, 'full', 'manual', 'complete', ?, ?, 'http://127.0.0.1/', '127.0.0.1', 50, 4)`,
      ).run(run, run * 1000, run * 1000 + 500)
    }
    db.exec(
      `INSERT INTO bronze_page (page_id, run_id, page, page_limit, fetched_at, http_status, codec, wire_codec, body, stored_bytes, byte_length, sha256,
         row_count) VALUES (1, 1, 1, 50, 1000, 200, 'identity', 'identity', x'7b7d', 2, 2, 'ab', 0)`,
    )
    films.forEach((film, index) => {
      addFilm(db, 1 + index * 3, film, genreKey)
    })
    writeState(db, 'gold_version', 1)
    writeState(db, 'published_run', runs)
  })()
  return db
}

/** Adds a film to silver and gold, with the members it needs. */
export function addFilm(
  db: WritableDb,
  id: number,
  film: SmallFilm,
  genreKey: (id: number) => number = (genre) => genre,
): void {
  const {
    title,
    titleEnglish = null,
    year = null,
    rating = null,
    runtime = null,
    language = '',
    mpa = null,
    uploaded = null,
    imdbCode = null,
  } = film
  const genres = [...new Set(film.genres ?? [])]
  const firstRun = film.firstRun ?? 1
  db.prepare(
    `INSERT INTO silver_movie (movie_id, imdb_code, slug, title, title_english, year, rating, runtime, language, mpa_rating, date_uploaded,
       content_hash, hash_version, page_id, position, first_run, last_changed_run, change_seq) VALUES (?, ?, 'slug', ?, ?, ?, ?, ?, ?, ?, ?, 'hash', 1, 1, 0, ?, ?, ?)`,
  ).run(
    id,
    imdbCode,
    title,
    titleEnglish,
    year,
    rating,
    runtime,
    language || null,
    mpa,
    isoDate(uploaded),
    firstRun,
    firstRun,
    id,
  )
  let mask = 0n
  for (const genre of genres) {
    const key = genreKey(genre)
    db.prepare('INSERT OR IGNORE INTO dim_genre VALUES (?, ?)').run(key, `genre ${genre}`)
    db.prepare('INSERT INTO silver_movie_genre VALUES (?, ?)').run(id, `genre ${genre}`)
    if (key <= 62) mask |= 1n << BigInt(key - 1)
  }
  db.prepare(
    "INSERT INTO dim_movie (movie_key, movie_id, slug, title, title_english, title_sort, title_search) VALUES (?, ?, 'slug', ?, ?, ?, ?)",
  ).run(id, id, title, titleEnglish, foldTitle(title), searchText(title, titleEnglish))
  if (uploaded !== null) {
    db.prepare(
      "INSERT OR IGNORE INTO dim_date (date_key, date, date_full, day_of_week, month_name) VALUES (?, ?, '', '', '')",
    ).run(uploaded, isoDate(uploaded))
  }
  db.prepare(
    `INSERT INTO fact_movies (movie_id, imdb_code, movie_key, date_key, language_key, runtime_key, rating_key, year_key,
       mpa_rating_key, rating, runtime_minutes, genre_count, genre_mask, run_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    imdbCode,
    id,
    uploaded ?? 0,
    member(db, 'dim_language', 'language_key', 'language', 'language_name', language, `Name of ${language}`),
    member(db, 'dim_runtime', 'runtime_key', 'runtime', 'runtime_band', runtime, 'band'),
    member(db, 'dim_rating', 'rating_key', 'rating', 'rating_band', rating, 'band'),
    member(db, 'dim_released_year', 'year_key', 'year', 'decade', year, 'decade'),
    member(db, 'dim_mpa_rating', 'mpa_rating_key', 'mpa_rating', null, mpa, ''),
    rating,
    runtime,
    genres.length,
    mask,
    firstRun,
  )
  for (const genre of genres) db.prepare('INSERT INTO genre_junction VALUES (?, ?)').run(id, genreKey(genre))
}

function member(
  db: WritableDb,
  table: string,
  key: string,
  column: string,
  nameColumn: string | null,
  value: string | number | null,
  name: string,
): number {
  if (value === null || value === '') return 0
  if (nameColumn === null) db.prepare(`INSERT OR IGNORE INTO ${table} (${column}) VALUES (?)`).run(value)
  else db.prepare(`INSERT OR IGNORE INTO ${table} (${column}, ${nameColumn}) VALUES (?, ?)`).run(value, name)
  return Number(db.prepare(`SELECT ${key} FROM ${table} WHERE ${column} = ?`).pluck().get(value))
}

function isoDate(dateKey: number | null): string | null {
  if (dateKey === null) return null
  const text = String(dateKey)
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`
}
