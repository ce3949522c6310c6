import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { pageSize, registerFunctions, type WritableDb } from '../../../electron/warehouse/file/connection.ts'
import { migrate } from '../../../electron/warehouse/migrations/index.ts'
import { foldTitle } from '../../../shared/filter/search-fold.ts'
import { decadeOf, ratingBand, runtimeBand } from '../../../shared/model/values/bands.ts'
import { dateMember } from '../../../shared/model/values/calendar.ts'
import { adjectives, genreNames, languages, mpaRatings, nouns, places } from './synthetic-words.ts'

export interface SyntheticOptions {
  /** How many films the fact holds. */
  films: number
  /** Epoch milliseconds at which the made-up run ended. */
  at?: number
}

/** Days before the last upload that films are spread over. */
const uploadDays = 5400
const newestUpload = Date.UTC(2026, 6, 31)
const unknownShare = 40
/** As in the real catalogue, whose films are in thousands of combinations with a long tail. */
const genreCombinations = 6000

/**
 * Fills a new warehouse with made-up films, set-wise, so that a million take seconds: for the benchmark and for tests of
 * big tables. Same count, same films. Shares (languages, unknown values, genres a film and their combinations) follow the real catalogue;
 * silver has what the app shows, bronze one page with the first 50 films.
 *
 * @param file path of a database that does not exist yet
 * @throws when the file exists already with tables of its own
 */
export function createSyntheticWarehouse(file: string, { films, at = newestUpload }: SyntheticOptions): void {
  const binding = process.env.YTS_SQLITE_BINDING
  const db = new Database(file, binding ? { nativeBinding: binding } : {})
  try {
    db.pragma(`page_size = ${pageSize}`)
    db.pragma('journal_mode = OFF')
    db.pragma('synchronous = OFF')
    db.pragma('cache_size = -262144')
    db.pragma('temp_store = MEMORY')
    // Opened by hand, for pragmas that the program never sets.
    registerFunctions(db)
    migrate(db as Database.Database & WritableDb)
    fillWords(db)
    fillDimensions(db)
    fillLedger(db, films, at)
    fillFilms(db, films)
    fillGold(db, films, at)
    db.exec('ANALYZE')
    db.pragma('journal_mode = WAL')
  } finally {
    db.close()
  }
}

/** Word and distribution tables, in the temp schema: a film picks a row by a pseudo-random number. */
function fillWords(db: Database.Database): void {
  const lists: Array<[string, readonly string[]]> = [
    ['w_adjective', adjectives],
    ['w_noun', nouns],
    ['w_place', places],
  ]
  for (const [table, words] of lists) {
    db.exec(`CREATE TEMP TABLE ${table} (i INTEGER PRIMARY KEY, word TEXT, folded TEXT)`)
    const insert = db.prepare(`INSERT INTO ${table} VALUES (?, ?, ?)`)
    words.forEach((word, i) => {
      insert.run(i, word, foldTitle(word))
    })
  }
  db.exec(
    'CREATE TEMP TABLE genre_set (i INTEGER PRIMARY KEY, mask INTEGER, n INTEGER);' +
      'CREATE TEMP TABLE genre_set_member (i INTEGER, genre_id INTEGER, PRIMARY KEY (i, genre_id)) WITHOUT ROWID',
  )
  const set = db.prepare('INSERT INTO genre_set VALUES (?, ?, ?)')
  const member = db.prepare('INSERT INTO genre_set_member VALUES (?, ?)')
  let state = 12345
  const next = (bound: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
  const masks = new Set<bigint>()
  while (masks.size < genreCombinations) {
    const ids = new Set<number>()
    // Small ones come first, and a film prefers low numbers: most films have one to three genres, a few have seven.
    const size = 1 + Math.floor((masks.size / genreCombinations) ** 0.5 * 4 + next(1000) / 500)
    // Squared, so that low genre ids are the common ones, as Drama and Comedy are.
    while (ids.size < size) ids.add(1 + Math.floor((next(1000) / 1000) ** 2 * genreNames.length))
    let mask = 0n
    for (const id of ids) mask |= 1n << BigInt(id - 1)
    if (masks.has(mask)) continue
    set.run(masks.size, mask, ids.size)
    for (const id of ids) member.run(masks.size, id)
    masks.add(mask)
  }
}

function fillDimensions(db: Database.Database): void {
  const genre = db.prepare('INSERT INTO dim_genre (genre_id, genre_name) VALUES (?, ?)')
  genreNames.forEach((name, i) => {
    genre.run(i + 1, name)
  })
  const language = db.prepare('INSERT INTO dim_language (language_key, language, language_name) VALUES (?, ?, ?)')
  languages.forEach(([code, name], i) => {
    language.run(i + 1, code, name)
  })
  const year = db.prepare('INSERT INTO dim_released_year (year_key, year, decade) VALUES (?, ?, ?)')
  for (let value = 1920; value <= 2026; value++) year.run(value - 1919, value, decadeOf(value))
  const rating = db.prepare('INSERT INTO dim_rating (rating_key, rating, rating_band) VALUES (?, ?, ?)')
  for (let tenths = 10; tenths <= 100; tenths++) rating.run(tenths, tenths / 10, ratingBand(tenths / 10))
  const mpa = db.prepare('INSERT INTO dim_mpa_rating (mpa_rating_key, mpa_rating) VALUES (?, ?)')
  mpaRatings.forEach(([rating], i) => {
    mpa.run(i + 1, rating)
  })
  const runtime = db.prepare('INSERT INTO dim_runtime (runtime_key, runtime, runtime_band) VALUES (?, ?, ?)')
  for (let minutes = 40; minutes <= 260; minutes++) runtime.run(minutes, minutes, runtimeBand(minutes))
  const date = db.prepare(
    `INSERT INTO dim_date (date_key, date, date_iso, date_full, day_of_week, day_of_month, day_of_year, week_of_year, month, month_name,
       quarter, year, is_weekend) VALUES (@date_key, @date, @date_iso, @date_full, @day_of_week, @day_of_month, @day_of_year, @week_of_year,
       @month, @month_name, @quarter, @year, @is_weekend)`,
  )
  for (let back = uploadDays - 1; back >= 0; back--) {
    date.run(dateMember(new Date(newestUpload - back * 86_400_000).toISOString().slice(0, 10)))
  }
}

function fillLedger(db: Database.Database, films: number, at: number): void {
  const pages = Math.ceil(films / 50)
  db.prepare(
    `INSERT INTO run (run_id, mode, "trigger", status, started_at, finished_at, duration_ms, source_url, source_host, is_sample, page_limit,
       max_workers, movie_count, pages_planned, pages_done, requests, fetched, inserted)
     VALUES (1, 'full', 'manual', 'complete', ?, ?, 60000, 'http://127.0.0.1/', '127.0.0.1', 1, 50, 8, ?, ?, ?, ?, ?, ?)`,
  ).run(at - 60_000, at, films, pages, pages, pages + 1, films, films)
  const stage = db.prepare('INSERT INTO run_stage VALUES (1, ?, ?, ?, 0, ?)')
  for (const [name, ms] of [
    ['bronze', 40_000],
    ['silver', 15_000],
    ['gold', 5000],
  ] as const)
    stage.run(name, films, films, ms)
  const movies = Array.from({ length: Math.min(50, films) }, (_, i) => ({
    id: i + 1,
    title: `Film ${i + 1}`,
    torrents: [],
  }))
  const body = Buffer.from(
    JSON.stringify({ status: 'ok', data: { movie_count: films, limit: 50, page_number: 1, movies } }),
  )
  const stored = gzipSync(body)
  db.prepare(
    `INSERT INTO bronze_page (page_id, run_id, page, page_limit, fetched_at, http_status, codec, wire_codec, body, stored_bytes, byte_length,
       sha256, row_count) VALUES (1, 1, 1, 50, ?, 200, 'gzip', 'gzip', ?, ?, ?, ?, ?)`,
  ).run(at, stored, stored.length, body.length, createHash('sha256').update(body).digest('hex'), movies.length)
  db.exec(`INSERT INTO run_page VALUES (1, 1, 'ok', 1, ${movies.length}, 1, NULL, NULL)`)
}

/**
 * One row a film of pseudo-random choices (a to g, 0 to 65,535 each, from multiplicative hashes of the id) and what
 * follows from them; everything else is made from this table by INSERT … SELECT.
 */
function fillFilms(db: Database.Database, films: number): void {
  const hash = (factor: number) => `((i * ${factor} + (i >> 7) * 40503) % 4294967296 >> 16)`
  db.exec(`
    CREATE TEMP TABLE film (id INTEGER PRIMARY KEY, title TEXT, folded TEXT, genre_set INTEGER, year INTEGER, rating INTEGER, runtime INTEGER,
      language INTEGER, mpa INTEGER, day INTEGER);
    INSERT INTO film
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${films}),
    r AS (
      SELECT i AS id, ${hash(2654435761)} AS a, ${hash(2246822519)} AS b, ${hash(3266489917)} AS c, ${hash(668265263)} AS d,
        ${hash(374761393)} AS e, ${hash(1181783497)} AS f, ${hash(2860486313)} AS g FROM n
    )
    SELECT id,
      CASE a % 3 WHEN 0 THEN 'The ' ELSE '' END || adjective.word || ' ' || noun.word || CASE WHEN b % 2 = 0 THEN ' of ' || place.word ELSE '' END ||
        CASE WHEN id > 20000 THEN ' ' || (id % 9973) ELSE '' END,
      CASE a % 3 WHEN 0 THEN 'the ' ELSE '' END || adjective.folded || ' ' || noun.folded || CASE WHEN b % 2 = 0 THEN ' of ' || place.folded ELSE '' END ||
        CASE WHEN id > 20000 THEN ' ' || (id % 9973) ELSE '' END,
      (((c * c >> 16) * c >> 16) * 256 + (g & 255)) * ${genreCombinations} >> 24,
      CASE WHEN d % ${unknownShare * 50} = 7 THEN NULL ELSE 2026 - (d * (d >> 1) >> 24) % 107 END,
      CASE WHEN e % ${unknownShare * 10} = 3 THEN NULL ELSE 10 + (e % 31) + (f % 31) + (g % 31) END,
      CASE WHEN f % ${unknownShare} = 5 THEN NULL ELSE 40 + (f % 111) + (g % 111) END,
      CASE WHEN g % 5 > 0 THEN 1 WHEN g % 2000 = 0 THEN 0 ELSE 1 + (g >> 3) % ${languages.length} END,
      CASE${mpaCases()} ELSE 0 END,
      CASE WHEN a % 5000 = 9 THEN NULL ELSE ${uploadDays - 1} - id * ${uploadDays - 1} / ${films} END
    FROM r
    JOIN w_adjective AS adjective ON adjective.i = a % ${adjectives.length}
    JOIN w_noun AS noun ON noun.i = (b >> 1) % ${nouns.length}
    JOIN w_place AS place ON place.i = (c >> 2) % ${places.length};
  `)
}

/** The key of the rating that a film has, by thresholds of `b`; those above them all have none. */
function mpaCases(): string {
  let most = 0
  return mpaRatings
    .map(([, percent], i) => {
      most += percent
      return ` WHEN b % 100 < ${most} THEN ${i + 1}`
    })
    .join('')
}

function fillGold(db: Database.Database, films: number, at: number): void {
  const newest = Math.floor(newestUpload / 86_400_000)
  const iso = `date((${newest} - day) * 86400, 'unixepoch')`
  db.exec(`
    INSERT INTO silver_movie (movie_id, imdb_code, slug, url, title, title_english, title_long, year, rating, runtime, language, mpa_rating, state, date_uploaded,
      date_uploaded_unix, content_hash, hash_version, page_id, position, first_run, last_changed_run, change_seq)
    SELECT id, 'tt' || printf('%07d', id), 'film-' || id, 'https://example.org/film-' || id, title, title, title, year, rating / 10.0, runtime,
      (SELECT NULLIF(language, '') FROM dim_language WHERE language_key = film.language),
      (SELECT mpa_rating FROM dim_mpa_rating WHERE mpa_rating_key = NULLIF(film.mpa, 0)), 'ok', ${iso}, (${newest} - day) * 86400, printf('%064x', id), 1, 1,
      id - 1, 1, 1, id FROM film;
    INSERT INTO movie_presence (movie_id, confirmed_run) SELECT id, 1 FROM film;
    INSERT INTO silver_movie_genre
    SELECT f.id, g.genre_name FROM film AS f JOIN genre_set_member AS s ON s.i = f.genre_set JOIN dim_genre AS g USING (genre_id);
    INSERT INTO dim_movie (movie_key, movie_id, slug, url, title, title_english, title_sort, title_search)
    SELECT id, id, 'film-' || id, 'https://example.org/film-' || id, title, title, folded,
      CASE WHEN title GLOB '*[^A-Za-z0-9 ]*' THEN search_text(title, NULL) END FROM film;
    INSERT INTO fact_movies (movie_id, imdb_code, movie_key, date_key, language_key, runtime_key, rating_key, year_key, mpa_rating_key, rating, runtime_minutes,
      genre_count, genre_mask, run_id)
    SELECT id, 'tt' || printf('%07d', id), id, COALESCE(CAST(strftime('%Y%m%d', ${iso}) AS INTEGER), 0), language, COALESCE(runtime, 0),
      COALESCE(rating, 0), COALESCE(year - 1919, 0), mpa, rating / 10.0, runtime, n, mask, 1
    FROM film JOIN genre_set AS s ON s.i = film.genre_set;
    INSERT INTO genre_junction
    SELECT f.id, s.genre_id FROM film AS f JOIN genre_set_member AS s ON s.i = f.genre_set;
  `)
  const search = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'movie_search'").get()
  if (search) db.exec('INSERT INTO movie_search (rowid, title, title_english) SELECT id, title, title FROM film')
  const state = db.prepare('INSERT INTO warehouse_state (key, value) VALUES (?, ?)')
  const values: Record<string, string | number> = {
    gold_version: 1,
    gold_seq: films,
    published_run: 1,
    published_at: at,
    watermark_s: Math.floor(newestUpload / 1000),
    last_page: Math.ceil(films / 50),
    last_date: new Date(newestUpload).toISOString().slice(0, 10),
  }
  for (const [key, value] of Object.entries(values)) state.run(key, String(value))
}
