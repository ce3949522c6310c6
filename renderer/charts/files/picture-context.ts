import type { MovieFilter } from '../../../shared/filter/filter.ts'
import { chipSentence, describeFilter, filterSentence } from '../../filter/describe.ts'
import type { MemberNames } from '../../filter/members.ts'
import { catalogueLine } from '../../format.ts'
import type { LinkedChart } from '../linked.ts'

export interface PictureSource {
  filter: MovieFilter
  names: MemberNames
  isSample: boolean
  /** Epoch milliseconds. */
  at: number
}

/**
 * What a saved chart tells besides its numbers: the filter that they were counted with, which leaves the chart's own clause aside
 * except for "all of", what a clause that is left aside marks in it, the catalogue, the moment.
 */
export function pictureContext(chart: Pick<LinkedChart, 'leavesOut'>, source: PictureSource): string[] {
  const { filter, names, isSample, at } = source
  const applied = describeFilter(chart.leavesOut(filter), names).map(chipSentence)
  const own = describeFilter(filter, names)
    .map(chipSentence)
    .filter((chip) => !applied.includes(chip))
  return [
    filterSentence(chart.leavesOut(filter), names),
    ...(own.length > 0 ? [`Marked, and not part of that filter: ${own.join('; ')}.`] : []),
    catalogueLine(isSample, at),
  ]
}
