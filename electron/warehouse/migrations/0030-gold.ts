/**
 * Gold: the star schema. Key 0 is the unknown member of every dimension; AUTOINCREMENT keys are never used again.
 * A dimension's natural key is unique. dim_movie carries movie_id as its natural key (a slug may change).
 */
export const version = 30
export const name = 'gold'

export const sql = `
CREATE TABLE dim_movie (
  movie_key INTEGER PRIMARY KEY AUTOINCREMENT,
  movie_id INTEGER UNIQUE,
  slug TEXT NOT NULL,
  url TEXT,
  title TEXT NOT NULL,
  title_english TEXT,
  -- Folded for sorting and searching: lower case, no diacritics (foldTitle in search-fold.ts).
  title_sort TEXT NOT NULL,
  -- What search looks through where the English title says something else (searchText in search-fold.ts); null = title_sort.
  title_search TEXT,
  description_full TEXT,
  summary TEXT,
  synopsis TEXT,
  background_image_original TEXT,
  large_cover_image TEXT
) STRICT;

CREATE TABLE dim_date (
  date_key INTEGER PRIMARY KEY,
  date TEXT UNIQUE,
  date_iso TEXT,
  date_full TEXT NOT NULL,
  day_of_week TEXT NOT NULL,
  day_of_month INTEGER,
  day_of_year INTEGER,
  week_of_year INTEGER,
  month INTEGER,
  month_name TEXT NOT NULL,
  quarter INTEGER,
  year INTEGER,
  is_weekend INTEGER
) STRICT;

CREATE TABLE dim_language (
  language_key INTEGER PRIMARY KEY AUTOINCREMENT,
  language TEXT NOT NULL UNIQUE,
  language_name TEXT NOT NULL
) STRICT;

CREATE TABLE dim_runtime (
  runtime_key INTEGER PRIMARY KEY AUTOINCREMENT,
  runtime INTEGER UNIQUE,
  runtime_band TEXT NOT NULL
) STRICT;

CREATE TABLE dim_rating (
  rating_key INTEGER PRIMARY KEY AUTOINCREMENT,
  rating REAL UNIQUE,
  rating_band TEXT NOT NULL
) STRICT;

CREATE TABLE dim_released_year (
  year_key INTEGER PRIMARY KEY AUTOINCREMENT,
  year INTEGER UNIQUE,
  decade TEXT NOT NULL
) STRICT;

CREATE TABLE dim_genre (
  genre_id INTEGER PRIMARY KEY AUTOINCREMENT,
  genre_name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE fact_movies (
  movie_id INTEGER PRIMARY KEY,
  imdb_code TEXT,
  movie_key INTEGER NOT NULL UNIQUE REFERENCES dim_movie (movie_key),
  date_key INTEGER NOT NULL DEFAULT 0 REFERENCES dim_date (date_key),
  language_key INTEGER NOT NULL DEFAULT 0 REFERENCES dim_language (language_key),
  runtime_key INTEGER NOT NULL DEFAULT 0 REFERENCES dim_runtime (runtime_key),
  rating_key INTEGER NOT NULL DEFAULT 0 REFERENCES dim_rating (rating_key),
  year_key INTEGER NOT NULL DEFAULT 0 REFERENCES dim_released_year (year_key),
  -- Measures; null = unknown.
  rating REAL,
  runtime_minutes INTEGER,
  genre_count INTEGER NOT NULL,
  -- Bit (genre_id - 1) is set for genres 1 to 62, so that facets need no join; later genres are in the junction only.
  genre_mask INTEGER NOT NULL,
  -- The run that last changed this row.
  run_id INTEGER NOT NULL REFERENCES run (run_id)
) STRICT;

CREATE TABLE genre_junction (
  movie_id INTEGER NOT NULL REFERENCES fact_movies (movie_id) ON DELETE CASCADE,
  genre_id INTEGER NOT NULL REFERENCES dim_genre (genre_id),
  PRIMARY KEY (movie_id, genre_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX genre_junction_genre ON genre_junction (genre_id, movie_id);

INSERT INTO dim_movie (movie_key, movie_id, slug, title, title_sort) VALUES (0, NULL, '', 'Unknown', '');
INSERT INTO dim_date (date_key, date_full, day_of_week, month_name) VALUES (0, 'Unknown', 'Unknown', 'Unknown');
INSERT INTO dim_language (language_key, language, language_name) VALUES (0, '', 'Unknown');
INSERT INTO dim_runtime (runtime_key, runtime_band) VALUES (0, 'Unknown');
INSERT INTO dim_rating (rating_key, rating_band) VALUES (0, 'Unknown');
INSERT INTO dim_released_year (year_key, decade) VALUES (0, 'Unknown');
INSERT INTO dim_genre (genre_id, genre_name) VALUES (0, 'Unknown');
`
