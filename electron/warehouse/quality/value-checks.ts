import type { QualityCheck } from './quality-check.ts'

const facts = 'SELECT count(*) FROM fact_movies'
const days = 'SELECT count(*) FROM dim_date WHERE date_key > 0'

/** Values are within their ranges and dimension attributes are complete and right. */
export const valueChecks: readonly QualityCheck[] = [
  {
    name: 'rating_range',
    title: 'Ratings are from 0 to 10',
    description: 'A rating is above 0 and at most 10, or unknown; never 0.',
    severity: 'error',
    offendersSql: `SELECT movie_id, 'Film ' || movie_id AS label, 'rating ' || rating AS detail FROM fact_movies
      WHERE rating IS NOT NULL AND NOT (rating > 0 AND rating <= 10)`,
    totalSql: facts,
  },
  {
    name: 'runtime_range',
    title: 'Runtimes are from 1 to 6,000 minutes',
    description: 'A runtime is a positive number of minutes, or unknown; never 0.',
    severity: 'error',
    offendersSql: `SELECT movie_id, 'Film ' || movie_id AS label, runtime_minutes || ' minutes' AS detail FROM fact_movies
      WHERE runtime_minutes IS NOT NULL AND runtime_minutes NOT BETWEEN 1 AND 6000`,
    totalSql: facts,
  },
  {
    name: 'year_range',
    title: 'Released years are from 1870 to 2100',
    description: 'A released year is a plausible year, or unknown; never 0.',
    severity: 'error',
    offendersSql: `SELECT NULL AS movie_id, 'Year ' || year AS label, 'member ' || year_key AS detail FROM dim_released_year
      WHERE year_key > 0 AND (year IS NULL OR year NOT BETWEEN 1870 AND 2100)`,
    totalSql: 'SELECT count(*) FROM dim_released_year WHERE year_key > 0',
  },
  {
    name: 'imdb_form',
    title: 'IMDb codes have their form',
    description: 'An IMDb code is tt and digits, or unknown.',
    severity: 'error',
    offendersSql: `SELECT movie_id, 'Film ' || movie_id AS label, imdb_code AS detail FROM fact_movies
      WHERE imdb_code NOT GLOB 'tt[0-9][0-9][0-9][0-9][0-9][0-9][0-9]*' OR imdb_code GLOB 'tt*[^0-9]*'`,
    totalSql: facts,
  },
  {
    name: 'date_parts',
    title: 'Date attributes agree with the date',
    description:
      'Key, day, month, quarter, year, weekday and weekend flag of every date are those of its calendar day.',
    severity: 'error',
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
    description: 'Bands, decades, language and genre names are never empty.',
    severity: 'error',
    offendersSql: `SELECT NULL AS movie_id, 'dim_language ' || language_key AS label, 'no name' AS detail FROM dim_language WHERE language_name = ''
      UNION ALL SELECT NULL, 'dim_runtime ' || runtime_key, 'no band' FROM dim_runtime WHERE runtime_band = ''
      UNION ALL SELECT NULL, 'dim_rating ' || rating_key, 'no band' FROM dim_rating WHERE rating_band = ''
      UNION ALL SELECT NULL, 'dim_released_year ' || year_key, 'no decade' FROM dim_released_year WHERE decade = ''
      UNION ALL SELECT NULL, 'dim_genre ' || genre_id, 'no name' FROM dim_genre WHERE genre_name = ''`,
    totalSql: `SELECT (SELECT count(*) FROM dim_language) + (SELECT count(*) FROM dim_runtime) + (SELECT count(*) FROM dim_rating)
      + (SELECT count(*) FROM dim_released_year) + (SELECT count(*) FROM dim_genre)`,
  },
  {
    name: 'members_not_empty',
    title: 'Dimension members have a value',
    description: 'Only member 0 of a dimension may be without a value.',
    severity: 'error',
    offendersSql: `SELECT NULL AS movie_id, 'dim_runtime ' || runtime_key AS label, 'no value' AS detail FROM dim_runtime WHERE runtime IS NULL AND runtime_key > 0
      UNION ALL SELECT NULL, 'dim_rating ' || rating_key, 'no value' FROM dim_rating WHERE rating IS NULL AND rating_key > 0
      UNION ALL SELECT NULL, 'dim_released_year ' || year_key, 'no value' FROM dim_released_year WHERE year IS NULL AND year_key > 0
      UNION ALL SELECT NULL, 'dim_language ' || language_key, 'no value' FROM dim_language WHERE language = '' AND language_key > 0`,
    totalSql: `SELECT (SELECT count(*) FROM dim_language) + (SELECT count(*) FROM dim_runtime) + (SELECT count(*) FROM dim_rating)
      + (SELECT count(*) FROM dim_released_year)`,
  },
]
