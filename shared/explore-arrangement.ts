import * as z from 'zod'
import { exploreSpecSchema } from './explore-spec.ts'
import { measureIds } from './model/measures.ts'

/** What is shown of an answer. */
export const exploreViews = ['both', 'table', 'chart'] as const
export type ExploreView = (typeof exploreViews)[number]

/** The kinds of picture there are of an answer, in the order of the menu. */
export const chartKinds = [
  'bars',
  'histogram',
  'stacked',
  'share',
  'lines',
  'area',
  'band',
  'heat',
  'slope',
  'scatter',
] as const
export type ChartKind = (typeof chartKinds)[number]

/** What can be worked out of the numbers of a measure, one beside the other. */
export const calculationIds = [
  'running_total',
  'difference',
  'percent',
  'difference_first',
  'percent_first',
  'rank',
  'mean_3',
  'mean_5',
] as const
export type CalculationId = (typeof calculationIds)[number]

/** The page *Explore* as it is kept: over restarts, and in saved views. */
export const exploreArrangementSchema = z.object({
  spec: exploreSpecSchema,
  view: z.enum(exploreViews),
  /** The picture that was chosen; absent = the one that fits best. */
  chart: z.enum(chartKinds).optional(),
  /** What is shown of a measure in place of its numbers as they are. */
  calculations: z.partialRecord(z.enum(measureIds), z.enum(calculationIds)).optional(),
})
