import type { Additive, Aggregate } from './aggregates.ts'
import type { DimensionId } from './dimensions.ts'

/** What is counted, summed or measured over the films of a mark, a cell or the whole catalogue. */
export interface MeasureEntry {
  label: string
  /** One of what is counted, in captions: "film", "assignment"; null for a mean. */
  noun: string | null
  unit: string
  format: 'integer' | 'weight' | 'decimal' | 'hundredths' | 'share'
  takes: Aggregate
  /** What SQL results call it. */
  sqlName: string
  /** One sentence for people. */
  explain: string
}

/** A measure with what follows from what it takes. */
export interface Measure extends MeasureEntry {
  /** Whose values are counted, summed or sorted: films without one have no place in a chart of them. */
  of?: DimensionId
  /** The aggregate over `fact_movies AS f`; by members of a set, over one row a film and member. */
  sql: string
  additive: Additive
}
