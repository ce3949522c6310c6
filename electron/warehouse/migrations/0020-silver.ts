/** Silver: typed and cleaned, one row a film, plus what was refused and what changed. */
export const version = 20
export const name = 'silver'

export const sql = `
-- Bookkeeping comes first: SQLite reads a row from the left, so comparing hashes never touches the long texts.
CREATE TABLE silver_movie (
  movie_id INTEGER PRIMARY KEY,
  content_hash TEXT NOT NULL,
  hash_version INTEGER NOT NULL,
  -- Grows with every change; gold merges rows above the sequence it last published.
  change_seq INTEGER NOT NULL,
  page_id INTEGER NOT NULL REFERENCES bronze_page (page_id),
  position INTEGER NOT NULL,
  first_run INTEGER NOT NULL REFERENCES run (run_id),
  last_changed_run INTEGER NOT NULL REFERENCES run (run_id),
  -- Comma-separated names of the cleaning rules that touched this row.
  rules TEXT NOT NULL DEFAULT '',
  imdb_code TEXT,
  slug TEXT NOT NULL,
  url TEXT,
  title TEXT NOT NULL,
  title_english TEXT,
  title_long TEXT,
  year INTEGER,
  rating REAL,
  mpa_rating TEXT,
  runtime INTEGER,
  language TEXT,
  state TEXT,
  date_uploaded TEXT,
  date_uploaded_unix INTEGER,
  background_image TEXT,
  background_image_original TEXT,
  small_cover_image TEXT,
  medium_cover_image TEXT,
  large_cover_image TEXT,
  yt_trailer_code TEXT,
  description_full TEXT,
  summary TEXT,
  synopsis TEXT
) STRICT;
CREATE INDEX silver_movie_change ON silver_movie (change_seq);
CREATE INDEX silver_movie_first_run ON silver_movie (first_run);

-- Which films completed runs have met: only these may stop an incremental load, and only these are published. A narrow table
-- of its own, because every completed sweep touches it. Refused films with a usable id are in it too.
CREATE TABLE movie_presence (
  movie_id INTEGER PRIMARY KEY,
  confirmed_run INTEGER NOT NULL REFERENCES run (run_id),
  -- Complete, stable sweeps in a row that did not meet the film.
  missed_sweeps INTEGER NOT NULL DEFAULT 0,
  tombstoned_run INTEGER REFERENCES run (run_id)
) STRICT;
CREATE INDEX movie_presence_missed ON movie_presence (missed_sweeps) WHERE missed_sweeps > 0;

CREATE TABLE silver_movie_genre (
  movie_id INTEGER NOT NULL REFERENCES silver_movie (movie_id) ON DELETE CASCADE,
  genre TEXT NOT NULL,
  PRIMARY KEY (movie_id, genre)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
  quarantine_id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  page_id INTEGER NOT NULL REFERENCES bronze_page (page_id),
  position INTEGER NOT NULL,
  movie_id INTEGER,
  rule TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- JSON as received, without torrents and cut at 64 KiB; the whole row is in bronze at page_id and position.
  payload TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'replayed')),
  resolved_run INTEGER REFERENCES run (run_id)
) STRICT;
CREATE INDEX quarantine_run ON quarantine (run_id);
CREATE INDEX quarantine_movie ON quarantine (movie_id);
CREATE UNIQUE INDEX quarantine_source ON quarantine (page_id, position);

CREATE TABLE movie_change (
  change_id INTEGER PRIMARY KEY AUTOINCREMENT,
  movie_id INTEGER NOT NULL REFERENCES silver_movie (movie_id),
  -- A silver column, 'genres', or 'state_of_row' (present -> removed -> present).
  field TEXT NOT NULL,
  old TEXT,
  new TEXT,
  run_id INTEGER NOT NULL REFERENCES run (run_id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX movie_change_movie ON movie_change (movie_id);
CREATE INDEX movie_change_run ON movie_change (run_id, movie_id);
`
