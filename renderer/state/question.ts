import * as z from 'zod'
import { type ExploreSpec, exploreSpecSchema } from '../../shared/explore-spec.ts'
import { measureIds } from '../../shared/model/measures.ts'

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

export const questionSchema = z.object({
  spec: exploreSpecSchema,
  /** The picture that was chosen; null = the one that fits best. */
  chart: z.enum(chartKinds).nullable(),
  /** What is shown of a measure in place of its numbers as they are. */
  calculations: z.partialRecord(z.enum(measureIds), z.enum(calculationIds)),
})

/** What the page *Explore* asks, and how it is told: what its shelves hold. One step of the app's undo is one change of it, or of the filter. */
export interface Question {
  spec: ExploreSpec
  chart: ChartKind | null
  calculations: Partial<Record<ExploreSpec['measures'][number], CalculationId>>
}

/** Nothing asked yet: no dimensions, films alone. */
export const emptySpec: ExploreSpec = { rows: [], columns: [], measures: ['films'], sort: null, top: null }

export const emptyQuestion: Question = { spec: emptySpec, chart: null, calculations: {} }

/** A question that was kept; of another version, with dimensions or measures this one lacks, it is none. */
export function readQuestion(kept: unknown): Question | null {
  const read = questionSchema.safeParse(kept)
  return read.success ? (read.data as Question) : null
}

/** A question with another specification; what was told of a measure that is gone goes with it. */
export function withSpec(question: Question, spec: ExploreSpec): Question {
  if (spec === question.spec) return question
  const kept = Object.entries(question.calculations).filter(([id]) => spec.measures.some((measure) => measure === id))
  return { ...question, spec, calculations: Object.fromEntries(kept) }
}

/** Whether two questions are the same. */
export function sameQuestion(a: Question, b: Question): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
