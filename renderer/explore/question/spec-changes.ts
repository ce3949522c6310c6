import { acrossAxes, bucketIds, type ExploreAxis, type ExploreSpec, sameAxis } from '../../../shared/explore-spec.ts'
import type { MeasureId } from '../../../shared/model/measures.ts'
import { axisIds } from '../../../shared/model/values/derived.ts'

/** A pure step from one question to the next. */
export type SpecChange = (spec: ExploreSpec) => ExploreSpec

/** Where dimensions stand, in the order of the page. */
export const shelves = ['rows', 'columns', 'colour', 'multiples'] as const
export type Shelf = (typeof shelves)[number]

/** How many dimensions a shelf holds. */
export const roomOf: Record<Shelf, number> = { rows: 2, columns: 1, colour: 1, multiples: 1 }

/** The dimensions of a shelf. */
export function onShelf(spec: ExploreSpec, shelf: Shelf): readonly ExploreAxis[] {
  if (shelf === 'rows' || shelf === 'columns') return spec[shelf]
  const axis = spec[shelf]
  return axis ? [axis] : []
}

/** The shelf that an axis is on; null = none. */
export function shelfOf(spec: ExploreSpec, axis: ExploreAxis): Shelf | null {
  return shelves.find((shelf) => onShelf(spec, shelf).some((each) => sameAxis(each, axis))) ?? null
}

/** A question with other dimensions on some shelves; of none of them a shelf is not named. */
function withShelves(spec: ExploreSpec, put: Partial<Record<Shelf, readonly ExploreAxis[]>>): ExploreSpec {
  const on = (shelf: Shelf) => put[shelf] ?? onShelf(spec, shelf)
  const [colour] = on('colour')
  const [multiples] = on('multiples')
  const { colour: _, multiples: __, ...rest } = spec
  return {
    ...rest,
    rows: [...on('rows')],
    columns: [...on('columns')],
    ...(colour ? { colour } : {}),
    ...(multiples ? { multiples } : {}),
  }
}

/** How many measures a table shows. */
export const mostMeasures = 4

/** Every axis there is: each dimension, a range in each of its ways. */
export const allAxes: readonly ExploreAxis[] = axisIds.flatMap((dimension) =>
  bucketIds(dimension).map((bucket): ExploreAxis => (bucket === undefined ? { dimension } : { dimension, bucket })),
)

/** Whether an axis is on one of the shelves. */
export function isUsed(spec: ExploreSpec, axis: ExploreAxis): boolean {
  return shelfOf(spec, axis) !== null
}

/** Puts an axis on a shelf, in the place of the one at `at` or behind the others; wherever else it was it leaves. */
export function putAxis(shelf: Shelf, axis: ExploreAxis, at?: number): SpecChange {
  return (spec) => {
    const without = (axes: readonly ExploreAxis[]) => axes.filter((each) => !sameAxis(each, axis))
    const target = at === undefined ? undefined : onShelf(spec, shelf)[at]
    if (target && sameAxis(target, axis)) return spec
    const before = without(onShelf(spec, shelf))
    const index = target ? before.findIndex((each) => sameAxis(each, target)) : -1
    const put = index < 0 ? [...before, axis] : before.with(index, axis)
    const others = shelves.flatMap((each) => (each === shelf ? [] : [[each, without(onShelf(spec, each))] as const]))
    return changed(spec, { ...Object.fromEntries(others), [shelf]: put.slice(-roomOf[shelf]) })
  }
}

/** Other dimensions on some shelves, with what is left of sort and top: a top is of the first rows, a sorted column of the columns. */
function changed(spec: ExploreSpec, put: Partial<Record<Shelf, readonly ExploreAxis[]>>): ExploreSpec {
  const next = withShelves(spec, put)
  // Of other columns there is none that was sorted by.
  const depth = next.sort?.column ? 1 + (next.sort.column.within?.length ?? 0) : 0
  const [now, before] = [next, spec].map((each) => JSON.stringify(acrossAxes(each).slice(0, depth)))
  const isGone = depth > 0 && (now !== before || acrossAxes(next).length < depth)
  const sort = next.sort && isGone ? { ...next.sort, column: null } : next.sort
  return { ...next, sort, top: next.rows.length === 0 ? null : next.top }
}

/** Takes an axis off its shelf. */
export function dropAxis(shelf: Shelf, at: number): SpecChange {
  return (spec) => changed(spec, { [shelf]: onShelf(spec, shelf).toSpliced(at, 1) })
}

/** Rows become columns and columns rows; a second dimension of the rows stays where it is. */
export const transpose: SpecChange = (spec) => {
  const [first, ...rest] = spec.rows
  return { ...changed(spec, { rows: [...spec.columns, ...rest], columns: first ? [first] : [] }), top: null }
}

/** The outer rows become the inner ones. */
export const swapRows: SpecChange = (spec) => ({ ...changed(spec, { rows: spec.rows.toReversed() }), top: null })

/** Puts a measure behind the others, or in the place of the one at `at`. */
export function putMeasure(measure: MeasureId, at?: number): SpecChange {
  return (spec) => {
    if (spec.measures.includes(measure)) return spec
    const former = at === undefined ? undefined : spec.measures[at]
    const measures = at === undefined ? [...spec.measures, measure] : spec.measures.with(at, measure)
    const sort = spec.sort && spec.sort.measure === former ? { ...spec.sort, measure } : spec.sort
    return { ...spec, measures: measures.slice(0, mostMeasures), sort }
  }
}

/** Takes a measure out, unless it is the last. */
export function dropMeasure(at: number): SpecChange {
  return (spec) => {
    if (spec.measures.length < 2) return spec
    const measures = spec.measures.toSpliced(at, 1)
    const sort = spec.sort && measures.includes(spec.sort.measure) ? spec.sort : null
    return { ...spec, measures, sort }
  }
}

/** Moves a measure to the left or to the right of its neighbour. */
export function moveMeasure(at: number, by: -1 | 1): SpecChange {
  return (spec) => {
    const [here, there] = [spec.measures[at], spec.measures[at + by]]
    if (!here || !there) return spec
    return { ...spec, measures: spec.measures.with(at, there).with(at + by, here) }
  }
}

const countMeasures: readonly MeasureId[] = ['films', 'assignments', 'fractional']

/** What is counted, in the next way: films, pairs of film and genre, films shared out. Nothing where nothing is counted. */
export const nextCount: SpecChange = (spec) => {
  const at = spec.measures.findIndex((measure) => countMeasures.includes(measure))
  const now = countMeasures.indexOf(spec.measures[at] ?? 'films')
  const free = [1, 2].map((step) => countMeasures[(now + step) % countMeasures.length] as MeasureId)
  const next = free.find((measure) => !spec.measures.includes(measure))
  return at < 0 || !next ? spec : putMeasure(next, at)(spec)
}

type Sort = NonNullable<ExploreSpec['sort']>

/** Sorts rows by a measure, in all columns or in one: the largest first, then the smallest, then as they stand by nature. */
export function sortBy(measure: MeasureId, column: Sort['column'], side?: Sort['side']): SpecChange {
  return (spec) => {
    const { sort } = spec
    const at = acrossAxes(spec).length === 0 ? null : column
    const by = { measure, column: at, ...(side ? { side } : {}) }
    const isSame = sort?.measure === measure && sort.side === side && JSON.stringify(sort.column) === JSON.stringify(at)
    if (!isSame) return { ...spec, sort: { ...by, dir: 'desc' } }
    return { ...spec, sort: sort.dir === 'desc' ? { ...by, dir: 'asc' } : null }
  }
}

/** Keeps so many of the first rows beside one of all others; null = all. */
export function keepTop(top: number | null): SpecChange {
  return (spec) => ({ ...spec, top: spec.rows.length === 0 ? null : top })
}
