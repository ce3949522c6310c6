import type { WritableDb } from '../file/connection.ts'
import { singles } from './gathered.ts'

const values = singles.map(({ dimension, column }) => ({ name: column, type: dimension.gold.value.type }))

/**
 * The films whose gold rows must be made again, with the narrow part of their silver rows. Silver is wide, so it is read once
 * here; dimensions and fact then work on this table alone.
 */
const tables = `
CREATE TEMP TABLE IF NOT EXISTS gold_delta (
  movie_id INTEGER PRIMARY KEY,
  imdb_code TEXT,
  date_uploaded_unix INTEGER,
  ${values.map(({ name, type }) => `${name} ${type}`).join(',\n  ')},
  run_id INTEGER NOT NULL
) STRICT;
CREATE TEMP TABLE IF NOT EXISTS gold_new (movie_id INTEGER PRIMARY KEY) STRICT;
CREATE TEMP TABLE IF NOT EXISTS gold_added (movie_id INTEGER PRIMARY KEY) STRICT;
CREATE TEMP TABLE IF NOT EXISTS gold_removed (movie_id INTEGER PRIMARY KEY) STRICT;
`

/** Creates the temporary tables of a promotion, or empties them. */
export function resetDelta(db: WritableDb): void {
  db.exec(tables)
  db.exec('DELETE FROM gold_delta; DELETE FROM gold_new; DELETE FROM gold_added; DELETE FROM gold_removed;')
}

const columns = ['movie_id', 'imdb_code', 'date_uploaded_unix', ...values.map(({ name }) => name), 'last_changed_run']
  .map((name) => `s.${name}`)
  .join(', ')
const live = 'SELECT 1 FROM movie_presence p WHERE p.movie_id = s.movie_id AND p.tombstoned_run IS NULL'

/**
 * Fills `gold_delta` with live films that changed after a sequence number, and with those in `gold_added` (met by a completed
 * run for the first time, or again after they were removed). The number of films.
 */
export function fillDelta(db: WritableDb, aboveSeq: number): number {
  // When everything has changed, the films in their order are read faster than in that of their changes.
  const order = aboveSeq === 0 ? 'NOT INDEXED' : ''
  db.prepare(
    `INSERT INTO gold_delta SELECT ${columns} FROM silver_movie s ${order} WHERE s.change_seq > ? AND EXISTS (${live})`,
  ).run(aboveSeq)
  // Above 0 are all films, those of gold_added too.
  if (aboveSeq === 0) return deltaSize(db)
  db.exec(
    `INSERT INTO gold_delta SELECT ${columns} FROM gold_added a CROSS JOIN silver_movie s USING (movie_id)
     WHERE EXISTS (${live}) AND NOT EXISTS (SELECT 1 FROM gold_delta d WHERE d.movie_id = a.movie_id)`,
  )
  return deltaSize(db)
}

function deltaSize(db: WritableDb): number {
  return db.prepare('SELECT count(*) FROM gold_delta').pluck().get() as number
}
