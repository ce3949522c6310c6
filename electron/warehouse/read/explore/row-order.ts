import type { ExploreAxis, ExploreSpec, MemberKey } from '../../../../shared/explore-spec.ts'
import { isAnyRange } from '../../../../shared/model/values/derived.ts'
import type { Axis, AxisMember } from './axis.ts'
import type { Paths } from './levels.ts'
import type { Tally } from './tally.ts'

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

/** The members of the column that rows are sorted in, from the outside in. */
export function sortedColumn(sort: NonNullable<ExploreSpec['sort']>): MemberKey[] {
  return sort.column ? [sort.column.key, ...(sort.column.within ?? [])] : []
}

/** What rows are sorted by; null = they stand as they do by nature. A column that no film is in sorts nothing. */
export function rankingOf(
  { sort }: ExploreSpec,
  columns: readonly Axis[],
  across: readonly Paths[],
  level: (depth: number) => Tally,
): Ranking | null {
  if (sort === null) return null
  const { measure, dir } = sort
  const [column] = columns
  if (sort.column === null || !column) {
    const numbers = level(0).values.get(measure)
    return { of: (row) => numbers?.[row] ?? Number.NaN, dir }
  }
  const path = sortedColumn(sort)
  let key = 0
  for (const [depth, each] of path.entries()) {
    const members = columns[depth]?.members ?? []
    const place = members.findIndex((member) => member.key === each && !member.isOthers)
    if (place < 0) return null
    key = key * members.length + place
  }
  const { keys } = across[path.length] as Paths
  const at = keys.indexOf(key)
  if (at < 0) return null
  const numbers = level(path.length).values.get(measure)
  return { of: (row) => numbers?.[row * keys.length + at] ?? Number.NaN, dir }
}

/** A row or a column: where its numbers are, and its members. */
export interface Line {
  depth: number
  index: number
  path: readonly AxisMember[]
}

/** Rows or columns in their order, each before those within it. */
export function orderedPaths(
  axes: readonly Axis[],
  paths: readonly Paths[],
  films: (depth: number, index: number) => number,
  ranking: (depth: number) => Ranking | null,
): (Line & { path: AxisMember[] })[] {
  const rankings = axes.map((_, index) => ranking(index + 1))
  const within = (depth: number, parent: number, path: AxisMember[]): (Line & { path: AxisMember[] })[] => {
    const axis = axes[depth]
    if (!axis) return []
    const { keys } = paths[depth + 1] as Paths
    const { members } = axis
    const from = lowerBound(keys, parent * members.length)
    const end = lowerBound(keys, (parent + 1) * members.length)
    const indexes = Array.from({ length: end - from }, (_, i) => from + i)
    const memberOf = (index: number) => members[(keys[index] as number) % members.length] as AxisMember
    const order = ordered(indexes, memberOf, axis.axis, rankings[depth] ?? null, (index) => films(depth + 1, index))
    return order.flatMap((index) => {
      const own = [...path, memberOf(index)]
      return [{ depth: depth + 1, index, path: own }, ...within(depth + 1, keys[index] as number, own)]
    })
  }
  return within(0, 0, [])
}

function lowerBound(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}
