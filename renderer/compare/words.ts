import type { Comparison, Side } from '../../shared/compare/comparison.ts'
import { isEmptyFilter, type MovieFilter } from '../../shared/filter/filter.ts'
import { chipSentence, describeFilter } from '../filter/describe.ts'
import type { MemberNames } from '../filter/members.ts'
import { formatTimestamp } from '../format.ts'

/** The films of the filter, in words: "Genre is Drama; Released 1990–1999", "All films". */
export function filterWords(filter: MovieFilter, names: MemberNames): string {
  const chips = describeFilter(filter, names)
  if (isEmptyFilter(filter)) return ['All films', ...chips.map(chipSentence)].join(', ')
  return chips.map(chipSentence).join('; ')
}

/** What the films are compared with, in few words. */
export function otherWords({ other }: Comparison): string {
  switch (other.kind) {
    case 'rest':
      return 'The rest'
    case 'whole':
      return 'All films'
    case 'before':
      return 'The period before'
    case 'then':
      return other.asOf ? `As of run ${other.asOf.runId}, ${formatTimestamp(other.asOf.at)}` : 'As they are now'
    case 'view':
      return other.name
  }
}

/** What they are, where the few words do not say it. */
export function otherDetail({ other }: Comparison, side: Side | null, names: MemberNames): string {
  if (!side) return 'The filter is not of one period of years or upload days'
  if (side.isRest) return 'All films that the filter does not keep'
  return other.kind === 'whole' ? '' : filterWords(side.filter, names)
}

/** What the two sides are called, the first first. */
export function sideNames({ isSwapped }: Comparison): readonly [string, string] {
  return isSwapped ? ['B', 'A'] : ['A', 'B']
}
