import { describe, expect, it } from 'vitest'
import type { ExploreAxis } from '../../../shared/explore-spec.ts'
import { dimensionOf, rangeIds } from '../../../shared/model/dimensions.ts'
import { lookAt, lookOf } from '../../charts/further/looks.ts'
import { noMembers } from '../../filter/members.ts'
import { memberPlaces } from './member-places.ts'

const placeOf = memberPlaces(noMembers)

describe('the place of a value of a range, which is its colour', () => {
  const ways = rangeIds.flatMap((dimension) =>
    dimensionOf(dimension).buckets.map((buckets): [string, ExploreAxis, typeof buckets] => [
      buckets.title,
      { dimension, bucket: buckets.id },
      buckets,
    ]),
  )

  it.each(ways)('%s: neighbouring values never look alike', (_title, axis, buckets) => {
    const { bounds } = dimensionOf(axis.dimension as (typeof rangeIds)[number])
    const keys = buckets.keys(buckets.of(bounds.min), buckets.of(bounds.max))
    expect(keys.length).toBeGreaterThan(7)
    const looks = keys.map((key) => lookOf(lookAt(placeOf(axis, { key, label: '', isOthers: false }))))
    // As many in a row as there are colours, and pale ones, to tell them apart.
    for (const [at, look] of looks.entries())
      expect(looks.slice(Math.max(0, at - 7), at), String(keys[at])).not.toContain(look)
  })
})
