import { useMemo } from 'react'
import { create } from 'zustand'
import { type Comparison, type Side, sidesOf } from '../../../shared/compare/comparison.ts'
import type { MovieFilter } from '../../../shared/filter/filter.ts'
import { sameSizeFactor } from '../../compare/same-size.ts'
import { useFilter, useFilterStore } from '../../filter/store.ts'
import { useGold } from '../../state/query.ts'
import type { Beside } from './beside-chart.ts'

/** Whether B is drawn as if it had as many films as A, where their numbers are far apart. */
export const useSameSize = create<{ isScaled: boolean }>(() => ({ isScaled: true }))

export interface BesideState {
  /** Null while nothing is compared, or before the first answer. */
  beside: Beside | null
  /** Whether the sides are so different in size that it matters how B is drawn. */
  mayScale: boolean
  stale: boolean
  error: unknown
  retry: () => void
}

/** The filter's own films first, however the sides stand in the strip: charts are filled with what they filter. */
function sidesAsDrawn(filter: MovieFilter, comparison: Comparison | null): { a: Side; b: Side } | null {
  return comparison && sidesOf(filter, { ...comparison, isSwapped: false })
}

/** The numbers of both sides that are compared, for charts. */
export function useBeside(): BesideState {
  const filter = useFilter()
  const comparison = useFilterStore((state) => state.comparison)
  const { isScaled } = useSameSize()
  const sides = useMemo(() => sidesAsDrawn(filter, comparison), [filter, comparison])
  const none: Side = { filter, isRest: false }
  const { data, error, isFetching, isPlaceholderData, refetch } = useGold(
    'compare.overview',
    sides ?? { a: none, b: none },
    { enabled: sides !== null },
  )
  const factor = data ? sameSizeFactor(data.a.matched, data.b.matched) : 1
  const beside = useMemo(
    () => (sides && data ? { a: data.a, b: data.b, factor: isScaled ? factor : 1 } : null),
    [sides, data, isScaled, factor],
  )
  return {
    beside,
    mayScale: beside !== null && factor !== 1,
    stale: sides !== null && (isPlaceholderData || isFetching || error !== null),
    error: sides === null ? null : error,
    retry: () => void refetch(),
  }
}
