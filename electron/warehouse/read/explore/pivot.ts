import type { ChannelOutput, ParsedInput } from '../../../../shared/contract/index.ts'
import type { Pivot } from '../../../../shared/contract/pivot.ts'
import type { ExploreSpec } from '../../../../shared/explore-spec.ts'
import type { MovieOrder } from '../../../../shared/filter/sort.ts'
import { type MeasureId, measureOf } from '../../../../shared/model/measures.ts'
import type { FilmColumns } from '../columns/film-columns.ts'
import type { FilmEngine } from '../columns/film-engine.ts'
import { type AxisMember, type PlacedAxis, placed, presentMembers, rawAxis } from './axis.ts'
import { numberLimit, rowsThatFit } from './budget.ts'
import { compacted, type Entries, entriesOf, parted } from './entries.ts'
import { ordered, type Ranking } from './row-order.ts'
import { type Tally, tally } from './tally.ts'

const byId: MovieOrder = [{ key: 'movie_id', dir: 'asc' }]

/** The numbers of rows: over all columns, and in each of them. */
interface Level {
  all: Tally
  cells: Tally | null
}

/** The axes of a question over the films that pass its filter. */
export interface PlacedSpec {
  films: Int32Array
  rows: readonly PlacedAxis[]
  column: PlacedAxis | null
}

/**
 * Answers a question of the page *Explore*: every cell and every total is worked out from its films, at its own level, so a total is
 * never made of cells. Refused, with the numbers, where it would be more than `limit` of them.
 */
export function pivotOf(
  engine: FilmEngine,
  { spec, filter }: ParsedInput<'explore.query'>,
  limit = numberLimit,
): ChannelOutput<'explore.query'> {
  const { columns } = engine
  const axes = placedSpec(engine, { spec, filter })
  const { films, rows, column } = axes
  const [outer, inner] = rows
  const width = column?.members.length ?? 0
  const measured = allMeasures(spec)
  const withPairs = countsMembers(measured)
  const pairs = outer && inner ? compacted(entriesOf(films, [outer, inner], withPairs)) : null

  const rowCount = (outer?.members.length ?? 0) + (pairs?.former.length ?? 0) + 1
  const perRow = (width + 1) * spec.measures.length
  const numbers = rowCount * perRow
  if (numbers > limit) {
    const fits = rowsThatFit(Math.floor(limit / perRow), outer ?? null, inner ?? null, pairs?.former ?? [])
    return {
      refused: {
        rows: rowCount,
        columns: width + 1,
        measures: spec.measures.length,
        numbers,
        limit,
        fits,
      },
    }
  }

  const level = (entries: (column: PlacedAxis | null) => Entries): Level => levelOf(columns, entries, measured, column)
  const byAxes =
    (axes: readonly PlacedAxis[]) =>
    (last: PlacedAxis | null): Entries =>
      entriesOf(films, last ? [...axes, last] : axes, withPairs)
  const innerLevel = pairs && level((last) => (last ? parted(pairs.entries, last, withPairs) : pairs.entries))
  const outerLevel = outer ? level(byAxes([outer])) : null
  const total = level(byAxes([]))

  const places = outer ? outer.members.map((_, place) => place) : []
  const outerOrder =
    outer && outerLevel
      ? ordered(places, outer.members, outer.raw.axis, rankingOf(spec, outerLevel, column), filmsOf(outerLevel))
      : []
  const columnPlaces = column ? column.members.map((_, place) => place) : []
  const columnOrder = column
    ? ordered(columnPlaces, column.members, column.raw.axis, null, (place) => total.cells?.films[place] ?? 0)
    : []

  const out = new Rows(spec.measures, columnOrder, rowCount)
  for (const place of outerOrder) {
    const member = outer?.members[place] as AxisMember
    out.add([member], outerLevel as Level, place)
    if (!(inner && innerLevel && pairs)) continue
    for (const group of innerOrder(spec, pairs.former, place, inner, innerLevel, column)) {
      const of = (pairs.former[group] as number) % inner.members.length
      out.add([member, inner.members[of] as AxisMember], innerLevel, group)
    }
  }
  out.add([], total, 0)

  return {
    pivot: {
      goldVersion: columns.goldVersion,
      matched: films.length,
      total: columns.rows,
      columns: columnOrder.map((place) => column?.members[place] as AxisMember),
      rows: out.rows,
      values: out.values,
      films: out.films,
      others: othersOf(outer ?? null, films),
    },
  }
}

/** Finds the members of every axis that the films of a filter have, and which of the first rows are kept. */
export function placedSpec(engine: FilmEngine, { spec, filter }: ParsedInput<'explore.query'>): PlacedSpec {
  const { columns } = engine
  const films = engine.rows(filter, byId)
  const [outerAxis, innerAxis] = spec.rows
  const columnAxis = spec.columns[0]
  const whole = (axis: ExploreSpec['rows'][number]): PlacedAxis => {
    const raw = rawAxis(columns, axis)
    return placed(raw, presentMembers(raw, films), null)
  }
  const column = columnAxis ? whole(columnAxis) : null
  const rows = [outerAxis, innerAxis].filter((axis) => axis !== undefined).map(whole)
  const [outer] = rows
  if (outer && spec.top !== null) rows[0] = topOf(columns, outer, column, films, spec, spec.top)
  return { films, rows, column }
}

/** Keeps so many members of an axis, the first by the order of the rows, and puts all others together. */
function topOf(
  columns: FilmColumns,
  whole: PlacedAxis,
  column: PlacedAxis | null,
  films: Int32Array,
  spec: ExploreSpec,
  top: number,
): PlacedAxis {
  const { raw, members } = whole
  const plain = members.flatMap(({ key }, place) => (key === null ? [] : [place]))
  if (plain.length <= top) return whole
  const measured = spec.sort ? [spec.sort.measure] : []
  const entries = (last: PlacedAxis | null) => entriesOf(films, last ? [whole, last] : [whole], countsMembers(measured))
  const level = levelOf(columns, entries, measured, spec.sort?.column ? column : null)
  // The largest ranges, and not the earliest.
  const ranking = rankingOf(spec, level, column) ?? { of: filmsOf(level), dir: 'desc' as const }
  const kept = ordered(plain, members, raw.axis, ranking, filmsOf(level)).slice(0, top)
  const shown = new Set(kept.map((place) => raw.keys.indexOf(members[place]?.key ?? null)))
  return placed(raw, presentMembers(raw, films), shown)
}

/**
 * The numbers of groups, and of their columns.
 *
 * @param entries the films of the groups, parted by the columns too or not
 */
function levelOf(
  columns: FilmColumns,
  entries: (column: PlacedAxis | null) => Entries,
  measures: readonly MeasureId[],
  column: PlacedAxis | null,
): Level {
  if (column === null || column.members.length === 0)
    return { all: tally(columns, entries(null), measures).cells, cells: null }
  if (!column.raw.isSet) {
    // A film is in one column, so what is over all of them can be added up: counts, sums and histograms, never means or medians.
    const { cells, rows } = tally(columns, entries(column), measures, column.members.length)
    return { all: rows, cells }
  }
  const all = tally(columns, entries(null), measures).cells
  return { all, cells: tally(columns, entries(column), measures).cells }
}

/** Whether measures ask how many members of a set a film is counted for. */
function countsMembers(measures: readonly MeasureId[]): boolean {
  return measures.some((id) => ['pairs', 'shared'].includes(measureOf(id).takes.kind))
}

function allMeasures({ measures, sort }: ExploreSpec): MeasureId[] {
  return [...new Set([...measures, ...(sort ? [sort.measure] : [])])]
}

const filmsOf =
  ({ all }: Level) =>
  (row: number): number =>
    all.films[row] ?? 0

/** What rows are sorted by; null = they stand as they do by nature. A column that no film is in sorts nothing. */
function rankingOf({ sort }: ExploreSpec, { all, cells }: Level, column: PlacedAxis | null): Ranking | null {
  if (sort === null) return null
  const { measure, dir } = sort
  if (sort.column === null || column === null || cells === null) {
    const numbers = all.values.get(measure)
    return { of: (row) => numbers?.[row] ?? Number.NaN, dir }
  }
  const { key } = sort.column
  const at = column.members.findIndex((member) => member.key === key && !member.isOthers)
  if (at < 0) return null
  const numbers = cells.values.get(measure)
  const width = column.members.length
  return { of: (row) => numbers?.[row * width + at] ?? Number.NaN, dir }
}

/** The groups of the second rows within a member of the first, in their order. */
function innerOrder(
  spec: ExploreSpec,
  former: readonly number[],
  outerPlace: number,
  inner: PlacedAxis,
  level: Level,
  column: PlacedAxis | null,
): number[] {
  const width = inner.members.length
  const groupOf = new Map<number, number>()
  let group = lowerBound(former, outerPlace * width)
  for (; (former[group] ?? Number.POSITIVE_INFINITY) < (outerPlace + 1) * width; group++) {
    groupOf.set((former[group] as number) % width, group)
  }
  const within = (place: number) => groupOf.get(place) as number
  const ranking = rankingOf(spec, level, column)
  const byPlace = ranking && { of: (place: number) => ranking.of(within(place)), dir: ranking.dir }
  const places = [...groupOf.keys()]
  const films = filmsOf(level)
  return ordered(places, inner.members, inner.raw.axis, byPlace, (place) => films(within(place))).map(within)
}

function lowerBound(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Which members of the first rows have one of their own, and which are among the others. */
function othersOf(outer: PlacedAxis | null, films: Int32Array): Pivot['others'] {
  if (!outer?.members.some(({ isOthers }) => isOthers)) return null
  const { raw, members } = outer
  const shown = members.flatMap(({ key }) => (key === null ? [] : [key]))
  const present = presentMembers(raw, films)
  const own = new Set(shown)
  const rest = raw.keys.filter((key, member) => member > 0 && present[member] && key !== null && !own.has(key))
  return { shown, rest: [...rest] }
}

/** The answer's rows as they are added, from top to bottom. */
class Rows {
  readonly rows: Pivot['rows'] = []
  readonly values: Float64Array<ArrayBuffer>
  readonly films: Uint32Array<ArrayBuffer>
  readonly #measures: readonly MeasureId[]
  readonly #columns: readonly number[]

  constructor(measures: readonly MeasureId[], columns: readonly number[], count: number) {
    this.#measures = measures
    this.#columns = columns
    this.values = new Float64Array(count * (columns.length + 1) * measures.length)
    this.films = new Uint32Array(count * (columns.length + 1))
  }

  add(path: AxisMember[], { all, cells }: Level, row: number): void {
    const width = this.#columns.length
    let at = this.rows.length * (width + 1)
    const put = (from: Tally, place: number) => {
      this.films[at] = from.films[place] ?? 0
      this.#measures.forEach((measure, index) => {
        this.values[at * this.#measures.length + index] = from.values.get(measure)?.[place] ?? Number.NaN
      })
      at++
    }
    for (const column of this.#columns) if (cells) put(cells, row * width + column)
    put(all, row)
    this.rows.push({ path })
  }
}
