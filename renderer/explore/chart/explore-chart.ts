import type { ChartKind } from '../../../shared/explore-arrangement.ts'
import { largest } from '../../../shared/extremes.ts'
import type { MovieFilter } from '../../../shared/filter/filter.ts'
import type { MeasureId } from '../../../shared/model/measures.ts'
import { lookAt } from '../../charts/further/looks.ts'
import type { LinkedChart } from '../../charts/linked.ts'
import type { Drawing, SeriesDrawing, SeriesLook, ValueTicks } from '../../charts/model.ts'
import { brushRange } from '../../filter/reducers.ts'
import { type PivotView, valueAt } from '../table/pivot-view.ts'
import { crossOf } from './cross.ts'
import { heatOf } from './heat.ts'
import { bandOf, bestKind, type Reasons, reasonsFor } from './kinds.ts'
import { linkedChart } from './linked-chart.ts'
import type { PlaceOf } from './member-places.ts'
import type { Way } from './points.ts'
import { scatterOf } from './scatter.ts'
import { drawnValues, inMarkOrder, seriesDrawing } from './series-drawing.ts'
import { firstNotes, mostSeries, mostSlots, pointsOf, type Sheet, sheetOf } from './sheet.ts'
import { isLevel, ticksOf } from './value-ticks.ts'

/** How a picture is to be drawn. */
export interface Wish extends Way {
  measure: MeasureId
  /** The kind that was chosen; null = the one that fits best. */
  kind: ChartKind | null
  /** Places in the whole catalogue, so that a filter recolours nothing. */
  placeOf: PlaceOf
}

/** A picture, which kind it is, and why the others do not fit. */
export interface ExploreChart {
  chart: LinkedChart
  kind: ChartKind
  reasons: Reasons
}

/** The picture of an answer: of the kind that was chosen while it fits, else of the one that fits best. Null where none does. */
export function exploreChart(view: PivotView, wish: Wish, filter: MovieFilter): ExploreChart | null {
  const reasons = reasonsFor(view, wish.measure)
  const kind = wish.kind && reasons[wish.kind] === null ? wish.kind : bestKind(view, wish.measure, reasons)
  const chart = kind && chartOf(kind, view, wish, filter)
  return chart ? { chart, kind, reasons } : null
}

function chartOf(kind: ChartKind, view: PivotView, wish: Wish, filter: MovieFilter): LinkedChart | null {
  const { measure } = wish
  if (kind === 'scatter') return scatterOf(view, wish, filter)
  if (kind === 'heat') return heatOf(view, wish, filter)
  if (kind === 'slope') return slopeOf(view, wish, filter)
  const sheet = sheetOf(view, measure, wish, kind === 'lines' ? mostSeries : mostSlots)
  return sheet && drawn(sheet, [measure], drawingOf(kind, sheet, wish), filter)
}

/** The looks of a sheet's series, by the order of the whole catalogue. */
function looksOf({ seriesAxis, series }: Sheet, { placeOf }: Wish): SeriesLook[] {
  return series.map(({ member }) => {
    if (!seriesAxis || !member) return lookAt(0)
    return lookAt(member.isOthers || member.key === null ? null : placeOf(seriesAxis, member))
  })
}

function drawingOf(kind: ChartKind, sheet: Sheet, wish: Wish): Drawing {
  const { measure, points } = sheet
  const calculation = sheet.view.calculations[measure]
  const looks = looksOf(sheet, wish)
  const values = points.flat().map(({ value }) => value)
  const isOrdered = sheet.range !== null
  switch (kind) {
    case 'histogram':
      return seriesDrawing(sheet, { shape: 'bars', touching: true, axis: ticksOf(values, measure, true), looks })
    case 'stacked':
    case 'share':
      return seriesDrawing(sheet, {
        shape: 'bars',
        across: !isOrdered,
        isShare: kind === 'share',
        axis: kind === 'share' ? wholeTicks : ticksOf(sums(sheet), measure, true),
        looks,
      })
    case 'area':
      return seriesDrawing(sheet, { shape: 'area', axis: ticksOf(sums(sheet), measure, true), looks })
    case 'lines':
    case 'slope':
      return seriesDrawing(sheet, {
        shape: 'lines',
        axis: ticksOf(values, measure, !isLevel(measure), calculation),
        looks,
      })
    case 'band':
      return bandDrawing(sheet, wish)
    default:
      return barsOf(sheet, looks)
  }
}

const wholeTicks: ValueTicks = {
  domain: [0, 1],
  ticks: [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, label: `${at * 100}%` })),
}

/** What lies on each other in every slot. */
function sums(sheet: Sheet): number[] {
  const rows = drawnValues(sheet, false)
  return sheet.slots.map((_, slot) =>
    rows.reduce((sum, row) => sum + (Number.isNaN(row[slot] ?? 0) ? 0 : (row[slot] ?? 0)), 0),
  )
}

/** Bars for names, columns along a range; of numbers below nothing, bars to both sides of it. */
function barsOf(sheet: Sheet, looks: readonly SeriesLook[]): Drawing {
  const points = sheet.points[0] ?? []
  const values = points.map(({ value }) => value)
  const marks = points.map(({ mark }) => mark)
  if (values.some((value) => value < 0)) {
    const axis = ticksOf(values, sheet.measure, true, sheet.view.calculations[sheet.measure])
    return seriesDrawing(sheet, { shape: 'bars', across: sheet.range === null, axis, looks })
  }
  const scale = {
    max: largest(
      values.filter((value) => !Number.isNaN(value)),
      0,
    ),
    factor: 1,
  }
  return sheet.range
    ? { kind: 'columns', marks, scale, axisLabels: sheet.axisLabels ?? [] }
    : { kind: 'bars', marks, scale, axisLabels: [] }
}

/** The line of a median, or of a mean, in the band between the percentiles at its sides. */
function bandDrawing(sheet: Sheet, wish: Wish): SeriesDrawing {
  const { view } = sheet
  const band = bandOf(view.spec.measures, sheet.measure)
  const valuesOf = (measure: MeasureId) => sheetOf(view, measure, wish)?.points[0]?.map(({ value }) => value) ?? []
  const [line, low, high] = band ? [valuesOf(band.line), valuesOf(band.low), valuesOf(band.high)] : [[], [], []]
  const edges = sheet.slots.map((_, slot): [number, number] | null => {
    const ends: [number, number] = [low[slot] ?? Number.NaN, high[slot] ?? Number.NaN]
    return ends.some(Number.isNaN) ? null : ends
  })
  const middle = {
    ...sheet,
    points: sheet.points.map((row) => row.map((point, slot) => ({ ...point, value: line[slot] ?? Number.NaN }))),
  }
  return seriesDrawing(middle, {
    shape: 'band',
    edges,
    axis: ticksOf([...line, ...low, ...high], sheet.measure, false),
    looks: [lookAt(0)],
  })
}

/** A line for each row from one column to the other. */
function slopeOf(view: PivotView, wish: Wish, filter: MovieFilter): LinkedChart | null {
  const cross = crossOf(view, wish.measure)
  if (!cross?.second) return null
  const { first, second } = cross
  const rows = first.members.slice(0, mostSlots)
  const sheet: Sheet = {
    view,
    measure: wish.measure,
    axis: second.axis,
    range: null,
    axisLabels: null,
    slots: second.members.map(({ text }, at) => ({ text, label: text, at, key: null })),
    seriesAxis: first.axis,
    series: rows.map(({ text, member }) => ({ text, member })),
    points: pointsOf(view, cross, rows.length, wish),
    notes: firstNotes(rows.length, first.members.length),
  }
  return drawn(sheet, [wish.measure], drawingOf('slope', sheet, wish), filter)
}

/** A sheet's drawing with what its marks say and do. */
function drawn(sheet: Sheet, measures: readonly MeasureId[], drawing: Drawing, filter: MovieFilter): LinkedChart {
  const isSeries = drawing.kind === 'series'
  const points = inMarkOrder(sheet, isSeries && drawing.across)
  const isBand = isSeries && drawing.shape === 'band'
  const band = isBand ? bandOf(sheet.view.spec.measures, sheet.measure) : null
  const chart = linkedChart({
    view: sheet.view,
    axes: sheet.seriesAxis ? [sheet.axis, sheet.seriesAxis] : [sheet.axis],
    measures: band ? [band.line, band.low, band.high] : measures,
    points,
    drawing,
    notes: sheet.notes,
    filter,
    ...(band ? { told: (index: number) => bandTold(sheet, Object.values(band), index) } : {}),
  })
  const { range } = sheet
  if (!range || range.keys.length === 0 || sheet.series.length > 1) return chart
  const of = (index: number) => range.buckets.range(range.keys[index] ?? 0)
  return { ...chart, brush: (from, to) => brushRange(range.id, [of(Math.min(from, to))[0], of(Math.max(from, to))[1]]) }
}

/** The numbers of a band at one slot. */
function bandTold({ view, points }: Sheet, measures: readonly MeasureId[], index: number) {
  const at = points[0]?.[index]
  const cell = at?.cell
  return measures.map((measure): [MeasureId, number] => {
    const column = view.columns.find((each) => each.index === cell?.column.index && each.measure === measure)
    return [measure, cell && column ? valueAt(view, cell.row, column) : Number.NaN]
  })
}
