import type { RangeClause } from '../../../shared/filter/filter.ts'
import type { RangeId } from '../../../shared/model/dimensions.ts'
import type { MarkState } from '../../charts/model.ts'
import { covers, overlaps, type Range } from '../../filter/ranges.ts'

/** How a bar over a range stands in a range clause. Wholly inside counts as kept; a part of it does too. */
export function rangeState(id: RangeId, clause: RangeClause, range: Range): MarkState {
  if (clause.unknown === 'only') return 'aside'
  if (covers(id, clause.out, range)) return 'dropped'
  if (clause.in.length === 0) return 'free'
  return overlaps(id, clause.in, range) ? 'kept' : 'aside'
}

/** How a member (or a group of them, such as "other") stands among included and excluded ones. */
export function memberState<K>(included: readonly K[], excluded: readonly K[], keys: readonly K[]): MarkState {
  if (keys.some((key) => included.includes(key))) return 'kept'
  if (keys.length > 0 && keys.every((key) => excluded.includes(key))) return 'dropped'
  return included.length > 0 ? 'aside' : 'free'
}
