import { type DrillMember, narrowed } from '../../shared/drill.ts'
import type { ExploreAxis } from '../../shared/explore-spec.ts'
import type { MovieFilter } from '../../shared/filter/filter.ts'
import type { NamedId } from '../../shared/model/dimensions.ts'
import { axisDimension, isAnyRange } from '../../shared/model/values/derived.ts'
import type { MarkAction } from '../charts/model.ts'
import { covers, type Range, unite } from '../filter/ranges.ts'
import {
  brushRange,
  clearClause,
  excludeRange,
  type FilterChange,
  onlyMembers,
  pickMembers,
  pickRange,
  rangeClause,
  sameFilter,
  setUnknown,
  toggleMembers,
} from '../filter/reducers.ts'

/** A member of an axis, to filter by. */
export interface AxisPoint {
  axis: ExploreAxis
  member: DrillMember
}

/** What picking, adding or excluding a member does to the filter; of all others only picking does anything. */
function memberChange(point: AxisPoint, action: MarkAction): FilterChange {
  const { axis, member } = point
  const { dimension: id } = axis
  if (member.others) return action === 'pick' ? onlyMembersOf([point]) : (filter) => filter
  if (!isAnyRange(id)) {
    const names = [String(member.key ?? '')]
    return action === 'exclude'
      ? toggleMembers(id as NamedId, names, 'none')
      : pickMembers(id as NamedId, names, action === 'add')
  }
  if (member.key === null) return setUnknown(id, action === 'exclude' ? 'exclude' : 'only')
  const range = rangeOf(axis, member)
  return action === 'exclude' ? excludeRange(id, range) : pickRange(id, range, action === 'add')
}

function rangeOf({ dimension, bucket }: ExploreAxis, { key }: DrillMember): Range {
  if (!isAnyRange(dimension)) throw new Error(`${dimension} is no range`)
  const { buckets } = axisDimension(dimension)
  const way = buckets.find(({ id }) => id === bucket) ?? buckets[0]
  return unite(dimension, [way.range(Number(key))])[0] ?? way.range(Number(key))
}

/** Whether a member is among what the filter keeps of its dimension. */
function isKept(filter: MovieFilter, { axis, member }: AxisPoint): boolean {
  const { dimension: id } = axis
  if (!isAnyRange(id)) return filter.where[id as NamedId].any.includes(String(member.key ?? ''))
  const clause = rangeClause(filter, id)
  return member.key === null ? clause.unknown === 'only' : covers(id, clause.in, rangeOf(axis, member))
}

/** How far a member reaches: of a decade and a year within it the year must come last, and behind both what is beside them. */
function reachOf({ axis, member }: AxisPoint): number {
  if (member.others) return -1
  if (!isAnyRange(axis.dimension) || member.key === null) return 0
  const [low, high] = rangeOf(axis, member)
  return high - low
}

/** Only the films of these members, in place of their dimensions' clauses. The filter itself where all others find no room in it. */
export function onlyMembersOf(points: readonly AxisPoint[]): FilterChange {
  return (filter) => {
    let next: MovieFilter | null = filter
    for (const point of points.toSorted((a, b) => reachOf(b) - reachOf(a))) {
      const { axis, member } = point
      const { dimension: id } = axis
      if (member.others) next = narrowed(next, [point])
      else if (!isAnyRange(id)) next = onlyMembers(id as NamedId, [String(member.key ?? '')])(next)
      else next = (member.key === null ? setUnknown(id, 'only') : brushRange(id, rangeOf(axis, member)))(next)
      if (next === null) return filter
    }
    return next
  }
}

/** Picks members together, or lets them go together when they are all that is kept. */
function pickTogether(points: readonly AxisPoint[]): FilterChange {
  return (filter) => {
    const picked = onlyMembersOf(points)(filter)
    if (picked === filter || !sameFilter(picked, filter)) return picked
    return points.reduce((next, { axis }) => clearClause(axis.dimension)(next), filter)
  }
}

/** Members join what is kept; they leave it again when all of them were in it. */
function addTogether(points: readonly AxisPoint[]): FilterChange {
  return (filter) => {
    const isWhole = points.every((point) => isKept(filter, point))
    const moved = points.filter((point) => isKept(filter, point) === isWhole)
    return moved.reduce((next, point) => memberChange(point, 'add')(next), filter)
  }
}

/**
 * What picking, adding or excluding a row, or a cell by its row and column, does to the filter. Of a cell only its row is excluded:
 * leaving out both would take more than the cell.
 */
export function membersChange(points: readonly AxisPoint[], action: MarkAction): FilterChange {
  const [first] = points
  if (first && (points.length === 1 || action === 'exclude')) return memberChange(first, action)
  return action === 'add' ? addTogether(points) : pickTogether(points)
}
