import { dimensionIds, dimensionOf, dimensions } from '../../../shared/model/dimensions.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import type { TableKey } from '../../../shared/table-definitions/definition.ts'
import type { QualityCheck } from './quality-check.ts'

const facts = 'SELECT count(*) FROM fact_movies'

const described = dimensionIds.map((id) => ({ id, table: dimensions[id].gold.table, ...dimensionOf(id) }))

const toDimension = described
  .filter(({ kind }) => kind !== 'set')
  .map(
    ({ id, label, gold: { key, table } }): QualityCheck => ({
      name: `fact_${key}`,
      title: `Every film has its ${inSentence(label)}`,
      description: `Each ${key} of the fact table exists in ${table}; unknown values point at member 0.`,
      severity: 'error',
      tables: ['fact_movies'],
      columns: [id],
      offendersSql: `SELECT f.movie_id AS movie_id, 'Film ' || f.movie_id AS label, '${key} ' || f.${key} || ' is not in ${table}' AS detail
      FROM fact_movies f WHERE f.${key} NOT IN (SELECT ${key} FROM ${table})`,
      totalSql: facts,
    }),
  )

/** Tables of which a row stands for "unknown", with their keys. */
const members: [TableKey, string][] = [
  ['dim_movie', 'movie_key'],
  ...described.map(({ table, gold }): [TableKey, string] => [table, gold.key]),
]
const measured = described.flatMap(({ id, label, gold }) =>
  gold.measure ? [{ id, label, gold, ...gold.measure }] : [],
)
const measuredLabels = measured.map(({ label }) => inSentence(label))

/** Keys lead somewhere, and lead to the right member. */
export const relationshipChecks: readonly QualityCheck[] = [
  {
    name: 'fact_movie_key',
    title: 'Every film has its texts',
    description: 'Each movie_key of the fact table is that of the same film in dim_movie.',
    severity: 'error',
    tables: ['fact_movies'],
    columns: ['movie_id'],
    // The plus keeps to the index of film ids: by its key, each wide row would be looked up.
    offendersSql: `SELECT f.movie_id AS movie_id, 'Film ' || f.movie_id AS label,
        'movie_key ' || f.movie_key || ' is not that of this film in dim_movie' AS detail
      FROM fact_movies f
      WHERE NOT EXISTS (SELECT 1 FROM dim_movie m WHERE m.movie_id = f.movie_id AND +m.movie_key = f.movie_key)`,
    totalSql: facts,
  },
  ...toDimension,
  {
    name: 'junction_film',
    title: 'Genre rows belong to a film',
    description: 'Each film id of the genre junction is in the fact table.',
    severity: 'error',
    tables: ['genre_junction'],
    columns: ['genre'],
    offendersSql: `SELECT movie_id, 'Film ' || movie_id AS label, 'genre ' || genre_id || ' of a film that is not in the fact table' AS detail
      FROM genre_junction WHERE movie_id NOT IN (SELECT movie_id FROM fact_movies)`,
    // Counted per film, which the check of genre counts holds to the junction's rows: what is left over belongs to no film.
    countSql:
      'SELECT max(0, (SELECT count(*) FROM genre_junction) - (SELECT coalesce(sum(genre_count), 0) FROM fact_movies))',
    totalSql: 'SELECT count(*) FROM genre_junction',
  },
  {
    name: 'junction_genre',
    title: 'Genre rows name a genre',
    description: 'Each genre id of the genre junction is in dim_genre.',
    severity: 'error',
    tables: ['genre_junction'],
    columns: ['genre'],
    offendersSql: `SELECT movie_id, 'Film ' || movie_id AS label, 'genre ' || genre_id || ' is not in dim_genre' AS detail
      FROM genre_junction WHERE genre_id NOT IN (SELECT genre_id FROM dim_genre)`,
    countSql: `SELECT coalesce(sum(films), 0) FROM (SELECT genre_id, count(*) AS films FROM genre_junction GROUP BY genre_id)
      WHERE genre_id NOT IN (SELECT genre_id FROM dim_genre)`,
    totalSql: 'SELECT count(*) FROM genre_junction',
  },
  {
    name: 'genre_count_and_mask',
    title: 'Genre count and bit set agree with the junction',
    description:
      'genre_count and genre_mask of each film say what its junction rows say, and no film is without a genre.',
    severity: 'error',
    tables: ['fact_movies', 'genre_junction'],
    columns: ['genre'],
    offendersSql: `SELECT f.movie_id AS movie_id, 'Film ' || f.movie_id AS label,
        f.genre_count || ' genres counted, ' || coalesce(j.genres, 0) || ' in the junction' AS detail
      FROM fact_movies f LEFT JOIN (
        SELECT movie_id, count(*) AS genres, sum(CASE WHEN genre_id BETWEEN 1 AND 62 THEN 1 << (genre_id - 1) ELSE 0 END) AS mask
        FROM genre_junction GROUP BY movie_id
      ) j USING (movie_id)
      WHERE f.genre_count < 1 OR f.genre_count IS NOT j.genres OR f.genre_mask IS NOT j.mask`,
    // What is left of the fact without the films that agree: the groups come in the junction's order and are never kept.
    countSql: `SELECT (${facts}) - (SELECT count(*) FROM (
        SELECT movie_id, count(*) AS genres, sum(CASE WHEN genre_id BETWEEN 1 AND 62 THEN 1 << (genre_id - 1) ELSE 0 END) AS mask
        FROM genre_junction GROUP BY movie_id
      ) j CROSS JOIN fact_movies f USING (movie_id) WHERE f.genre_count = j.genres AND f.genre_mask = j.mask)`,
    totalSql: facts,
  },
  {
    name: 'unknown_members',
    title: 'Every dimension has its unknown member',
    description: 'Member 0 stands for "unknown" in every dimension.',
    severity: 'error',
    tables: ['dim_movie', ...described.map(({ table }) => table)],
    columns: [],
    offendersSql: members
      .map(
        ([table, key]) =>
          `SELECT NULL AS movie_id, '${table}' AS label, 'member 0 is missing' AS detail
           WHERE NOT EXISTS (SELECT 1 FROM ${table} WHERE ${key} = 0)`,
      )
      .join(' UNION ALL '),
    totalSql: `SELECT ${members.length}`,
  },
  {
    name: 'measures_match_members',
    title: 'Measures agree with their dimensions',
    description: `Measures of a film (${measuredLabels.join(', ')}) are the value of the dimension member it points at.`,
    severity: 'error',
    tables: ['fact_movies'],
    columns: measured.map(({ id }) => id),
    offendersSql: `SELECT f.movie_id AS movie_id, 'Film ' || f.movie_id AS label, '${measuredLabels.join(' or ')} differs from its member' AS detail
      FROM fact_movies f ${measured.map(({ gold }) => `JOIN ${gold.table} USING (${gold.key})`).join(' ')}
      WHERE ${measured.map(({ gold, column }) => `f.${column} IS NOT ${gold.table}.${gold.value.column}`).join(' OR ')}`,
    totalSql: facts,
  },
  {
    name: 'fact_run',
    title: 'Every fact row leads to its load',
    description: 'The run that last changed a fact row is in the ledger.',
    severity: 'error',
    tables: ['fact_movies'],
    columns: [],
    offendersSql: `SELECT movie_id, 'Film ' || movie_id AS label, 'run ' || run_id || ' is not in the ledger' AS detail
      FROM fact_movies WHERE run_id NOT IN (SELECT run_id FROM run)`,
    totalSql: facts,
  },
]
