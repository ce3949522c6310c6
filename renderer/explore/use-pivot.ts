import { useEffect, useRef, useState } from 'react'
import type { ChannelOutput } from '../../shared/contract/index.ts'
import { axesOf, type ExploreSpec } from '../../shared/explore-spec.ts'
import type { MovieFilter } from '../../shared/filter/filter.ts'
import { sameFilter } from '../filter/reducers.ts'
import { useFilter } from '../filter/store.ts'
import { useGold } from '../state/query.ts'

export interface PivotState {
  /** The last good answer, with the question it is of; null before the first. */
  answer: { spec: ExploreSpec; filter: MovieFilter; data: ChannelOutput<'explore.query'> } | null
  /** What is shown belongs to an older question, filter or publish. */
  stale: boolean
  error: unknown
  retry: () => void
}

/**
 * The answer to a question under the current filter. One at a time: while one is awaited, newer ones replace each other and only the
 * last is asked next. What is shown is always an answer with its own question, never one under another's heads.
 */
export function usePivot(spec: ExploreSpec): PivotState {
  const filter = useFilter()
  const [asked, setAsked] = useState({ spec, filter })
  const isAsked = asked.spec === spec && sameFilter(asked.filter, filter)
  const isEmpty = axesOf(asked.spec).length === 0
  const { data, error, isFetching, isPlaceholderData, refetch } = useGold('explore.query', asked, { enabled: !isEmpty })
  useEffect(() => {
    if (!isFetching && !isAsked) setAsked({ spec, filter })
  }, [isFetching, isAsked, spec, filter])
  const last = useRef<PivotState['answer']>(null)
  if (data && !isPlaceholderData && last.current?.data !== data) last.current = { ...asked, data }
  return {
    answer: last.current,
    stale: isPlaceholderData || isFetching || error !== null || !isAsked,
    error,
    retry: () => void refetch(),
  }
}
