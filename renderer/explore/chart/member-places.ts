import type { PivotMember } from '../../../shared/contract/questions/pivot.ts'
import type { ExploreAxis } from '../../../shared/explore-spec.ts'
import { type NamedId, namedIds } from '../../../shared/model/dimensions.ts'
import { axisDimension, isAnyRange } from '../../../shared/model/values/derived.ts'
import type { Members } from '../../filter/members.ts'

/** The place of a member among all of its kind, whatever a filter leaves of them; null = it has none. */
export type PlaceOf = (axis: ExploreAxis, member: PivotMember) => number | null

/** The places of members: of names among the given ones, those of the most films first; of values of a range in their order. */
export function memberPlaces(members: Members): PlaceOf {
  const byName = new Map<string, number>()
  for (const id of namedIds) {
    const known = members[id].filter(({ name }) => name !== '')
    known
      .toSorted((a, b) => b.films - a.films || a.name.localeCompare(b.name))
      .forEach(({ name }, at) => void byName.set(`${id} ${name}`, at))
  }
  return ({ dimension, bucket }, { key }) => {
    if (key === null) return null
    if (!isAnyRange(dimension)) return byName.get(`${dimension as NamedId} ${key}`) ?? null
    const { buckets: ways, bounds } = axisDimension(dimension)
    const buckets = ways.find(({ id }) => id === bucket) ?? ways[0]
    // Counted, not reckoned: bands are of many widths, and of months there is none after the twelfth.
    return Math.max(0, buckets.keys(buckets.of(bounds.min), Number(key)).indexOf(Number(key)))
  }
}
