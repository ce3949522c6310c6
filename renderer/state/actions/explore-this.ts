import { type ExploreSpec, emptySpec } from '../../../shared/explore-spec.ts'
import { type Axis, type ChartId, charts } from '../../../shared/model/charts.ts'
import { type DimensionId, dimensionOf, isSet } from '../../../shared/model/dimensions.ts'
import type { MeasureId } from '../../../shared/model/measures.ts'
import { useFilterStore } from '../../filter/store.ts'
import { emptyQuestion } from '../question.ts'
import { go } from '../route.ts'

/** Goes to *Explore* with a question, as one step that can be undone. */
export function exploreThis(spec: ExploreSpec): void {
  useFilterStore.getState().ask(() => ({ ...emptyQuestion, spec }))
  go('/explore')
}

/**
 * What a chart of the overview asks.
 *
 * @param count what its genres count
 */
export function specOfChart(id: ChartId, count: MeasureId): ExploreSpec {
  const { axes, measures, drawing } = charts[id]
  const [rows, columns] = axes as readonly [Axis, Axis?]
  const [first, ...others] = measures
  // Of a mean between its quartiles the mean comes first: it is what is drawn.
  const asked: MeasureId[] = drawing === 'spread' ? [...others, first] : [isSet(rows.dimension) ? count : 'films']
  return { ...emptySpec, rows: [rows], columns: columns ? [columns] : [], measures: asked }
}

/** Films by a dimension; of a range in the first of its ways. */
export function specOfDimension(dimension: DimensionId): ExploreSpec {
  const described = dimensionOf(dimension)
  const axis = described.kind === 'range' ? { dimension, bucket: described.buckets[0].id } : { dimension }
  return { ...emptySpec, rows: [axis] }
}
