import { type DrillMember, narrowed } from '../../shared/drill.ts'
import type { ExploreAxis } from '../../shared/explore-spec.ts'
import { dimensionOf, isRange, type NamedId } from '../../shared/model/dimensions.ts'
import type { MarkAction } from '../charts/model.ts'
import { type Range, unite } from '../filter/ranges.ts'
import {
  excludeRange,
  type FilterChange,
  pickMembers,
  pickRange,
  setUnknown,
  toggleMembers,
} from '../filter/reducers.ts'

/** A member of an axis, to filter by. */
export interface AxisPoint {
  axis: ExploreAxis
  member: DrillMember
}

/** What picking, adding or excluding a member does to the filter; of all others only picking does anything. */
function memberChange({ axis, member }: AxisPoint, action: MarkAction): FilterChange {
  const { dimension: id } = axis
  if (member.others) {
    return (filter) => (action === 'pick' ? (narrowed(filter, [{ axis, member }]) ?? filter) : filter)
  }
  if (!isRange(id)) {
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
  if (!isRange(dimension)) throw new Error(`${dimension} is no range`)
  const { buckets } = dimensionOf(dimension)
  const way = buckets.find(({ id }) => id === bucket) ?? buckets[0]
  return unite(dimension, [way.range(Number(key))])[0] ?? way.range(Number(key))
}

/** Several members at once, such as the row and the column of a cell. */
export function membersChange(points: readonly AxisPoint[], action: MarkAction): FilterChange {
  return (filter) => points.reduce((next, point) => memberChange(point, action)(next), filter)
}
