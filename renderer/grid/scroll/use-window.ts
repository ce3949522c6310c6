import { useEffect, useMemo, useRef, useState } from 'react'
import type { GridSource } from '../grid-types.ts'
import { WindowCache, type WindowSnapshot } from './window-cache.ts'

export interface Anchor {
  /** Id and number of the focused row; null when it is not known. */
  rowId: string | number | null
  row: number
  /** First visible row. */
  first: number
  /** One past the last visible row. */
  end: number
}

interface WindowOptions<Row> {
  source: GridSource<Row>
  /** The question whose place the view was restored to; null starts at the top. */
  startedAs: string | null
  /** Where the view stands now. */
  anchor: () => Anchor
  /** The result is about to change: to another question (back to the start), or to the same one with rows moved by `by`. */
  onChange: (change: { kind: 'restart' } | { kind: 'shift'; by: number }) => void
}

/**
 * The rows of a source, as it changes. Another question starts at the top; after a sync the same question goes on where the
 * focused row is now.
 */
export function useWindow<Row>({ source, startedAs, anchor, onChange }: WindowOptions<Row>): {
  cache: WindowCache<Row>
  snapshot: WindowSnapshot
} {
  const [cache] = useState(() => new WindowCache<Row>())
  const [snapshot, setSnapshot] = useState(cache.snapshot)
  const latest = useRef({ anchor, onChange, shown: startedAs })
  latest.current.anchor = anchor
  latest.current.onChange = onChange

  useEffect(() => {
    const look = () => setSnapshot(cache.snapshot())
    look()
    return cache.subscribe(look)
  }, [cache])

  useEffect(() => {
    let dropped = false
    const state = latest.current
    const take = (shift: number | null) => {
      if (dropped) return
      const { first, end } = state.anchor()
      cache.onBeforeShow(() => {
        state.shown = source.question
        state.onChange(shift === null ? { kind: 'restart' } : { kind: 'shift', by: shift })
      })
      const from = Math.max(0, first + (shift ?? 0))
      cache.setSource(
        source,
        shift === null ? { first: 0, end: end - first } : { first: from, end: from + end - first },
      )
    }
    if (state.shown !== source.question) take(null)
    else {
      const { rowId, row } = state.anchor()
      if (!source.locate || rowId === null) take(0)
      else {
        source.locate(rowId).then(
          (index) => take(index === null ? 0 : index - row),
          // A row that cannot be found keeps its number.
          () => take(0),
        )
      }
    }
    return () => {
      dropped = true
    }
  }, [cache, source])

  // Older rows are old from the moment another result is wanted, not only from when its place in them has been found.
  const stale = snapshot.stale || (snapshot.shownKey !== null && snapshot.shownKey !== source.key)
  return { cache, snapshot: useMemo(() => ({ ...snapshot, stale }), [snapshot, stale]) }
}
