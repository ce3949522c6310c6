import type { QualityCheck } from './quality-check.ts'

const liveFilms = 'SELECT count(*) FROM movie_presence WHERE tombstoned_run IS NULL'
const facts = 'SELECT count(*) FROM fact_movies'
const completeRuns = "SELECT count(*) FROM run WHERE status = 'complete'"

/** Counts agree from layer to layer: nothing is lost on the way and nothing appears from nowhere. */
export const reconcileChecks: readonly QualityCheck[] = [
  {
    name: 'silver_films_in_fact',
    title: 'Every confirmed film is in the fact table',
    description: 'Films in silver that a completed load has met and that are not removed have exactly one fact row.',
    severity: 'error',
    tables: ['silver_movie', 'fact_movies'],
    columns: [],
    offendersSql: `SELECT s.movie_id AS movie_id, s.title AS label, 'in silver, not in the fact table' AS detail
      FROM movie_presence p JOIN silver_movie s USING (movie_id)
      WHERE p.tombstoned_run IS NULL AND NOT EXISTS (SELECT 1 FROM fact_movies f WHERE f.movie_id = p.movie_id)`,
    // Silver is wide: it is looked at only for films that the fact lacks.
    countSql: `SELECT count(*) FROM movie_presence p WHERE p.tombstoned_run IS NULL
      AND NOT EXISTS (SELECT 1 FROM fact_movies f WHERE f.movie_id = p.movie_id)
      AND EXISTS (SELECT 1 FROM silver_movie s WHERE s.movie_id = p.movie_id)`,
    totalSql: liveFilms,
  },
  {
    name: 'fact_films_in_silver',
    title: 'Every fact row has a confirmed silver film',
    description: 'No fact row without a silver film that a completed load has met, and none for a removed film.',
    severity: 'error',
    tables: ['fact_movies'],
    columns: [],
    offendersSql: `SELECT f.movie_id AS movie_id, 'Film ' || f.movie_id AS label, 'in the fact table, not a live silver film' AS detail
      FROM fact_movies f WHERE NOT EXISTS (SELECT 1 FROM movie_presence p WHERE p.movie_id = f.movie_id AND p.tombstoned_run IS NULL)
        OR NOT EXISTS (SELECT 1 FROM silver_movie_genre s WHERE s.movie_id = f.movie_id)`,
    // What is left of the fact without the rows that hold: a film's rows are met in the order in which they lie.
    countSql: `SELECT (${facts}) - (SELECT count(*) FROM movie_presence p CROSS JOIN fact_movies f USING (movie_id)
      WHERE p.tombstoned_run IS NULL AND EXISTS (SELECT 1 FROM silver_movie_genre s WHERE s.movie_id = p.movie_id))`,
    totalSql: facts,
  },
  {
    name: 'run_rows_reconcile',
    title: 'Fetched rows are all accounted for',
    description: 'In every completed run: fetched = added + changed + unchanged + refused + duplicates.',
    severity: 'error',
    tables: ['run'],
    columns: [],
    about: 'ledger',
    offendersSql: `SELECT NULL AS movie_id, 'Run ' || run_id AS label, fetched || ' fetched, ' ||
        (inserted + updated + unchanged + quarantined + duplicates) || ' accounted for' AS detail
      FROM run WHERE status = 'complete' AND fetched <> inserted + updated + unchanged + quarantined + duplicates`,
    totalSql: completeRuns,
  },
  {
    name: 'run_films_reconcile',
    title: 'Distinct films are stored or refused',
    description: 'The films the latest load has met are those it counted as stored or refused.',
    severity: 'error',
    tables: ['run'],
    columns: [],
    about: 'ledger',
    offendersSql: `SELECT NULL AS movie_id, 'Run ' || r.run_id AS label, n.films || ' films met, ' ||
        (r.inserted + r.updated + r.unchanged) || ' stored, ' || r.quarantined || ' refused' AS detail
      FROM (SELECT run_id, count(*) AS films FROM seen GROUP BY run_id) n JOIN run r USING (run_id)
      WHERE r.status = 'complete' AND n.films NOT BETWEEN r.inserted + r.updated + r.unchanged
        AND r.inserted + r.updated + r.unchanged + r.quarantined`,
    totalSql: 'SELECT count(*) FROM seen',
  },
  {
    name: 'run_pages_stored',
    title: 'Every page read is in bronze',
    description: 'Each page a completed run counts as read has its stored answer, with as many rows.',
    severity: 'error',
    tables: ['run_page', 'bronze_page'],
    columns: [],
    about: 'ledger',
    offendersSql: `SELECT NULL AS movie_id, 'Run ' || rp.run_id || ', page ' || rp.page AS label, 'no bronze page, or another row count' AS detail
      FROM run_page rp JOIN run r USING (run_id) LEFT JOIN bronze_page b ON b.page_id = rp.page_id
      WHERE r.status = 'complete' AND rp.status = 'ok' AND (b.page_id IS NULL OR b.row_count <> rp.row_count)`,
    totalSql: "SELECT count(*) FROM run_page WHERE status = 'ok'",
  },
  {
    name: 'no_failed_pages',
    title: 'No page of a completed load failed',
    description: 'A load that missed a page is never complete.',
    severity: 'error',
    tables: ['run_page'],
    columns: [],
    about: 'ledger',
    offendersSql: `SELECT NULL AS movie_id, 'Run ' || rp.run_id || ', page ' || rp.page AS label, coalesce(rp.error, 'failed') AS detail
      FROM run_page rp JOIN run r USING (run_id) WHERE r.status = 'complete' AND rp.status = 'failed'`,
    totalSql: 'SELECT count(*) FROM run_page',
  },
  {
    name: 'silver_genres_present',
    title: 'Every silver film has a genre',
    description: 'Films that came without genres are filed under "other", so each has at least one.',
    severity: 'error',
    tables: ['silver_movie', 'silver_movie_genre'],
    columns: ['genre'],
    offendersSql: `SELECT movie_id, 'Film ' || movie_id AS label, 'no genre in silver' AS detail
      FROM (SELECT movie_id FROM silver_movie EXCEPT SELECT movie_id FROM silver_movie_genre)`,
    countSql: `SELECT (SELECT count(*) FROM silver_movie) - (SELECT count(DISTINCT movie_id) FROM silver_movie_genre)`,
    totalSql: 'SELECT count(*) FROM silver_movie',
  },
  {
    name: 'junction_matches_silver',
    title: 'Genre junction agrees with silver',
    description: 'The fact table counts as many film–genre pairs as silver holds for the published films.',
    severity: 'error',
    tables: ['fact_movies', 'silver_movie_genre'],
    columns: ['genre'],
    offendersSql: `SELECT f.movie_id AS movie_id, 'Film ' || f.movie_id AS label, 'other genres in silver than in the junction' AS detail
      FROM fact_movies f WHERE f.genre_count <> (SELECT count(*) FROM silver_movie_genre g WHERE g.movie_id = f.movie_id)`,
    totalSql: facts,
  },
]
