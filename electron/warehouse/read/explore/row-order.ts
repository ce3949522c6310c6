import type { ExploreAxis } from '../../../../shared/explore-spec.ts'
import { isAnyRange } from '../../../../shared/model/values/derived.ts'
import type { AxisMember } from './axis.ts'

/** What members are ordered by: a number of each. */
export interface Ranking {
  of: (place: number) => number
  dir: 'asc' | 'desc'
}

/**
 * Places in the order in which they stand: by a ranking, else ranges as they ascend and names by most films; what has no number comes
 * after, then all others, then the unknown. Ties stand as they do by nature.
 */
export function ordered(
  places: readonly number[],
  memberOf: (place: number) => AxisMember,
  axis: ExploreAxis,
  ranking: Ranking | null,
  films: (place: number) => number,
): number[] {
  const isSpecial = (place: number) => memberOf(place).key === null
  const special = places.filter(isSpecial)
  const plain = places.filter((place) => !isSpecial(place))
  if (ranking === null && isAnyRange(axis.dimension)) return [...plain, ...special]
  const { of, dir }: Ranking = ranking ?? { of: films, dir: 'desc' }
  const turn = dir === 'asc' ? 1 : -1
  const label = (place: number) => memberOf(place).label
  const number = new Map(plain.map((place) => [place, of(place)]))
  const sorted = plain.toSorted((a, b) => {
    const [x, y] = [number.get(a) as number, number.get(b) as number]
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b
    return (x - y) * turn || label(a).localeCompare(label(b), 'en') || a - b
  })
  return [...sorted, ...special]
}
