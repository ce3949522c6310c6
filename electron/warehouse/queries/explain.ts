import type { ParsedInput } from '../../../shared/contract/index.ts'
import { emptyFilter, type MovieFilter } from '../../../shared/filter.ts'
import { filmSource, filterConditions, whereClause } from './filter-sql.ts'

type GroupBy = ParsedInput<'movies.explain'>['groupBy']

/** Names given to results must not be those of columns of the joined tables: GROUP BY would take the column. */
interface Grouping {
  select: string
  joins?: string
  conditions?: string[]
  groupBy?: string
  orderBy: string
  /** Clauses that the chart leaves out, because it shows what choosing another value would give. */
  ignores: ReadonlyArray<'genres' | 'languages' | 'year' | 'rating' | 'runtime' | 'uploaded'>
}

const genreJoins = `JOIN genre_junction AS j ON j.movie_id = f.movie_id
JOIN dim_genre AS g ON g.genre_id = j.genre_id`

const groupings: Record<GroupBy, Grouping> = {
  none: {
    select:
      'f.movie_id, m.title, y.year, f.rating, f.runtime_minutes, l.language_name, d.date AS uploaded, f.imdb_code',
    orderBy: 'f.movie_id',
    ignores: [],
  },
  genre: {
    select: 'g.genre_id, g.genre_name, COUNT(*) AS films, SUM(1.0 / f.genre_count) AS weight',
    joins: genreJoins,
    groupBy: 'g.genre_id',
    orderBy: 'films DESC, g.genre_id',
    ignores: ['genres'],
  },
  year: {
    select: 'y.year, COUNT(*) AS films',
    conditions: ['y.year IS NOT NULL'],
    groupBy: 'y.year',
    orderBy: 'y.year',
    ignores: ['year'],
  },
  rating: {
    select: 'MIN(95, CAST(f.rating * 2 AS INTEGER) * 5) / 10.0 AS rating_from, COUNT(*) AS films',
    conditions: ['f.rating IS NOT NULL'],
    groupBy: 'rating_from',
    orderBy: 'rating_from',
    ignores: ['rating'],
  },
  runtime: {
    select: 'MIN(240, f.runtime_minutes / 10 * 10) AS minutes_from, COUNT(*) AS films',
    conditions: ['f.runtime_minutes IS NOT NULL'],
    groupBy: 'minutes_from',
    orderBy: 'minutes_from',
    ignores: ['runtime'],
  },
  language: {
    select: 'l.language, l.language_name, COUNT(*) AS films',
    groupBy: 'l.language',
    orderBy: 'films DESC, l.language_key',
    ignores: ['languages'],
  },
  uploaded: {
    select: 'd.date_key / 100 AS year_and_month, COUNT(*) AS films',
    conditions: ['d.date_key IS NOT NULL'],
    groupBy: 'year_and_month',
    orderBy: 'year_and_month',
    ignores: ['uploaded'],
  },
  rating_by_year: {
    select: `y.year, COUNT(*) AS rated_films, AVG(f.rating) AS mean,
  percentile_cont(f.rating, 0.25) AS p25, percentile_cont(f.rating, 0.75) AS p75`,
    conditions: ['y.year IS NOT NULL', 'f.rating IS NOT NULL'],
    groupBy: 'y.year',
    orderBy: 'y.year',
    ignores: ['year'],
  },
  genre_decade: {
    select:
      'g.genre_id, g.genre_name, y.year / 10 * 10 AS decade_from, COUNT(*) AS films, SUM(1.0 / f.genre_count) AS weight',
    joins: genreJoins,
    conditions: ['y.year IS NOT NULL'],
    groupBy: 'g.genre_id, decade_from',
    orderBy: 'g.genre_id, decade_from',
    ignores: ['genres', 'year'],
  },
}

/** Readable SQL that gives the films behind a filter, or the numbers of a chart, when it is run on the warehouse. */
export function explainSql(filter: MovieFilter, groupBy: GroupBy): string {
  const grouping = groupings[groupBy]
  const conditions = [...filterConditions(without(filter, grouping.ignores)), ...(grouping.conditions ?? [])]
  const statement = [
    `SELECT ${grouping.select}`,
    filmSource,
    ...(grouping.joins ? [grouping.joins] : []),
    ...(conditions.length > 0 ? [whereClause(conditions)] : []),
    ...(grouping.groupBy ? [`GROUP BY ${grouping.groupBy}`] : []),
    `ORDER BY ${grouping.orderBy};`,
  ].join('\n')
  const remarks = [
    ...(grouping.ignores.length > 0
      ? [`As in the chart, its own clause is left out: ${grouping.ignores.join(' and ')}.`]
      : []),
    ...ownFunctions
      .filter((name) => statement.includes(`${name}(`))
      .map((name) => `Needs the function ${name}, which stock SQLite lacks; the command line's query has it.`),
  ]
  // Not two dashes: a command line takes a statement that begins with them for an option.
  return [...remarks.map((remark) => `/* ${remark} */`), statement].join('\n')
}

/** Functions of our SQLite that other programs may not have: they are built in on request, or made by us. */
const ownFunctions = ['percentile_cont', 'fold_title', 'search_text'] as const

function without(filter: MovieFilter, ignored: Grouping['ignores']): MovieFilter {
  const empty = emptyFilter()
  return { ...filter, ...Object.fromEntries(ignored.map((clause) => [clause, empty[clause]])) }
}
