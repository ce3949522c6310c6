import type { ChannelOutput } from '../../../../shared/contract/index.ts'
import type { ExploreSpec } from '../../../../shared/explore-spec.ts'
import { type Limits, limits } from '../explore/limits.ts'
import { pivotOfFilms } from '../explore/pivot.ts'
import { joined } from './joined.ts'
import { overlapOf, type SideFilms } from './side-films.ts'

/**
 * The answers to one question for two sides, in one table: every number is that of its side alone. Both keep the first rows of the first
 * side, and are refused where either is more than fits.
 */
export function comparedPivot(
  a: SideFilms,
  b: SideFilms,
  spec: ExploreSpec,
  within: Limits = limits,
): ChannelOutput<'compare.query'> {
  const first = pivotOfFilms(a.columns, a.films, spec, within)
  if ('refused' in first) return first
  const second = pivotOfFilms(b.columns, b.films, spec, within, first.pivot.others)
  if ('refused' in second) return second
  return { ...joined(spec, first.pivot, second.pivot), overlap: overlapOf(a, b), total: b.columns.rows }
}
