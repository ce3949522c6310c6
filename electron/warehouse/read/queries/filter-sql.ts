import {
  type Clause,
  isEmptyClause,
  type MemberClause,
  type MovieFilter,
  type RangeClause,
  type SetClause,
} from '../../../../shared/filter/filter.ts'
import { readSearch } from '../../../../shared/filter/search-fold.ts'
import { dimensionOfColumn, type MovieOrder, type MovieSort } from '../../../../shared/filter/sort.ts'
import {
  type DimensionId,
  dimensionIds,
  dimensionOf,
  isSet,
  type MemberId,
  type SetId,
} from '../../../../shared/model/dimensions.ts'
import {
  type AxisId,
  type DerivedSource,
  derivedDimensions,
  isAnySet,
  isDerived,
} from '../../../../shared/model/values/derived.ts'
import { runFilmsSql } from '../runs/run-films.ts'

/** A text as an SQL literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** Dimensions whose table a query on films joins: those with one member a film, unless the fact has the value itself. */
const joined = dimensionIds.filter((id) => !isSet(id) && !dimensionOf(id).gold.measure)

/** What every query on films selects from: the fact with one row of each dimension. */
export const filmSource = [
  'FROM fact_movies AS f',
  'JOIN dim_movie AS m ON m.movie_key = f.movie_key',
  ...joined.map((id) => {
    const { table, key } = dimensionOf(id).gold
    return `JOIN ${table} ON ${table}.${key} = f.${key}`
  }),
].join('\n')

/** What adds a row for each member of a set. */
export function setJoins(id: SetId): string {
  const { table, key, junction } = dimensionOf(id).gold
  return `JOIN ${junction} ON ${junction}.movie_id = f.movie_id\nJOIN ${table} ON ${table}.${key} = ${junction}.${key}`
}

/** The value by which a filter names a film's member, over `filmSource`; null where a number is unknown. */
export function valueSql(id: AxisId): string {
  if (isDerived(id)) {
    const { from, sql }: { from: readonly DerivedSource[]; sql: (...sources: string[]) => string } =
      derivedDimensions[id]
    return sql(...from.map(sourceSql))
  }
  const { table, key, keyOf, value, measure } = dimensionOf(id).gold
  if (measure) return `f.${measure.column}`
  return keyOf ? `NULLIF(f.${key}, 0)` : `${table}.${value.column}`
}

function sourceSql(source: DerivedSource): string {
  if ('value' in source) return valueSql(source.value)
  return 'run' in source ? 'f.run_id' : `f.${dimensionOf(source.count).gold.count}`
}

/** The name that people read, over `filmSource`. */
export function labelSql(id: DimensionId): string {
  const { table, name, value, measure } = dimensionOf(id).gold
  return measure ? `f.${measure.column}` : `${table}.${name ?? value.column}`
}

/**
 * The conditions of a filter over `filmSource`, with the values written out: the same films as the columns engine keeps.
 * Values come from a person, so texts are quoted and run ids are whole numbers by the filter's schema.
 */
export function filterConditions(filter: MovieFilter): string[] {
  const conditions = dimensionIds.flatMap((id) => clauseConditions(id, filter.where[id]))
  for (const { dimension, clause } of filter.also) {
    for (const condition of clauseConditions(dimension, clause)) conditions.push(condition)
  }
  const { imdb, terms } = readSearch(filter.search)
  if (imdb !== null) conditions.push(`CAST(substr(f.imdb_code, 3) AS INTEGER) = ${imdb}`)
  for (const ways of terms) {
    const parts = ways.map((way) => `instr(COALESCE(m.title_search, m.title_sort), ${quoted(way)}) > 0`)
    conditions.push(parts.length > 1 ? `(${parts.join(' OR ')})` : parts.join(''))
  }
  if (filter.run) conditions.push(`f.movie_id IN (${runFilmsSql(filter.run)})`)
  return conditions
}

/** `WHERE …`, or nothing for no conditions. */
export function whereClause(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join('\n  AND ')}`
}

function clauseConditions(id: AxisId, clause: Clause): string[] {
  if (isEmptyClause(clause)) return []
  if ('unknown' in clause) return [rangeCondition(clause, valueSql(id))]
  return isAnySet(id) ? setConditions(id, clause as SetClause) : memberConditions(id as MemberId, clause)
}

function setConditions(id: SetId, { any, all, none }: SetClause): string[] {
  const { table, key, value, junction } = dimensionOf(id).gold
  const having = (names: readonly string[]) => {
    const known = names.filter((name) => name !== '')
    const parts: string[] = []
    if (known.length > 0)
      parts.push(
        `f.movie_id IN (SELECT movie_id FROM ${junction} JOIN ${table} USING (${key}) WHERE ${value.column} IN (${known.map(quoted).join(', ')}))`,
      )
    if (known.length < names.length)
      parts.push(`f.movie_id NOT IN (SELECT movie_id FROM ${junction} WHERE ${key} <> 0)`)
    return parts.length > 1 ? `(${parts.join(' OR ')})` : parts.join('')
  }
  return [
    ...(any.length > 0 ? [having(any)] : []),
    ...all.map((name) => having([name])),
    ...none.map((name) => `NOT ${having([name])}`),
  ]
}

function memberConditions(id: MemberId, { any, none }: MemberClause): string[] {
  const unknown = dimensionOf(id).gold.value.unknown ?? ''
  const list = (names: readonly string[]) => names.map((name) => quoted(name === '' ? unknown : name)).join(', ')
  return [
    ...(any.length > 0 ? [`${valueSql(id)} IN (${list(any)})`] : []),
    ...(none.length > 0 ? [`${valueSql(id)} NOT IN (${list(none)})`] : []),
  ]
}

/** One range clause as a condition; the definition is `rangeMatches` of shared/filter/filter.ts. */
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

/** What films are sorted by, most important first; null where it is unknown. */
function sortExpressions(key: MovieSort['key']): string[] {
  switch (key) {
    case 'title':
      return ['m.title_sort']
    case 'imdb_code':
      return ['CAST(substr(f.imdb_code, 3) AS INTEGER)']
    case 'last_run':
      return ['f.run_id']
    case 'movie_id':
      return ['f.movie_id']
    default: {
      const id = dimensionOfColumn(key)
      if (id === null) throw new Error(`no column to sort by: ${key}`)
      const { kind, gold } = dimensionOf(id)
      if (kind === 'range') return [valueSql(id)]
      const known = (expression: string) => `CASE f.${gold.key} WHEN 0 THEN NULL ELSE ${expression} END`
      return gold.name ? [known(labelSql(id)), known(valueSql(id))] : [known(valueSql(id))]
    }
  }
}

/** `ORDER BY …` of an order: unknown values last, ties by title, then by film id. */
export function orderClause(order: MovieOrder): string {
  const sorted = order.flatMap(({ key, dir }) =>
    sortExpressions(key).map((expression) => `${expression} ${dir === 'asc' ? 'ASC' : 'DESC'} NULLS LAST`),
  )
  return `ORDER BY ${sorted.join(', ')}, m.title_sort, f.movie_id`
}
