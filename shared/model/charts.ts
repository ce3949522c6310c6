import type { DimensionChart } from './dimension.ts'
import { type DimensionId, dimensionIds, dimensionOf, dimensions } from './dimensions.ts'
import type { MeasureId } from './measures.ts'

/** A dimension as an axis: its members, or the buckets (by id) of its values. */
export interface Axis {
  dimension: DimensionId
  bucket?: string
}

export interface Chart {
  title: string
  drawing: 'columns' | 'area' | 'bars' | 'spread' | 'heat'
  /** What its marks stand for: one axis, or two for the cells of a matrix. */
  axes: readonly [Axis] | readonly [rows: Axis, columns: Axis]
  measures: readonly [MeasureId, ...MeasureId[]]
}

/** Charts of more than one dimension, or of another measure than films. */
const furtherCharts = {
  genre_decade: {
    title: 'Genre by decade',
    drawing: 'heat',
    axes: [{ dimension: 'genre' }, { dimension: 'year', bucket: 'decade' }],
    measures: ['films', 'fractional'],
  },
  rating_by_year: {
    title: 'Mean rating by year',
    drawing: 'spread',
    axes: [{ dimension: 'year', bucket: 'year' }],
    measures: ['rated_films', 'mean_rating', 'lower_quartile_rating', 'upper_quartile_rating'],
  },
} as const satisfies Record<string, Chart>

/** Dimensions with a chart of their own, which has their id. */
export type DimensionChartId = {
  [Id in DimensionId]: (typeof dimensions)[Id] extends { chart: DimensionChart } ? Id : never
}[DimensionId]
export type FurtherChartId = keyof typeof furtherCharts
/** The further charts of one drawing. */
export type ChartIdOf<D extends Chart['drawing']> = {
  [Id in FurtherChartId]: (typeof furtherCharts)[Id]['drawing'] extends D ? Id : never
}[FurtherChartId]
export type ChartId = DimensionChartId | FurtherChartId

/** The dimensions that have a chart of their own. */
export const dimensionChartIds = dimensionIds.filter((id): id is DimensionChartId => 'chart' in dimensions[id])

/** Where charts stand on the Overview; one that is not named comes after these. */
const places: readonly ChartId[] = [
  'genre',
  'year',
  'rating',
  'runtime',
  'genre_decade',
  'language',
  'uploaded',
  'rating_by_year',
]

function chartOfDimension(id: DimensionChartId): Chart {
  const dimension = dimensionOf(id)
  const { title, drawing } = dimensions[id].chart
  const axis: Axis = dimension.kind === 'range' ? { dimension: id, bucket: dimension.buckets[0].id } : { dimension: id }
  return { title, drawing, axes: [axis], measures: dimension.kind === 'set' ? ['films', 'fractional'] : ['films'] }
}

/** Every chart: films by each dimension that asks for it, and the further ones. */
export const charts: Readonly<Record<ChartId, Chart>> = {
  ...(Object.fromEntries(dimensionChartIds.map((id) => [id, chartOfDimension(id)])) as Record<DimensionChartId, Chart>),
  ...furtherCharts,
}

/** All charts in the order of the Overview. */
export const chartIds: readonly ChartId[] = [
  ...places,
  ...(Object.keys(charts) as ChartId[]).filter((id) => !places.includes(id)),
]

/** The ids of the further charts of one drawing. */
export function chartIdsOf<D extends Chart['drawing']>(drawing: D): ChartIdOf<D>[] {
  return (Object.keys(furtherCharts) as FurtherChartId[]).filter(
    (id): id is ChartIdOf<D> => furtherCharts[id].drawing === drawing,
  )
}

/** The dimensions whose clauses a chart leaves out of its counts, because it shows what choosing another value would give. */
export function chartDimensions(id: ChartId): DimensionId[] {
  return charts[id].axes.map(({ dimension }) => dimension)
}
