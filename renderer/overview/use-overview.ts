import { replaceEqualDeep } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Overview } from '../../shared/contract/explore.ts'
import { sameFilter } from '../filter/reducers.ts'
import { useFilter } from '../filter/store.ts'
import { useGold } from '../state/query.ts'

export interface OverviewState {
  /** The last good answer; null before the first. */
  overview: Overview | null
  /** What is shown belongs to an older filter or an older publish. */
  stale: boolean
  error: unknown
  retry: () => void
}

/**
 * The numbers of every linked chart for the current filter. One question at a time: while an answer is awaited, newer filters
 * replace each other and only the last is asked next, so a brush cannot pile up work. Parts that did not change keep their
 * identity, so their charts are not drawn again.
 */
export function useOverview(): OverviewState {
  const filter = useFilter()
  const [asked, setAsked] = useState(filter)
  const { data, error, isFetching, isPlaceholderData, refetch } = useGold('overview.query', { filter: asked })
  useEffect(() => {
    if (!isFetching && !sameFilter(asked, filter)) setAsked(filter)
  }, [isFetching, asked, filter])

  const last = useRef<Overview | null>(null)
  const overview = useMemo(() => {
    if (data) last.current = last.current ? replaceEqualDeep(last.current, data) : data
    return last.current
  }, [data])
  return {
    overview,
    stale: isPlaceholderData || isFetching || error !== null || !sameFilter(asked, filter),
    error,
    retry: () => void refetch(),
  }
}
