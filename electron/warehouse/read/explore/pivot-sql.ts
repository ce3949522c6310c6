import type { ParsedInput } from '../../../../shared/contract/index.ts'
import type { ExploreAxis, MemberKey } from '../../../../shared/explore-spec.ts'
import { type Aggregate, aggregateSql, type ShareBase, takenFrom } from '../../../../shared/model/aggregates.ts'
import { dimensionIds, dimensionOf, type SetId, setIds } from '../../../../shared/model/dimensions.ts'
import { type MeasureId, measureOf } from '../../../../shared/model/measures.ts'
import { axisDimension } from '../../../../shared/model/values/derived.ts'
import { asOfRemarks, asOfStatement } from '../as-of/as-of-sql.ts'
import type { FilmEngine } from '../columns/film-engine.ts'
import { remarked } from '../queries/copied-text.ts'
import { filmSource, filterConditions, quoted, valueSql, whereClause } from '../queries/filter-sql.ts'
import type { Axis } from './axis.ts'
import { placedSpec } from './pivot.ts'

/** What the row of all others is called in a result. */
export const othersName = 'Others'

interface AxisSql {
  axis: ExploreAxis
  /** Its column in the result. */
  name: string
  /** Of one member a film: its expression over `filmSource`; null where the set has a table of its own. */
  film: string | null
  shown: readonly MemberKey[] | null
}

/**
 * Readable SQL that gives the numbers of a pivot when it is run on the warehouse: one SELECT for each level of totals, each over films
 * at its own grain. Members of an axis that were left to “Others” are named as they are found now.
 */
export function pivotSql(engine: FilmEngine, input: ParsedInput<'explore.query'>): string {
  const { spec } = input
  const { rows, columns } = placedSpec(engine, input)
  const rowAxes = rows.map((axis) => axisSql(axis, []))
  const columnAxes = columns.map((axis) => axisSql(axis, rows))
  const axes = [...rowAxes, ...columnAxes]
  const sets = axes.filter(({ film }) => film === null)
  const measures: MeasureId[] = [...new Set<MeasureId>(['films', ...spec.measures])]
  const levels = prefixesOf(rowAxes).flatMap((kept) => prefixesOf(columnAxes).map((within) => [...kept, ...within]))
  const sql = [
    `WITH films AS (\n${indented(filmsSql(axes, input))}\n)${sets.map((set) => `,\n${setSql(set)}`).join('')}`,
    levels.map((kept) => levelSql(axes, kept, measures, rowAxes)).join('\nUNION ALL\n'),
  ].join('\n')
  const [outer] = rowAxes
  const top = outer?.shown ? ['The members with a row of their own are those of the moment when this was written.'] : []
  return remarked(asOfStatement(`${sql};`, input.filter.asOf), [
    ...asOfRemarks(input.filter.asOf),
    'Each SELECT is a level of totals: null stands for all of an axis where the level leaves it out, else for unknown.',
    ...top,
  ])
}

/** The first so many of some axes, all of them first, none last. */
function prefixesOf(axes: readonly AxisSql[]): AxisSql[][] {
  return Array.from({ length: axes.length + 1 }, (_, index) => axes.slice(0, axes.length - index))
}

function axisSql({ axis, members }: Axis, former: readonly Axis[]): AxisSql {
  const { dimension: id } = axis
  const dimension = axisDimension(id)
  const hasOthers = members.some(({ isOthers }) => isOthers)
  const shown = hasOthers ? members.flatMap(({ key }) => (key === null ? [] : [key])) : null
  if (dimension.kind === 'set') {
    const isThere = former.some((other) => other.axis.dimension === id)
    return { axis, name: isThere ? `other_${id}` : id, film: null, shown }
  }
  if (dimension.kind === 'range') {
    const buckets = dimension.buckets.find((each) => each.id === axis.bucket) ?? dimension.buckets[0]
    return { axis, name: buckets.sqlName, film: withOthers(buckets.sql(valueSql(id)), shown), shown }
  }
  const value = `CASE f.${dimension.gold.key} WHEN 0 THEN NULL ELSE ${valueSql(id)} END`
  return { axis, name: id, film: withOthers(value, shown), shown }
}

function literal(key: MemberKey): string {
  return typeof key === 'number' ? String(key) : quoted(String(key ?? ''))
}

function withOthers(value: string, shown: readonly MemberKey[] | null): string {
  if (shown === null) return value
  return `CASE WHEN ${value} IS NULL OR ${value} IN (${shown.map(literal).join(', ')}) THEN ${value} ELSE ${quoted(othersName)} END`
}

/** The films that pass the filter, with what measures take of them and their members. */
function filmsSql(axes: readonly AxisSql[], { filter }: ParsedInput<'explore.query'>): string {
  const measured = dimensionIds.flatMap((id) => dimensionOf(id).gold.measure?.column ?? [])
  const counts = setIds.map((id) => dimensionOf(id).gold.count)
  const members = axes.flatMap(({ film, name }) => (film === null ? [] : [`${film} AS ${name}`]))
  const conditions = filterConditions(filter)
  return [
    `SELECT ${[...['movie_id', ...measured, ...counts].map((column) => `f.${column}`), ...members].join(', ')}`,
    filmSource,
    ...(conditions.length > 0 ? [whereClause(conditions)] : []),
  ].join('\n')
}

/** The members of a set by film; those among the others in one row, with how many they are. */
function setSql({ axis, name, shown }: AxisSql): string {
  const { table, key, value, junction } = dimensionOf(axis.dimension as SetId).gold
  const member = `d.${value.column}`
  return `${tableOf(name)} AS (
  SELECT j.movie_id, ${withOthers(member, shown)} AS ${name}, COUNT(*) AS pairs
  FROM ${junction} AS j
  JOIN ${table} AS d ON d.${key} = j.${key}
  WHERE j.${key} <> 0
  GROUP BY 1, 2
)`
}

const tableOf = (set: string) => `${set}_of_film`

/** One level: the numbers by the axes that are kept. */
function levelSql(
  axes: readonly AxisSql[],
  kept: readonly AxisSql[],
  measures: readonly MeasureId[],
  rows: readonly AxisSql[],
): string {
  const sets = kept.filter(({ film }) => film === null)
  const source = (axis: AxisSql) => (axis.film === null ? `${tableOf(axis.name)}.${axis.name}` : `f.${axis.name}`)
  const columns = axes.map((axis) => `${kept.includes(axis) ? source(axis) : 'NULL'} AS ${axis.name}`)
  const numbers = measures.map((id) => {
    const { takes, sqlName } = measureOf(id)
    const own = sets.filter(({ axis }) => axis.dimension === takenFrom(takes))
    const within = takes.kind === 'share' ? baseAxes(takes.within, kept, rows).map(source).join(', ') : ''
    return `${aggregateSql(takes, pairsSql(takes, own), within)} AS ${sqlName}`
  })
  const level = kept.length === 0 ? 'all' : `by ${kept.map(({ name }) => name).join(', ')}`
  return [
    `SELECT ${[`${quoted(level)} AS level`, ...columns, ...numbers].join(', ')}`,
    'FROM films AS f',
    ...sets.map(({ name }) => `LEFT JOIN ${tableOf(name)} ON ${tableOf(name)}.movie_id = f.movie_id`),
    ...(kept.length > 0 ? [`GROUP BY ${kept.map(source).join(', ')}`] : []),
  ].join('\n')
}

/** How many pairs a row stands for. Assignments are those of the first of two axes; a film that is shared out is so over both. */
function pairsSql({ kind }: Aggregate, sets: readonly AxisSql[]): string | undefined {
  const [first, second] = sets
  if (!first) return undefined
  const pairs = `${tableOf(first.name)}.pairs`
  if (!second || kind === 'pairs') return pairs
  const { count } = dimensionOf(first.axis.dimension as SetId).gold
  return `${pairs} * 1.0 * ${tableOf(second.name)}.pairs / f.${count}`
}

/** The axes of a level that groups have in common which are the base of a share together. */
function baseAxes(within: ShareBase, kept: readonly AxisSql[], rows: readonly AxisSql[]): AxisSql[] {
  if (within === 'total') return []
  const innermost = rows.findLast((axis) => kept.includes(axis))
  return kept.filter((axis) => {
    if (within === 'row') return rows.includes(axis)
    return within === 'column' ? !rows.includes(axis) : axis !== innermost
  })
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ')
}
