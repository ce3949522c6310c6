import { narrowed } from '../../shared/drill.ts'
import type { ExploreAxis } from '../../shared/explore-spec.ts'
import { largest, smallest } from '../../shared/extremes.ts'
import { isEmptyClause, type MovieFilter } from '../../shared/filter/filter.ts'
import { dimensionOf, isRange, type RangeId } from '../../shared/model/dimensions.ts'
import { type MeasureId, measureOf } from '../../shared/model/measures.ts'
import type { Buckets } from '../../shared/model/values/buckets.ts'
import { inSentence } from '../../shared/model/values/words.ts'
import type { LinkedChart } from '../charts/linked.ts'
import type { ChartModel, Drawing, Mark } from '../charts/model.ts'
import { brushRange, clearClause, type FilterChange } from '../filter/reducers.ts'
import { formatCompact, formatCount, formatInteger } from '../format.ts'
import { axisLabels, bucketName } from '../overview/charts/range-chart.ts'
import { type AxisPoint, membersChange, onlyMembersOf } from './member-change.ts'
import {
  filmsAt,
  membersAt,
  type PivotView,
  seenTable,
  type ViewColumn,
  type ViewRow,
  valueAt,
} from './table/pivot-view.ts'
import { measureText, memberText, specTitle } from './words.ts'

/** Bars, or rows of a heat map, that are drawn at most: more are too thin to read. */
const mostRows = 40

/** A mark with what it stands for. */
interface Point {
  mark: Mark
  /** NaN = unknown; the mark then has nothing to draw. */
  value: number
  films: number
  /** What excluding it leaves out: of a cell its row. */
  excluded: string
  /** What it filters by; none for a place that no film has. */
  at: readonly AxisPoint[] | null
}

/**
 * The picture of an answer. Which one follows from what is asked: a heat map for two dimensions, bars for names, columns for counts
 * along a range, a line for what does not begin at nothing. Null where there is no dimension to draw along.
 */
export function exploreChart(view: PivotView, measure: MeasureId, filter: MovieFilter): LinkedChart | null {
  const [row] = view.spec.rows
  const [column] = view.spec.columns
  if (row && column) return heatOf(view, row, column, measure, filter)
  const axis = row ?? column
  if (!axis) return null
  const cells = singles(view, measure, row !== undefined)
  return isRange(axis.dimension)
    ? alongRange(view, axis, axis.dimension, cells, measure, filter)
    : barsOf(view, axis, cells, measure, filter)
}

/** The cells of the only dimension: of the rows over all columns, or of the columns over all rows. */
function singles(view: PivotView, measure: MeasureId, ofRows: boolean): { row: ViewRow; column: ViewColumn }[] {
  const columns = view.columns.filter((column) => column.measure === measure)
  const overall = columns.at(-1) as ViewColumn
  if (ofRows) return view.rows.filter(({ depth }) => depth === 0).map((row) => ({ row, column: overall }))
  return columns.slice(0, -1).map((column) => ({ row: view.total, column }))
}

function pointOf(view: PivotView, row: ViewRow, column: ViewColumn, name: string, excluded = name): Point {
  const value = valueAt(view, row, column)
  return {
    mark: {
      key: `${row.key} ${column.index}`,
      label: name,
      name,
      value: Number.isNaN(value) ? 0 : value,
      all: 0,
      state: 'free',
    },
    value,
    films: filmsAt(view, row, column),
    excluded,
    at: membersAt(view, row, column),
  }
}

function nameOf(view: PivotView, { row, column }: { row: ViewRow; column: ViewColumn }): string {
  const [axis] = view.spec.columns
  return view.spec.rows.length === 0 && axis && column.member ? memberText(axis, column.member) : row.text
}

function barsOf(
  view: PivotView,
  axis: ExploreAxis,
  cells: readonly { row: ViewRow; column: ViewColumn }[],
  measure: MeasureId,
  filter: MovieFilter,
): LinkedChart {
  const points = cells.slice(0, mostRows).map((cell) => pointOf(view, cell.row, cell.column, nameOf(view, cell)))
  const notes = cells.length > mostRows ? [`The first ${mostRows} of ${formatInteger(cells.length)} are drawn.`] : []
  const max = largest(
    points.map(({ mark }) => mark.value),
    0,
  )
  const drawing: Drawing = {
    kind: 'bars',
    marks: points.map(({ mark }) => mark),
    scale: { max, factor: 1 },
    axisLabels: [],
  }
  return linked(view, [axis], measure, points, drawing, notes, filter)
}

/** Places of a range from its first to its last, those that no film has too, so that neighbours are neighbours. */
function alongRange(
  view: PivotView,
  axis: ExploreAxis,
  id: RangeId,
  cells: readonly { row: ViewRow; column: ViewColumn }[],
  measure: MeasureId,
  filter: MovieFilter,
): LinkedChart {
  const { buckets: ways, without } = dimensionOf(id)
  const buckets: Buckets = ways.find((each) => each.id === axis.bucket) ?? ways[0]
  const byKey = new Map<number, Point>()
  let unknown = 0
  let others = 0
  for (const cell of cells) {
    const member = view.spec.rows.length > 0 ? cell.row.path[0] : cell.column.member
    if (!member || member.key === null) {
      if (member?.isOthers) others = filmsAt(view, cell.row, cell.column)
      else unknown = filmsAt(view, cell.row, cell.column)
      continue
    }
    const key = Number(member.key)
    const point = pointOf(view, cell.row, cell.column, bucketName(id, buckets, key))
    byKey.set(key, { ...point, mark: { ...point.mark, label: buckets.axis(key) } })
  }
  const known = [...byKey.keys()]
  const keys = known.length === 0 ? [] : buckets.keys(smallest(known), largest(known, Number.NEGATIVE_INFINITY))
  const points = keys.map((key): Point => {
    const name = bucketName(id, buckets, key)
    const mark: Mark = { key: String(key), label: buckets.axis(key), name, value: 0, all: 0, state: 'free' }
    return byKey.get(key) ?? { mark, value: Number.NaN, films: 0, excluded: name, at: null }
  })
  const marks = points.map(({ mark }) => mark)
  const labels = axisLabels(buckets, keys)
  const values = points.flatMap(({ value }) => (Number.isNaN(value) ? [] : [value]))
  const drawing: Drawing = isLine(measure)
    ? { kind: 'spread', marks, points: points.map(linePoint), axisLabels: labels, domain: domainOf(values) }
    : { kind: 'columns', marks, scale: { max: largest(values, 0), factor: 1 }, axisLabels: labels }
  const notes = [
    ...(unknown > 0 ? [`${formatInteger(unknown)} ${without}, not drawn.`] : []),
    ...(others > 0 ? [`The others have ${formatCount(others, 'film')}, not drawn.`] : []),
  ]
  const chart = linked(view, [axis], measure, points, drawing, notes, filter)
  if (keys.length === 0) return chart
  const range = (index: number) => buckets.range(keys[index] ?? 0)
  return {
    ...chart,
    brush: (from, to) => brushRange(id, [range(Math.min(from, to))[0], range(Math.max(from, to))[1]]),
  }
}

/** Whether bars from nothing would hide what differs: means and quantiles, but not shares. */
function isLine(measure: MeasureId): boolean {
  const { additive, format } = measureOf(measure)
  return additive === 'never' && format !== 'share'
}

function linePoint({ value, films }: Point, index: number) {
  return Number.isNaN(value) ? null : { key: index, n: films, mean: value, p25: value, p75: value }
}

/** Ends of the axis in whole numbers, with something between them. */
function domainOf(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1]
  const low = Math.floor(smallest(values))
  const high = Math.ceil(largest(values, low))
  return high > low ? [low, high] : [Math.max(0, low - 1), high + 1]
}

function heatOf(
  view: PivotView,
  rowAxis: ExploreAxis,
  columnAxis: ExploreAxis,
  measure: MeasureId,
  filter: MovieFilter,
): LinkedChart {
  const columns = view.columns.filter((column) => column.measure === measure && column.member !== null)
  const groups = view.rows.filter(({ depth }) => depth === 0)
  const rows = groups.slice(0, mostRows)
  const short = (column: ViewColumn) => {
    const key = column.member?.key
    if (!isRange(columnAxis.dimension) || typeof key !== 'number' || !column.member) {
      return column.member ? memberText(columnAxis, column.member) : ''
    }
    const { buckets } = dimensionOf(columnAxis.dimension)
    return (buckets.find(({ id }) => id === columnAxis.bucket) ?? buckets[0]).axis(key)
  }
  const points = rows.flatMap((row) =>
    columns.map((column) => {
      const name = `${row.text}, ${column.member ? memberText(columnAxis, column.member) : ''}`
      return pointOf(view, row, column, name, row.text)
    }),
  )
  const values = points.filter(({ mark }) => mark.value > 0).map(({ mark }) => mark.value)
  const drawing: Drawing = {
    kind: 'heat',
    marks: points.map(({ mark }) => mark),
    columns: columns.map(short),
    rows: rows.map(({ text }) => text),
    max: largest(values, 0),
    ...(isLine(measure) && values.length > 0 ? { from: smallest(values) } : {}),
    unit: measureOf(measure).unit,
  }
  const notes =
    groups.length > rows.length ? [`The first ${rows.length} of ${formatInteger(groups.length)} are drawn.`] : []
  return linked(view, [rowAxis, columnAxis], measure, points, drawing, notes, filter)
}

/** The chart with what its marks say and do. */
function linked(
  view: PivotView,
  axes: readonly ExploreAxis[],
  measure: MeasureId,
  points: readonly Point[],
  drawing: Drawing,
  notes: readonly string[],
  filter: MovieFilter,
): LinkedChart {
  const { label, format } = measureOf(measure)
  const asIs: FilterChange = (some) => some
  const ids = [...new Set(axes.map(({ dimension }) => dimension))]
  const change = (index: number, action: 'pick' | 'add' | 'exclude'): FilterChange => {
    const at = points[index]?.at
    return at ? membersChange(at, action) : asIs
  }
  const behind = (index: number): FilterChange => {
    const at = points[index]?.at
    return (some) => (at ? (narrowed(some, at) ?? some) : some)
  }
  const isCompact = drawing.kind === 'heat' && format === 'integer'
  const model: ChartModel = {
    id: 'explore',
    title: specTitle({ rows: axes.slice(0, 1), columns: axes.slice(1) }, [measure]),
    counted: formatCount(view.pivot.matched, 'film'),
    notes,
    drawing,
    format: (value) => (isCompact && value >= 1000 ? formatCompact(value) : measureText(measure, value)),
    tip: (index) => {
      const point = points[index]
      if (!point) return { title: '', lines: [] }
      const value = measureText(measure, point.value)
      const films = { label: 'films', value: formatInteger(point.films) }
      return {
        title: point.mark.name,
        lines: measure === 'films' ? [films] : [{ label: inSentence(label), value }, films],
      }
    },
    table: () => seenTable(view),
  }
  return {
    model,
    groupBy: 'none',
    isActive: ids.some((id) => !isEmptyClause(filter.where[id])),
    act: change,
    excludes: (index) => points[index]?.excluded ?? '',
    only: (index) => onlyMembersOf(points[index]?.at ?? []),
    behind,
    clear: (some) => ids.reduce((next, id) => clearClause(id)(next), some),
    leavesOut: asIs,
  }
}
