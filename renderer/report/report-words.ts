import { sidesOf } from '../../shared/compare/comparison.ts'
import { viewPages } from '../../shared/views/view-state.ts'
import { filterWords, otherDetail, otherWords } from '../compare/words.ts'
import { filterSentence } from '../filter/describe.ts'
import { useMembers } from '../filter/members.ts'
import { useFilterStore } from '../filter/store.ts'
import { catalogueLine, formatCount, formatTimestamp } from '../format.ts'
import { pageById } from '../pages.ts'
import { useGold } from '../state/query.ts'
import { pageOf } from '../state/route.ts'
import { useViewStore } from '../views/view-store.ts'

/** What holds for all parts of a report of the page in sight: what it is called, the filter, of which catalogue it is. */
export function useReportWords(firstPart: string): { title: string; about: string[]; provenance: string[] } {
  const { filter, comparison } = useFilterStore()
  const { names } = useMembers()
  const status = useGold('warehouse.status', undefined).data ?? null
  const shown = useViewStore((state) => state.shown)
  const id = pageOf(window.location.hash.slice(1))
  const label = pageById(id)?.label ?? ''
  const isView = viewPages.some((each) => each === id)
  const view = isView && shown?.state.page === id ? (shown.base?.name ?? null) : null
  const about = isView ? [filterSentence(filter, names)] : []
  if (comparison && id !== 'movies' && isView) {
    const sides = sidesOf(filter, comparison)
    const other = sides && (comparison.isSwapped ? sides.a : sides.b)
    const detail = otherDetail(comparison, other, names)
    about.push(
      `Compared: A is ${filterWords(filter, names)}; B is ${otherWords(comparison)}${detail ? ` (${detail})` : ''}.`,
    )
  }
  const provenance = [catalogueLine(status?.isSample ?? false, Date.now())]
  if (status && status.publishedAt !== null)
    provenance.push(
      `Gold version ${status.goldVersion}${status.publishedRunId === null ? '' : ` of run ${status.publishedRunId}`}, published ${formatTimestamp(status.publishedAt)}, ${formatCount(status.films, 'film')}.`,
    )
  return { title: view ?? (id === 'explore' && firstPart ? firstPart : label), about, provenance }
}
