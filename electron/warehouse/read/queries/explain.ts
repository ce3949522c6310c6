import type { ParsedInput } from '../../../../shared/contract/index.ts'
import { type AsOf, addingDimensions, type MovieFilter, withoutClauses } from '../../../../shared/filter/filter.ts'
import { type Axis, chartDimensions, charts } from '../../../../shared/model/charts.ts'
import { dimensionIds, dimensionOf, dimensions, isSet } from '../../../../shared/model/dimensions.ts'
import { measureOf } from '../../../../shared/model/measures.ts'
import { inSentence } from '../../../../shared/model/values/words.ts'
import { asOfRemarks, asOfStatement } from '../as-of/as-of-sql.ts'
import { remarked } from './copied-text.ts'
import { filmSource, filterConditions, labelSql, setJoins, valueSql, whereClause } from './filter-sql.ts'

type GroupBy = ParsedInput<'movies.explain'>['groupBy']

/** An axis of a chart in SQL: what is selected, what films are grouped by, which of them have a place on it. */
interface AxisSql {
  select: string[]
  groupBy: string
  joins: string[]
  conditions: string[]
  /** Whether its groups are in order; else the most frequent come first. */
  ordered: boolean
}

function axisSql({ dimension: id, bucket }: Axis): AxisSql {
  const dimension = dimensionOf(id)
  if (dimension.kind === 'range') {
    const buckets = dimension.buckets.find((each) => each.id === bucket) ?? dimension.buckets[0]
    const value = valueSql(id)
    return {
      // Results must not be called as a column of a joined table is: GROUP BY would take the column.
      select: [`${buckets.sql(value)} AS ${buckets.sqlName}`],
      groupBy: buckets.sqlName,
      joins: [],
      conditions: [`${value} IS NOT NULL`],
      ordered: true,
    }
  }
  const { gold } = dimension
  return {
    select: gold.name ? [valueSql(id), labelSql(id)] : [valueSql(id)],
    groupBy: `${gold.table}.${gold.key}`,
    joins: isSet(id) ? [setJoins(id)] : [],
    conditions: [],
    ordered: false,
  }
}

/** Readable SQL that gives the films behind a filter, or the numbers of a chart, when it is run on the warehouse. */
export function explainSql(filter: MovieFilter, groupBy: GroupBy): string {
  return groupBy === 'none' ? filmsSql(filter) : chartSql(filter, groupBy)
}

function filmsSql(filter: MovieFilter): string {
  const columns = dimensionIds
    .filter((id) => !isSet(id))
    .map((id) =>
      dimensions[id].column.key === dimensions[id].gold.value.column ? labelSql(id) : `${labelSql(id)} AS ${id}`,
    )
  return statement({
    asOf: filter.asOf,
    select: ['f.movie_id', 'm.title', ...columns, 'f.imdb_code'],
    conditions: filterConditions(filter),
    orderBy: 'f.movie_id',
  })
}

function chartSql(filter: MovieFilter, id: Exclude<GroupBy, 'none'>): string {
  const { axes, measures } = charts[id]
  const places = axes.map(axisSql)
  const adding = addingDimensions(filter)
  const ignored = chartDimensions(id).filter((dimension) => !adding.has(dimension))
  const measured = measures.map(measureOf)
  const needed = measured.flatMap(({ of }) => (of ? [`${valueSql(of)} IS NOT NULL`] : []))
  const groups = places.map((place) => place.groupBy)
  const ordered = places.length > 1 || places.every((place) => place.ordered)
  const names = ignored.map((dimension) => inSentence(dimensionOf(dimension).label))
  return statement({
    asOf: filter.asOf,
    ...(names.length > 0 ? { comment: `As in the chart, its own clause is left out: ${names.join(' and ')}.` } : {}),
    select: [...places.flatMap((place) => place.select), ...measured.map(({ sql, sqlName }) => `${sql} AS ${sqlName}`)],
    joins: places.flatMap((place) => place.joins),
    conditions: [
      ...filterConditions(withoutClauses(filter, ignored)),
      ...places.flatMap((place) => place.conditions),
      ...new Set(needed),
    ],
    groupBy: groups,
    orderBy: ordered ? groups.join(', ') : [`${measured[0]?.sqlName} DESC`, ...groups].join(', '),
  })
}

interface Statement {
  asOf: AsOf | null
  comment?: string
  select: string[]
  joins?: string[]
  conditions: string[]
  groupBy?: string[]
  orderBy: string
}

function statement({ asOf, comment, select, joins = [], conditions, groupBy = [], orderBy }: Statement): string {
  const sql = [
    `SELECT ${select.join(', ')}`,
    filmSource,
    ...joins,
    ...(conditions.length > 0 ? [whereClause(conditions)] : []),
    ...(groupBy.length > 0 ? [`GROUP BY ${groupBy.join(', ')}`] : []),
    `ORDER BY ${orderBy};`,
  ].join('\n')
  return remarked(asOfStatement(sql, asOf), [...asOfRemarks(asOf), ...(comment ? [comment] : [])])
}
