import type { ChannelOutput, ParsedInput } from '../../../../shared/contract/index.ts'
import type { Pivot } from '../../../../shared/contract/questions/pivot.ts'
import { acrossAxes, type ExploreAxis, type ExploreSpec, type MemberKey } from '../../../../shared/explore-spec.ts'
import type { MovieOrder } from '../../../../shared/filter/sort.ts'
import type { MeasureId } from '../../../../shared/model/measures.ts'
import type { FilmColumns } from '../columns/film-columns.ts'
import type { FilmEngine } from '../columns/film-engine.ts'
import { type Axis, type AxisMember, axisOf, withOthers } from './axis.ts'
import { rowsThatFit } from './budget.ts'
import { cellsOf } from './cells.ts'
import { countFilms } from './count.ts'
import { depthsOf, groupsOf, type Leaves, leavesOf, membersOf, type Paths } from './levels.ts'
import { type Limits, limits } from './limits.ts'
import { ordered, orderedPaths, rankingOf, sortedColumn } from './row-order.ts'
import { type Depths, withShares } from './shares.ts'
import { counted, type Tally } from './tally.ts'

const byId: MovieOrder = [{ key: 'movie_id', dir: 'asc' }]

/** The axes of a question over the films that pass its filter. */
export interface PlacedSpec {
  films: Int32Array
  rows: readonly Axis[]
  columns: readonly Axis[]
  /** The members of the row of others; null where there is none. */
  others: Pivot['others']
}

/**
 * Answers a question of the page *Explore*: every cell and every total is worked out from its films, at its own level, so a total is
 * never made of cells. Refused, with the numbers, where it would be more than fit `within`.
 */
export function pivotOf(
  engine: FilmEngine,
  { spec, filter }: ParsedInput<'explore.query'>,
  within: Limits = limits,
): ChannelOutput<'explore.query'> {
  return pivotOfFilms(engine.columns, engine.rows(filter, byId), spec, within)
}

/**
 * The same of films that are known already, as rows in ascending order.
 *
 * @param kept the members of the first rows that have a row of their own, and those that are among the others: those of another answer,
 *   which this one is held against. Absent = those that the question itself keeps
 */
export function pivotOfFilms(
  columns: FilmColumns,
  films: Int32Array,
  spec: ExploreSpec,
  within: Limits = limits,
  kept: Pivot['others'] = null,
): ChannelOutput<'explore.query'> {
  const placed = placedFilms(columns, films, spec, within, kept)
  const table = tableOf(columns, placed, spec, within)
  if ('refused' in table) return table
  const { rows, across, width, level } = table
  const columnPaths = orderedPaths(
    placed.columns,
    across,
    (depth, index) => level(0, depth).films[index] ?? 0,
    () => null,
  )
  const rowPaths = orderedPaths(
    placed.rows,
    rows,
    (depth, index) => level(depth, 0).films[index] ?? 0,
    (depth) => rankingOf(spec, placed.columns, across, (to) => level(depth, to)),
  )
  const lines = [...rowPaths, { depth: 0, index: 0, path: [] }]
  const cells = [...columnPaths, { depth: 0, index: 0, path: [] }]
  const values = new Float64Array(lines.length * width * spec.measures.length)
  const counts = new Uint32Array(lines.length * width)
  for (const [to, column] of cells.entries()) {
    for (const [from, row] of lines.entries()) {
      const tally = level(row.depth, column.depth)
      const group = row.index * (across[column.depth] as Paths).keys.length + column.index
      const at = from * width + to
      counts[at] = tally.films[group] as number
      for (const [index, measure] of spec.measures.entries()) {
        values[at * spec.measures.length + index] = tally.values.get(measure)?.[group] as number
      }
    }
  }
  return {
    pivot: {
      goldVersion: columns.goldVersion,
      matched: placed.films.length,
      total: columns.rows,
      columns: columnPaths.map(({ path }) => ({
        ...(path.at(-1) as AxisMember),
        ...(placed.columns.length > 1 ? { path } : {}),
      })),
      rows: lines.map(({ path }) => ({ path })),
      values,
      films: counts,
      others: placed.others,
    },
  }
}

/** Finds the axes of a question, of the first rows those members that are kept. */
export function placedSpec(
  engine: FilmEngine,
  { spec, filter }: ParsedInput<'explore.query'>,
  within: Limits = limits,
): PlacedSpec {
  return placedFilms(engine.columns, engine.rows(filter, byId), spec, within, null)
}

function placedFilms(
  columns: FilmColumns,
  films: Int32Array,
  spec: ExploreSpec,
  within: Limits,
  kept: Pivot['others'],
): PlacedSpec {
  const rows = spec.rows.map((axis) => axisOf(columns, axis))
  const across = acrossAxes(spec).map((axis) => axisOf(columns, axis))
  const [outer] = rows
  if (!outer || spec.top === null) return { films, rows, columns: across, others: null }
  if (kept) {
    rows[0] = withOthers(outer, placesOf(outer, kept.shown))
    return { films, rows, columns: across, others: kept }
  }
  const top = topOf(columns, outer, across, films, spec, spec.top, within)
  if (top) rows[0] = top.axis
  return { films, rows, columns: across, others: top?.others ?? null }
}

function placesOf({ members }: Axis, keys: readonly MemberKey[]): Set<number> {
  const wanted = new Set(keys)
  return new Set(members.flatMap(({ key }, place) => (key !== null && wanted.has(key) ? [place] : [])))
}

/** Keeps so many members of an axis, the first by the order of the rows, and puts all others together. */
function topOf(
  columns: FilmColumns,
  whole: Axis,
  across: readonly Axis[],
  films: Int32Array,
  spec: ExploreSpec,
  top: number,
  within: Limits,
): { axis: Axis; others: Pivot['others'] } | null {
  const placed = {
    rows: [whole],
    columns: spec.sort ? across.slice(0, sortedColumn(spec.sort).length) : [],
    films,
    others: null,
  }
  const table = tableOf(columns, placed, { ...spec, measures: [], multiples: undefined }, within)
  if ('refused' in table) return null
  const { keys } = table.rows[1] as Paths
  const plain = keys.flatMap((place, index) => (whole.members[place]?.key === null ? [] : [index]))
  if (plain.length <= top) return null
  const filmsOf = (index: number) => table.level(1, 0).films[index] ?? 0
  // The largest ranges, and not the earliest.
  const ranking = rankingOf(spec, placed.columns, table.across, (to) => table.level(1, to)) ?? {
    of: filmsOf,
    dir: 'desc' as const,
  }
  const memberOf = (index: number) => whole.members[keys[index] as number] as AxisMember
  const kept = new Set(ordered(plain, memberOf, whole.axis, ranking, filmsOf).slice(0, top))
  const placeOf = (index: number) => keys[index] as number
  const keyOf = (index: number) => memberOf(index).key
  return {
    axis: withOthers(whole, new Set([...kept].map(placeOf))),
    others: {
      shown: plain.filter((index) => kept.has(index)).map(keyOf),
      rest: plain.filter((index) => !kept.has(index)).map(keyOf),
    },
  }
}

/** A table before its rows and columns are put in order. */
interface Table {
  /** By depth. */
  rows: readonly Paths[]
  across: readonly Paths[]
  /** Columns of all depths. */
  width: number
  /** The numbers of every row of one depth by every column of another. */
  level(rows: number, columns: number): Tally
}

function tableOf(
  columns: FilmColumns,
  { films, rows: rowAxes, columns: columnAxes }: PlacedSpec,
  { measures, sort, multiples }: Omit<ExploreSpec, 'multiples'> & { multiples?: ExploreAxis | undefined },
  within: Limits,
): Table | Extract<ChannelOutput<'explore.query'>, { refused: unknown }> {
  const axes = [...rowAxes, ...columnAxes]
  const cells = cellsOf(columns, axes, films, within)
  const asked = [...new Set([...measures, ...(sort ? [sort.measure] : [])])]
  const isMany = cells.count * cells.slots > within.slots
  // What is too much is known before it is counted.
  const sides = isMany ? [sideOf(columns, rowAxes, films, within), sideOf(columns, columnAxes, films, within)] : null
  const refusedNow = sides && refusal(sides[0] as Paths[], sides[1] as Paths[], rowAxes, measures, within.numbers)
  if (refusedNow) return { refused: refusedNow }
  const numbers = counted(columns, cells, films, asked, within)
  const leaves: Leaves = leavesOf(cells, numbers.films)
  const rows = depthsOf(leaves, 0, rowAxes.length)
  const across = depthsOf(leaves, rowAxes.length, axes.length)
  const refused = refusal(rows, across, rowAxes, measures, within.numbers)
  if (refused) return { refused }
  const pictures = multiples ? membersOf(leaves, axes.length - 1) : 0
  if (pictures > within.multiples) {
    const size = sizeOf(rows, across, measures)
    const most = within.multiples
    return { refused: { ...size, limit: within.numbers, fits: null, multiples: { count: pictures, most } } }
  }
  const read = remembered((at) => numbers.read(leaves, groupsOf(rows[at.rows] as Paths, across[at.columns] as Paths)))
  const sizes = rowAxes.map(({ members }) => members.length)
  const level = remembered((at) => withShares(asked, at, rows, across, sizes, read))
  return {
    rows,
    across,
    width: sum(across.map(({ keys }) => keys.length)),
    level: (from, to) => level({ rows: from, columns: to }),
  }
}

/** Works a level out once. */
function remembered(make: (at: Depths) => Tally): (at: Depths) => Tally {
  const known = new Map<string, Tally>()
  return (at) => {
    const key = `${at.rows} ${at.columns}`
    const tally = known.get(key) ?? make(at)
    known.set(key, tally)
    return tally
  }
}

function sideOf(columns: FilmColumns, axes: readonly Axis[], films: Int32Array, within: Limits): Paths[] {
  const cells = cellsOf(columns, axes, films, within)
  return depthsOf(leavesOf(cells, countFilms(cells, films)), 0, axes.length)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0)
}

/** Why an answer is too large, if it is. */
function refusal(
  rows: readonly Paths[],
  across: readonly Paths[],
  axes: readonly Axis[],
  measures: readonly MeasureId[],
  limit: number,
) {
  const size = sizeOf(rows, across, measures)
  if (size.numbers <= limit) return null
  const fits = rowsThatFit(Math.floor(limit / (size.columns * size.measures)), axes, rows)
  return { ...size, limit, fits }
}

function sizeOf(down: readonly Paths[], across: readonly Paths[], { length: measures }: readonly MeasureId[]) {
  const rows = sum(down.map(({ keys }) => keys.length))
  const columns = sum(across.map(({ keys }) => keys.length))
  return { rows, columns, measures, numbers: rows * columns * measures }
}
