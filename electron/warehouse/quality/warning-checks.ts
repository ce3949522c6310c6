import { type DimensionId, dimensionIds, dimensionOf } from '../../../shared/model/dimensions.ts'
import type { Subject } from '../../../shared/model/subjects.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import type { QualityCheck } from './quality-check.ts'

const facts = 'SELECT count(*) FROM fact_movies'

/** A warning about films that share a property; `condition` is over `f` (fact) and whatever `join` adds. */
function films(
  name: string,
  title: string,
  description: string,
  columns: readonly Subject[],
  condition: string,
  detail: string,
  join = '',
): QualityCheck {
  return {
    name,
    title,
    description,
    severity: 'warning',
    tables: ['fact_movies'],
    columns,
    offendersSql: `SELECT f.movie_id AS movie_id, m.title AS label, ${detail} AS detail
      FROM fact_movies f JOIN dim_movie m USING (movie_key) ${join} WHERE ${condition} ORDER BY f.movie_id`,
    // Titles are wide and are needed only when the rows are shown.
    countSql: `SELECT count(*) FROM fact_movies f ${join} WHERE ${condition}`,
    totalSql: facts,
  }
}

const otherGenre =
  "f.movie_id IN (SELECT movie_id FROM genre_junction JOIN dim_genre USING (genre_id) WHERE genre_name = 'other')"
// The newest upload is the yardstick, not the local clock: the same warehouse gives the same result on every machine.
const newestYear = 'SELECT max(date_key) / 10000 FROM fact_movies'

/** Names by which results are in the ledger, where they are not those of the dimension. */
const known: Partial<Record<DimensionId, string>> = { uploaded: 'upload_date_unknown' }
const unknown = dimensionIds
  .map((id) => ({ id, ...dimensionOf(id) }))
  .filter(({ kind }) => kind !== 'set')
  .map(({ id, label, without, gold }) =>
    films(
      known[id] ?? `${id}_unknown`,
      `${label} unknown`,
      `Films ${without}.`,
      [id],
      `f.${gold.key} = 0`,
      `'no ${inSentence(label)}'`,
    ),
  )

/** What is odd but may be true: shown with its rows, never in the way of publishing. */
export const warningChecks: readonly QualityCheck[] = [
  ...unknown,
  films(
    'imdb_missing',
    'IMDb code missing',
    'Films without a usable IMDb code.',
    ['imdb_code'],
    'f.imdb_code IS NULL',
    "'no IMDb code'",
  ),
  films(
    'imdb_repeated',
    'IMDb code used twice',
    'Films that share their IMDb code with another film.',
    ['imdb_code'],
    'f.imdb_code IN (SELECT imdb_code FROM fact_movies WHERE imdb_code IS NOT NULL GROUP BY imdb_code HAVING count(*) > 1)',
    'f.imdb_code',
  ),
  films(
    'genre_missing',
    'Filed under "other"',
    'Films that came without genres.',
    ['genre'],
    otherGenre,
    "'no genre given'",
  ),
  films(
    'runtime_long',
    'Longer than 400 minutes',
    'Very long runtimes are often typing errors.',
    ['runtime'],
    'f.runtime_minutes > 400',
    "f.runtime_minutes || ' minutes'",
  ),
  films(
    'year_in_future',
    'Released in the future',
    'Films whose released year is more than a year after the newest upload.',
    ['year'],
    `y.year > (${newestYear}) + 1`,
    "'released ' || y.year",
    'JOIN dim_released_year y USING (year_key)',
  ),
  films(
    'released_after_upload',
    'Released long after its upload',
    'Films uploaded more than a year before their released year.',
    ['year', 'uploaded'],
    'f.date_key > 0 AND y.year > f.date_key / 10000 + 1',
    "'uploaded ' || f.date_key || ', released ' || y.year",
    'JOIN dim_released_year y USING (year_key)',
  ),
  films(
    'language_without_name',
    'Language code without a name',
    'Films in a language whose code the table of names lacks.',
    ['language'],
    'f.language_key > 0 AND l.language = l.language_name',
    "'code ' || l.language",
    'JOIN dim_language l USING (language_key)',
  ),
  {
    name: 'genre_single_film',
    title: 'Genre with a single film',
    description: 'A genre that only one film has is often a spelling error.',
    severity: 'warning',
    tables: ['dim_genre'],
    columns: ['genre'],
    offendersSql: `SELECT min(j.movie_id) AS movie_id, g.genre_name AS label, 'one film only' AS detail
      FROM genre_junction j JOIN dim_genre g USING (genre_id) GROUP BY j.genre_id HAVING count(*) = 1 ORDER BY g.genre_name`,
    countSql: `SELECT count(*) FROM (SELECT 1 FROM genre_junction WHERE genre_id IN (SELECT genre_id FROM dim_genre)
      GROUP BY genre_id HAVING count(*) = 1)`,
    totalSql: 'SELECT count(*) FROM dim_genre WHERE genre_id > 0',
  },
  {
    name: 'quarantine_open',
    title: 'Refused rows',
    description: 'Rows that were refused and have not been replayed since.',
    severity: 'warning',
    tables: ['quarantine'],
    columns: [],
    about: 'ledger',
    offendersSql: `SELECT movie_id, coalesce('Film ' || movie_id, 'Page ' || page_id || ', row ' || position) AS label, rule || ': ' || reason AS detail
      FROM quarantine WHERE status = 'open' ORDER BY quarantine_id`,
    totalSql: "SELECT (SELECT count(*) FROM fact_movies) + (SELECT count(*) FROM quarantine WHERE status = 'open')",
  },
  {
    name: 'fields_not_sent',
    title: 'Fields no longer sent',
    description:
      'Fields whose key was absent in the latest load, on films of which a value was known. What is known is kept until somebody agrees.',
    severity: 'warning',
    tables: ['run'],
    columns: [],
    about: 'ledger',
    offendersSql: `SELECT NULL AS movie_id, field AS label, 'missing on ' || films || ' films, known and kept for ' || kept AS detail
      FROM run_missing_field WHERE kept > 0 AND run_id = (SELECT max(run_id) FROM run WHERE status = 'complete') ORDER BY field`,
    totalSql: "SELECT count(*) FROM run WHERE status = 'complete'",
  },
  {
    name: 'films_counted_by_source',
    title: 'The source counts more films than are stored',
    description:
      'In the latest load the count that the source gives was higher than the films stored, by more than a handful and half a thousandth.',
    severity: 'warning',
    tables: ['run'],
    columns: [],
    about: 'ledger',
    offendersSql: `SELECT NULL AS movie_id, 'Run ' || run_id AS label, 'the source says ' || movie_count || ', stored ' || films AS detail
      FROM run, (SELECT count(*) AS films FROM movie_presence WHERE tombstoned_run IS NULL)
      WHERE run_id = (SELECT max(run_id) FROM run WHERE status = 'complete') AND movie_count BETWEEN 1 AND 10000000
        AND movie_count - films > max(5, (movie_count + 1999) / 2000)`,
    totalSql: "SELECT count(*) FROM run WHERE status = 'complete'",
  },
  {
    name: 'source_moved_while_read',
    title: 'The catalogue moved while it was read',
    description: 'Completed full loads that met a film on two pages; another full load is due after such a one.',
    severity: 'warning',
    tables: ['run'],
    columns: [],
    about: 'ledger',
    offendersSql: `SELECT NULL AS movie_id, 'Run ' || run_id AS label, duplicates || ' duplicate rows' AS detail
      FROM run WHERE status = 'complete' AND unstable = 1
        AND run_id > coalesce((SELECT max(run_id) FROM run WHERE status = 'complete' AND mode = 'full' AND unstable = 0), 0)`,
    totalSql: "SELECT count(*) FROM run WHERE status = 'complete'",
  },
]
