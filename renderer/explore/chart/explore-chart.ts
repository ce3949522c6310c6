import type { ChartKind } from '../../../shared/explore-arrangement.ts'
import type { ExploreAxis } from '../../../shared/explore-spec.ts'
import { largest } from '../../../shared/extremes.ts'
import type { MovieFilter } from '../../../shared/filter/filter.ts'
import type { MeasureId } from '../../../shared/model/measures.ts'
import { lookAt } from '../../charts/further/looks.ts'
import type { LinkedChart } from '../../charts/linked.ts'
import type { Drawing, MultiplesDrawing, SeriesDrawing, SeriesLook, ValueTicks } from '../../charts/model.ts'
import { brushRange } from '../../filter/reducers.ts'
import { otherNotes, sameSize } from '../compare/other-side.ts'
import { type PivotView, valueAt } from '../table/pivot-view.ts'
import { crossOf, type Side } from './cross.ts'
import { heatOf } from './heat.ts'
import { bandOf, bestKind, type Reasons, reasonsFor } from './kinds.ts'
import { linkedChart } from './linked-chart.ts'
import type { PlaceOf } from './member-places.ts'
import type { Point, Way } from './points.ts'
import { scatterOf } from './scatter.ts'
import { drawnValues, inMarkOrder, othersOf, seriesDrawing } from './series-drawing.ts'
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
  const panels = crossOf(view, measure)?.panels ?? null
  if (panels) return multiplesOf(kind, view, wish, panels, filter)
  const sheet = sheetFor(kind, view, wish)
  return sheet && linked(drawingOf(kind, sheet, wish, [sheet]), [sheet], filter)
}

/** An answer laid out for a kind; of small multiples one. */
function sheetFor(kind: ChartKind, view: PivotView, wish: Wish, panel?: number): Sheet | null {
  if (kind === 'slope') return slopeSheet(view, wish, panel)
  return sheetOf(view, wish.measure, wish, { most: kind === 'lines' ? mostSeries : mostSlots, panel })
}

/** A picture for each member of a dimension, all with the same axes. */
function multiplesOf(
  kind: ChartKind,
  view: PivotView,
  wish: Wish,
  panels: Side,
  filter: MovieFilter,
): LinkedChart | null {
  const sheets = panels.members.flatMap((_, panel) => sheetFor(kind, view, wish, panel) ?? [])
  const drawings = sheets.map((sheet) => {
    const drawing = drawingOf(kind, sheet, wish, sheets)
    // With axes in common, bars as well are drawn by them.
    return drawing.kind === 'series' ? drawing : seriesBars(sheet, looksOf(sheet, wish), sheets)
  })
  const drawing: MultiplesDrawing = {
    kind: 'multiples',
    panels: drawings.map((each, at) => ({ name: panels.members[at]?.text ?? '', drawing: each })),
    marks: drawings.flatMap(({ marks }) => marks),
  }
  return linked(drawing, sheets, filter, panels.axis)
}

/** The looks of a sheet's series, by the order of the whole catalogue. */
function looksOf({ seriesAxis, series }: Sheet, { placeOf }: Wish): SeriesLook[] {
  return series.map(({ member }) => {
    if (!seriesAxis || !member) return lookAt(0)
    return lookAt(member.isOthers || member.key === null ? null : placeOf(seriesAxis, member))
  })
}

/** The drawing of a sheet. @param among the sheets that it has its axes in common with, itself one of them */
function drawingOf(kind: ChartKind, sheet: Sheet, wish: Wish, among: readonly Sheet[]): Drawing {
  const { measure } = sheet
  const calculation = sheet.view.calculations[measure]
  const looks = looksOf(sheet, wish)
  const values = valuesOf(among)
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
        axis: kind === 'share' ? wholeTicks : ticksOf(among.flatMap(sums), measure, true),
        looks,
      })
    case 'area':
      return seriesDrawing(sheet, { shape: 'area', axis: ticksOf(among.flatMap(sums), measure, true), looks })
    case 'lines':
    case 'slope':
      return seriesDrawing(sheet, {
        shape: 'lines',
        axis: ticksOf(withOthers(values, among), measure, !isLevel(measure), calculation),
        looks,
      })
    case 'band':
      return bandDrawing(sheet, wish, among)
    default:
      return barsOf(sheet, looks)
  }
}

/** Values with those of the other side, which are drawn on the same axis. */
function withOthers(values: readonly number[], among: readonly Sheet[]): number[] {
  const others = among.filter(({ view }) => view.second).flatMap((sheet) => othersOf(sheet).flat())
  return [...values, ...others.filter((value) => !Number.isNaN(value))]
}

const wholeTicks: ValueTicks = {
  domain: [0, 1],
  ticks: [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, label: `${at * 100}%` })),
}

function valuesOf(sheets: readonly Sheet[]): number[] {
  return sheets.flatMap(({ points }) => points.flat().map(({ value }) => value))
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
  if (values.some((value) => value < 0)) return seriesBars(sheet, looks, [sheet])
  const factor = sameSize(sheet.view, sheet.measure)
  const scale = {
    max: largest(
      [...values, ...marks.map(({ all }) => all * factor)].filter((value) => !Number.isNaN(value)),
      0,
    ),
    factor,
    ...(sheet.view.second ? { outlined: true as const } : {}),
  }
  return sheet.range
    ? { kind: 'columns', marks, scale, axisLabels: sheet.axisLabels ?? [] }
    : { kind: 'bars', marks, scale, axisLabels: [] }
}

/** Bars by an axis with named values, to both sides of nothing. */
function seriesBars(sheet: Sheet, looks: readonly SeriesLook[], among: readonly Sheet[]): SeriesDrawing {
  const axis = ticksOf(valuesOf(among), sheet.measure, true, sheet.view.calculations[sheet.measure])
  return seriesDrawing(sheet, { shape: 'bars', across: sheet.range === null, axis, looks })
}

/** The numbers of a band's line and edges, slot by slot. */
function bandValues({ view, measure, panel }: Sheet, wish: Wish): [line: number[], low: number[], high: number[]] {
  const band = bandOf(view.spec.measures, measure)
  const of = (id: MeasureId) => sheetOf(view, id, wish, { panel })?.points[0]?.map(({ value }) => value) ?? []
  return band ? [of(band.line), of(band.low), of(band.high)] : [[], [], []]
}

/** The line of a median, or of a mean, in the band between the percentiles at its sides. */
function bandDrawing(sheet: Sheet, wish: Wish, among: readonly Sheet[]): SeriesDrawing {
  const [line, low, high] = bandValues(sheet, wish)
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
    axis: ticksOf(
      among.flatMap((each) => bandValues(each, wish).flat()),
      sheet.measure,
      false,
    ),
    looks: [lookAt(0)],
  })
}

/** A line for each row from one column to the other; for each colour from one slot to the other. */
function slopeSheet(view: PivotView, wish: Wish, panel?: number): Sheet | null {
  const cross = crossOf(view, wish.measure)
  if (!cross?.second) return null
  const { first, second, hasColours } = cross
  const [ends, lines] = hasColours ? [first, second] : [second, first]
  const shown = lines.members.slice(0, mostSlots)
  const points = pointsOf(view, cross, hasColours ? 2 : shown.length, wish, panel)
  return {
    view,
    measure: wish.measure,
    panel,
    axis: ends.axis,
    range: null,
    axisLabels: null,
    slots: ends.members.map(({ text }, at) => ({ text, label: text, at, key: null })),
    seriesAxis: lines.axis,
    series: shown.map(({ text, member }) => ({ text, member })),
    points: hasColours ? shown.map((_, at) => points.map((row) => row[at] as Point)) : points,
    notes: [...firstNotes(shown.length, lines.members.length), ...cross.leftOut],
  }
}

/** The drawing of sheets, one after the other, with what its marks say and do. */
function linked(drawing: Drawing, sheets: readonly Sheet[], filter: MovieFilter, panels?: ExploreAxis): LinkedChart {
  const [sheet] = sheets as [Sheet]
  const one = drawing.kind === 'multiples' ? drawing.panels[0]?.drawing : drawing
  const isSeries = one?.kind === 'series'
  const points = sheets.flatMap((each) => inMarkOrder(each, isSeries && one.across))
  const band = isSeries && one.shape === 'band' ? bandOf(sheet.view.spec.measures, sheet.measure) : null
  const axes = [sheet.axis, ...(sheet.seriesAxis ? [sheet.seriesAxis] : []), ...(panels ? [panels] : [])]
  const chart = linkedChart({
    view: sheet.view,
    axes,
    measures: band ? [band.line, band.low, band.high] : [sheet.measure],
    points,
    drawing,
    notes: [...sheet.notes, ...otherNotes(sheet.view, sheet.measure, drawing)],
    filter,
    ...(band ? { told: (index: number) => bandTold(sheet.view, points[index], Object.values(band)) } : {}),
  })
  const { range } = sheet
  if (!range || range.keys.length === 0 || sheet.series.length > 1 || panels) return chart
  const of = (index: number) => range.buckets.range(range.keys[index] ?? 0)
  return { ...chart, brush: (from, to) => brushRange(range.id, [of(Math.min(from, to))[0], of(Math.max(from, to))[1]]) }
}

/** The numbers of a band at one point. */
function bandTold(view: PivotView, point: Point | undefined, measures: readonly MeasureId[]) {
  const cell = point?.cell
  return measures.map((measure): [MeasureId, number] => {
    const column = view.columns.find((each) => each.index === cell?.column.index && each.measure === measure)
    return [measure, cell && column ? valueAt(view, cell.row, column) : Number.NaN]
  })
}
