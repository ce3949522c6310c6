import { type CalculationId, type ChartKind, exploreArrangementSchema } from '../../shared/explore-arrangement.ts'
import { type ExploreSpec, emptySpec } from '../../shared/explore-spec.ts'

/** What the page *Explore* asks, and how it is told: what its shelves hold. One step of the app's undo is one change of it, or of the filter. */
export interface Question {
  spec: ExploreSpec
  /** The picture that was chosen; null = the one that fits best. */
  chart: ChartKind | null
  /** What is shown of a measure in place of its numbers as they are. */
  calculations: Partial<Record<ExploreSpec['measures'][number], CalculationId>>
}

export const emptyQuestion: Question = { spec: emptySpec, chart: null, calculations: {} }

/** A question that was kept; of another version, with dimensions or measures this one lacks, it is none. */
export function readQuestion(kept: unknown): Question | null {
  const read = exploreArrangementSchema.safeParse(kept)
  if (!read.success) return null
  const { spec, chart = null, calculations = {} } = read.data
  return { spec, chart, calculations: calculations as Question['calculations'] }
}

/** A question as it is kept: without what it does not say. */
export function keptQuestion({ spec, chart, calculations }: Question): {
  spec: ExploreSpec
  chart?: ChartKind
  calculations?: Question['calculations']
} {
  return {
    spec,
    ...(chart ? { chart } : {}),
    ...(Object.keys(calculations).length > 0 ? { calculations } : {}),
  }
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
