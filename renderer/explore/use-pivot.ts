import { useEffect, useMemo, useRef, useState } from 'react'
import { type Comparison, type Side, sidesOf } from '../../shared/compare/comparison.ts'
import type { ChannelOutput } from '../../shared/contract/index.ts'
import { axesOf, type ExploreSpec } from '../../shared/explore-spec.ts'
import { emptyFilter, type MovieFilter } from '../../shared/filter/filter.ts'
import { sameFilter } from '../filter/reducers.ts'
import { useFilter, useFilterStore } from '../filter/store.ts'
import { useGold } from '../state/query.ts'

export interface PivotState {
  /** The last good answer, with the question it is of; null before the first. */
  answer: {
    spec: ExploreSpec
    filter: MovieFilter
    /** What they are compared with, and the two sides; null = nothing. */
    comparison: Comparison | null
    sides: { a: Side; b: Side } | null
    data: ChannelOutput<'explore.query'> | ChannelOutput<'compare.query'>
  } | null
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
  const comparison = useFilterStore((state) => state.comparison)
  const [asked, setAsked] = useState({ spec, filter, comparison })
  const isAsked = asked.spec === spec && sameFilter(asked.filter, filter) && asked.comparison === comparison
  const isEmpty = axesOf(asked.spec).length === 0
  const sides = useSides(asked)
  const alone = useGold(
    'explore.query',
    { spec: asked.spec, filter: asked.filter },
    { enabled: !isEmpty && sides === null },
  )
  const both = useGold(
    'compare.query',
    { spec: asked.spec, ...(sides ?? { a: noSide, b: noSide }) },
    {
      enabled: !isEmpty && sides !== null,
    },
  )
  const { data, error, isFetching, isPlaceholderData, refetch } = sides ? both : alone
  useEffect(() => {
    if (!isFetching && !isAsked) setAsked({ spec, filter, comparison })
  }, [isFetching, isAsked, spec, filter, comparison])
  const last = useRef<PivotState['answer']>(null)
  const { current: shown } = last
  // Sides that are the same films give the same numbers, whichever is called A.
  if (data && !isPlaceholderData && (shown?.data !== data || shown.comparison !== asked.comparison)) {
    last.current = { ...asked, sides, data }
  }
  return {
    answer: last.current,
    stale: isPlaceholderData || isFetching || error !== null || !isAsked,
    error,
    retry: () => void refetch(),
  }
}

const noSide: Side = { filter: emptyFilter(), isRest: false }

/** The sides of what was asked, the same as long as it is. */
function useSides({ filter, comparison }: { filter: MovieFilter; comparison: Comparison | null }) {
  return useMemo(() => comparison && sidesOf(filter, comparison), [filter, comparison])
}
