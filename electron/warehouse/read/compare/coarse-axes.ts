import { bucketIds, type ExploreAxis } from '../../../../shared/explore-spec.ts'
import { axisIds } from '../../../../shared/model/values/derived.ts'

/** Every dimension, a range by the coarsest way in which its values are put together. */
export const coarseAxes: readonly ExploreAxis[] = axisIds.map((dimension) => {
  const bucket = bucketIds(dimension).at(-1)
  return bucket === undefined ? { dimension } : { dimension, bucket }
})
