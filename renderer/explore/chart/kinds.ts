import { type ChartKind, chartKinds } from '../../../shared/explore-arrangement.ts'
import type { ExploreAxis } from '../../../shared/explore-spec.ts'
import { type MeasureId, measureOf } from '../../../shared/model/measures.ts'
import { isAnyRange, isAnySet } from '../../../shared/model/values/derived.ts'
import type { PivotView } from '../table/pivot-view.ts'
import { type Cross, crossOf } from './cross.ts'
import { mostSlots } from './sheet.ts'
import { isLevel } from './value-ticks.ts'

/** What the kinds are called. */
export const chartKindLabels: Record<ChartKind, string> = {
  bars: 'Bars',
  histogram: 'Histogram',
  stacked: 'Stacked bars',
  share: 'Stacked to 100%',
  lines: 'Lines',
  area: 'Area',
  band: 'Median in its band',
  heat: 'Heat map',
  slope: 'Slope',
  scatter: 'Scatter',
}

/** The measures of a band: its line and its edges. */
export interface BandMeasures {
  line: MeasureId
  low: MeasureId
  high: MeasureId
}

const bands: readonly BandMeasures[] = [
  { line: 'median_rating', low: 'p10_rating', high: 'p90_rating' },
  { line: 'mean_rating', low: 'p10_rating', high: 'p90_rating' },
  { line: 'median_rating', low: 'lower_quartile_rating', high: 'upper_quartile_rating' },
  { line: 'mean_rating', low: 'lower_quartile_rating', high: 'upper_quartile_rating' },
  { line: 'median_runtime', low: 'p10_runtime', high: 'p90_runtime' },
  { line: 'mean_runtime', low: 'p10_runtime', high: 'p90_runtime' },
]

/** The band that a measure is part of, where all of it is on the shelf. */
export function bandOf(measures: readonly MeasureId[], measure: MeasureId): BandMeasures | null {
  const whole = bands.filter((band) => Object.values(band).every((id) => measures.includes(id)))
  return whole.find(({ line, low, high }) => [line, low, high].includes(measure)) ?? null
}

/** Why a kind does not fit an answer, as the menu says it; null = it does. */
export type Reasons = Readonly<Record<ChartKind, string | null>>

/** Which kinds fit an answer for one of its measures, and why the others do not. */
export function reasonsFor(view: PivotView, measure: MeasureId): Reasons {
  const cross = crossOf(view, measure)
  const reason = (kind: ChartKind) => (cross ? reasonOf(kind, view, measure, cross) : 'there is no dimension')
  return Object.fromEntries(chartKinds.map((kind) => [kind, reason(kind)])) as unknown as Reasons
}

function reasonOf(kind: ChartKind, view: PivotView, measure: MeasureId, cross: Cross): string | null {
  const { first, second, hasColours, panels } = cross
  const along = cross.isTurned && second ? second : first
  const needsOrder = isAnyRange(along.axis.dimension) ? null : 'needs values in order, as years'
  const needsTwo = second ? null : 'needs two dimensions'
  const needsOne = second ? (hasColours ? 'there are colours' : 'there are two dimensions') : null
  const needsNone = panels ? 'there are small multiples' : null
  switch (kind) {
    case 'bars':
      return needsOne
    case 'histogram':
      return needsOne ?? needsOrder ?? addsUp(view, measure, null)
    case 'stacked':
    case 'share':
      return needsTwo ?? addsUp(view, measure, seriesAxis(cross)) ?? notTooMany(cross)
    case 'lines':
      return needsOrder
    case 'area':
      return needsOrder ?? addsUp(view, measure, seriesAxis(cross)) ?? (second ? notTooMany(cross) : null)
    case 'band':
      return needsOne ?? needsOrder ?? needsBand(view, measure)
    case 'heat':
      return needsTwo ?? needsNone ?? (hasNegative(view, measure) ? 'some numbers are below zero' : null)
    case 'slope':
      return needsTwo ?? needsTwoEnds(view, cross)
    case 'scatter':
      return needsNone ?? (view.spec.measures.length < 2 ? 'needs two measures' : null)
  }
}

/** A slope goes from one column to the other; from one slot to the other where colours are its lines. */
function needsTwoEnds({ spec }: PivotView, { first, second, hasColours }: Cross): string | null {
  const count = (hasColours ? first : second)?.members.length ?? 0
  const what = hasColours && spec.columns.length === 0 ? 'row' : 'column'
  return count === 2 ? null : `needs two ${what}s, there ${count === 1 ? 'is' : 'are'} ${count}`
}

/** The dimension that tells series apart where slots are along the other. */
function seriesAxis({ first, second, isTurned }: Cross): ExploreAxis | null {
  return second ? (isTurned ? first.axis : second.axis) : null
}

/** Whether numbers of series may lie on each other. */
function addsUp(view: PivotView, measure: MeasureId, series: ExploreAxis | null): string | null {
  if (view.calculations[measure]) return 'a calculation does not add up'
  const { additive, label } = measureOf(measure)
  if (additive === 'never') return `${label} does not add up`
  if (additive === 'films' && series && isAnySet(series.dimension))
    return 'films have several genres: count them fractionally'
  return null
}

function notTooMany({ first, second, isTurned }: Cross): string | null {
  const series = isTurned ? first : second
  const count = series?.members.length ?? 0
  return count > mostSlots ? `${count} parts are too many: keep the first rows` : null
}

function needsBand({ spec, calculations }: PivotView, measure: MeasureId): string | null {
  const band = bandOf(spec.measures, measure)
  if (!band) return 'needs the median with its 10th and 90th percentile'
  return ([band.line, band.low, band.high] as const).some((id) => calculations[id]) ? 'a calculation has no band' : null
}

function hasNegative({ spec, pivot }: PivotView, measure: MeasureId): boolean {
  const at = spec.measures.indexOf(measure)
  return pivot.values.some((value, index) => index % spec.measures.length === at && value < 0)
}

/**
 * The kind that fits best: a heat map for two dimensions, stacks or lines for colours, bars for names, columns for counts along a range, a
 * line for what does not begin at nothing, in its band where that is on the shelf.
 */
export function bestKind(view: PivotView, measure: MeasureId, reasons: Reasons): ChartKind | null {
  const cross = crossOf(view, measure)
  if (!cross) return null
  const isOrdered = isAnyRange(cross.first.axis.dimension)
  const isLine = isOrdered && (isLevel(measure) || view.calculations[measure] !== undefined)
  const ofOne: ChartKind[] = isLine ? ['band', 'lines', 'bars'] : ['bars']
  const ofTwo: ChartKind[] = cross.hasColours
    ? ['stacked', 'lines', 'slope', 'heat', 'scatter']
    : ['heat', 'lines', 'slope', 'scatter', 'stacked']
  const best = cross.second ? ofTwo : ofOne
  return best.find((kind) => reasons[kind] === null) ?? null
}
