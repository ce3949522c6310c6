import { dimensionIds, dimensionOf, dimensions } from '../../../shared/model/dimensions.ts'
import { noImdbCode } from '../../../shared/model/values/imdb.ts'
import type { TableKey } from '../../../shared/table-definitions/definition.ts'
import type { QualityCheck } from './quality-check.ts'

const facts = 'SELECT count(*) FROM fact_movies'
const days = 'SELECT count(*) FROM dim_date WHERE date_key > 0'

/** Members that lack something: the condition that finds them, over one dimension. */
interface Lacking {
  table: TableKey
  key: string
  condition: string
}

const described = dimensionIds.map((id) => ({ ...dimensionOf(id).gold, table: dimensions[id].gold.table }))
const labels: Lacking[] = described.flatMap(({ table, key, value, attributes }) => {
  const words = [value, ...attributes].filter(
    ({ type, unknown }) => type === 'TEXT' && unknown !== null && unknown !== '',
  )
  if (words.length === 0) return []
  return [{ table, key, condition: words.map(({ column }) => `${column} = ''`).join(' OR ') }]
})
const values: Lacking[] = described.map(({ table, key, value }) => ({
  table,
  key,
  condition: `${key} > 0 AND (${value.column} IS NULL OR ${value.column} = '')`,
}))

const tablesOf = (lacking: readonly Lacking[]) => lacking.map(({ table }) => table) as [TableKey, ...TableKey[]]
const membersWhere = (lacking: readonly Lacking[], detail: string) =>
  lacking
    .map(
      ({ table, key, condition }) =>
        `SELECT NULL AS movie_id, '${table} ' || ${key} AS label, '${detail}' AS detail FROM ${table} WHERE ${condition}`,
    )
    .join(' UNION ALL ')
const membersTotal = (lacking: readonly Lacking[]) =>
  `SELECT ${lacking.map(({ table }) => `(SELECT count(*) FROM ${table})`).join(' + ')}`

/** Values are within their ranges and dimension attributes are complete and right. */
export const valueChecks: readonly QualityCheck[] = [
  {
    name: 'rating_range',
    title: 'Ratings are from 0 to 10',
    description: 'A rating is above 0 and at most 10, or unknown; never 0.',
    severity: 'error',
    tables: ['fact_movies'],
    columns: ['rating'],
    offendersSql: `SELECT movie_id, 'Film ' || movie_id AS label, 'rating ' || rating AS detail FROM fact_movies
      WHERE rating IS NOT NULL AND NOT (rating > 0 AND rating <= 10)`,
    totalSql: facts,
  },
  {
    name: 'runtime_range',
    title: 'Runtimes are from 1 to 6,000 minutes',
    description: 'A runtime is a positive number of minutes, or unknown; never 0.',
    severity: 'error',
    tables: ['fact_movies'],
    columns: ['runtime'],
    offendersSql: `SELECT movie_id, 'Film ' || movie_id AS label, runtime_minutes || ' minutes' AS detail FROM fact_movies
      WHERE runtime_minutes IS NOT NULL AND runtime_minutes NOT BETWEEN 1 AND 6000`,
    totalSql: facts,
  },
  {
    name: 'year_range',
    title: 'Released years are from 1870 to 2100',
    description: 'A released year is a plausible year, or unknown; never 0.',
    severity: 'error',
    tables: ['dim_released_year'],
    columns: ['year'],
    offendersSql: `SELECT NULL AS movie_id, 'Year ' || year AS label, 'member ' || year_key AS detail FROM dim_released_year
      WHERE year_key > 0 AND (year IS NULL OR year NOT BETWEEN 1870 AND 2100)`,
    totalSql: 'SELECT count(*) FROM dim_released_year WHERE year_key > 0',
  },
  {
    name: 'imdb_form',
    title: 'IMDb codes have their form',
    description: 'An IMDb code is tt and digits, or unknown.',
    severity: 'error',
    tables: ['fact_movies'],
    columns: ['imdb_code'],
    offendersSql: `SELECT movie_id, 'Film ' || movie_id AS label, imdb_code AS detail FROM fact_movies
      WHERE ${noImdbCode('imdb_code')}`,
    totalSql: facts,
  },
  {
    name: 'date_parts',
    title: 'Date attributes agree with the date',
    description:
      'Key, day, month, quarter, year, weekday and weekend flag of every date are those of its calendar day.',
    severity: 'error',
    tables: ['dim_date'],
    columns: ['uploaded'],
    offendersSql: `SELECT NULL AS movie_id, coalesce(date, 'Key ' || date_key) AS label, 'an attribute is missing or wrong' AS detail FROM dim_date
      WHERE date_key > 0 AND (date IS NULL OR date IS NOT date(date) OR date_key <> CAST(replace(date, '-', '') AS INTEGER)
        OR year IS NOT CAST(substr(date, 1, 4) AS INTEGER) OR month IS NOT CAST(substr(date, 6, 2) AS INTEGER)
        OR day_of_month IS NOT CAST(substr(date, 9, 2) AS INTEGER) OR day_of_year IS NOT CAST(strftime('%j', date) AS INTEGER)
        OR quarter IS NOT (month + 2) / 3 OR is_weekend IS NOT (strftime('%w', date) IN ('0', '6'))
        OR week_of_year IS NOT CAST(strftime('%V', date) AS INTEGER) OR date_full = '' OR month_name = '' OR day_of_week = '')`,
    totalSql: days,
  },
  {
    name: 'dimension_labels',
    title: 'Every dimension member has its label',
    description: 'Bands, decades, names and parts of dates in words are never empty.',
    severity: 'error',
    tables: tablesOf(labels),
    columns: [],
    offendersSql: membersWhere(labels, 'no name'),
    totalSql: membersTotal(labels),
  },
  {
    name: 'members_not_empty',
    title: 'Dimension members have a value',
    description: 'Only member 0 of a dimension may be without a value.',
    severity: 'error',
    tables: tablesOf(values),
    columns: [],
    offendersSql: membersWhere(values, 'no value'),
    totalSql: membersTotal(values),
  },
]
