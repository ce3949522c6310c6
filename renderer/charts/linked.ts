import type { ChannelInput } from '../../shared/contract/index.ts'
import type { MeasureId } from '../../shared/model/measures.ts'
import type { FilterChange } from '../filter/reducers.ts'
import type { ChartModel, MarkAction } from './model.ts'

/** A chart and what its marks do to the filter. */
export interface LinkedChart {
  model: ChartModel
  /** How the warehouse groups the same numbers in SQL. */
  groupBy: ChannelInput<'movies.explain'>['groupBy']
  /** Whether the filter has a clause of this chart's own. */
  isActive: boolean
  act: (index: number, action: MarkAction) => FilterChange
  /** What excluding a mark drops, where that is more than the mark. */
  excludes?: (index: number) => string
  /** Only this mark, in place of the chart's own clause. */
  only: (index: number) => FilterChange
  /** The films that a mark's number counts: those of the mark alone, and under "all of" those that have the other members too. */
  behind: (index: number) => FilterChange
  /** Present where the marks are in order and a range of them can be brushed. */
  brush?: (from: number, to: number) => FilterChange
  clear: FilterChange
  /** The filter that the chart's numbers are counted with: without its own clause, except where that is "all of". */
  leavesOut: FilterChange
  /** What a mark's number is of, and the films around it that it is held against; absent = films, beside all that the chart counts. */
  why?: { measure: MeasureId; around: (index: number) => FilterChange }
  /** Of which of two compared sides its numbers are; absent = there is one. */
  side?: string
  /** Goes to *Explore* with what the chart asks; absent where it is that page's own. */
  explore?: () => void
  /** Films that have no value here and so no mark: what the menu calls them, and how to see them alone. */
  unknown?: { label: string; only: FilterChange }
}
