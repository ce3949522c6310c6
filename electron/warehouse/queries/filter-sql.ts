import {
  isEmptyRange,
  type MovieFilter,
  type RangeClause,
  type RangeField,
  rangeFields,
} from '../../../shared/filter.ts'
import type { MovieSort } from '../../../shared/sort.ts'
import { searchTerms } from '../search-fold.ts'
import { runFilmsSql } from './run-films.ts'

/** Where each range clause finds its value; null where it is unknown. */
const rangeExpressions: Record<RangeField, string> = {
  year: 'y.year',
  rating: 'f.rating',
  runtime: 'f.runtime_minutes',
  uploaded: 'd.date_key',
}

/** A text as an SQL literal. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** What every query on films selects from: the fact with one row of each dimension. */
export const filmSource = `FROM fact_movies AS f
JOIN dim_movie AS m ON m.movie_key = f.movie_key
JOIN dim_released_year AS y ON y.year_key = f.year_key
JOIN dim_language AS l ON l.language_key = f.language_key
LEFT JOIN dim_date AS d ON d.date_key = f.date_key AND d.date_key > 0`

/**
 * The conditions of a filter over `filmSource`, with the values written out: the same films as the columns engine keeps.
 * Values come from a person, so texts are quoted and ids are whole numbers by the filter's schema.
 */
export function filterConditions(filter: MovieFilter): string[] {
  const conditions = [...genreConditions(filter.genres), ...languageConditions(filter.languages)]
  for (const field of rangeFields) {
    if (!isEmptyRange(filter[field])) conditions.push(rangeCondition(filter[field], rangeExpressions[field]))
  }
  for (const term of searchTerms(filter.search)) {
    conditions.push(`instr(COALESCE(m.title_search, m.title_sort), ${quoted(term)}) > 0`)
  }
  if (filter.run) conditions.push(`f.movie_id IN (${runFilmsSql(filter.run)})`)
  return conditions
}

/** `WHERE …`, or nothing for no conditions. */
export function whereClause(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join('\n  AND ')}`
}

function genreConditions({ any, all, none }: MovieFilter['genres']): string[] {
  const having = (ids: readonly number[]) => {
    const known = ids.filter((id) => id !== 0)
    const parts: string[] = []
    if (known.length > 0)
      parts.push(`f.movie_id IN (SELECT movie_id FROM genre_junction WHERE genre_id IN (${known.join(', ')}))`)
    if (known.length < ids.length)
      parts.push('f.movie_id NOT IN (SELECT movie_id FROM genre_junction WHERE genre_id <> 0)')
    return parts.length > 1 ? `(${parts.join(' OR ')})` : parts.join('')
  }
  return [
    ...(any.length > 0 ? [having(any)] : []),
    ...all.map((id) => having([id])),
    ...none.map((id) => `NOT ${having([id])}`),
  ]
}

function languageConditions({ any, none }: MovieFilter['languages']): string[] {
  const list = (codes: readonly string[]) => codes.map(quoted).join(', ')
  return [
    ...(any.length > 0 ? [`l.language IN (${list(any)})`] : []),
    ...(none.length > 0 ? [`l.language NOT IN (${list(none)})`] : []),
  ]
}

/** One range clause as a condition; the definition is `rangeMatches` of shared/filter.ts. */
function rangeCondition(clause: RangeClause, expression: string): string {
  const { in: kept, out: dropped, unknown } = clause
  if (unknown === 'only') return `${expression} IS NULL`
  const span = ([low, high]: readonly [number, number]) =>
    low === high ? `${expression} = ${low}` : `${expression} BETWEEN ${low} AND ${high}`
  const parts: string[] = []
  if (kept.length > 0) parts.push(kept.length > 1 ? `(${kept.map(span).join(' OR ')})` : kept.map(span).join(''))
  if (dropped.length > 0) parts.push(`NOT (${dropped.map(span).join(' OR ')})`)
  const keepsUnknown = unknown === 'include' || (unknown === 'auto' && kept.length === 0)
  if (!keepsUnknown) return parts.length === 0 ? `${expression} IS NOT NULL` : parts.join(' AND ')
  return parts.length === 0 ? '1' : `(${expression} IS NULL OR (${parts.join(' AND ')}))`
}

const sortExpressions: Record<MovieSort['key'], string> = {
  title: 'm.title_sort',
  year: 'y.year',
  rating: 'f.rating',
  runtime: 'f.runtime_minutes',
  language: "CASE l.language WHEN '' THEN NULL ELSE l.language_name END",
  uploaded: 'd.date_key',
  imdb_code: 'CAST(substr(f.imdb_code, 3) AS INTEGER)',
  movie_id: 'f.movie_id',
}

/** `ORDER BY …` of a sort: unknown values last, ties by film id. */
export function orderClause({ key, dir }: MovieSort): string {
  return `ORDER BY ${sortExpressions[key]} ${dir === 'asc' ? 'ASC' : 'DESC'} NULLS LAST, f.movie_id`
}
