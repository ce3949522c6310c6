import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { MovieRow } from '../../../shared/contract/explore.ts'
import { type GridFocusState, useGridFocus } from '../../grid/focus/use-grid-focus.ts'
import type { GridSource } from '../../grid/grid-types.ts'
import { leavePlace, placeOf } from '../../grid/scroll/places.ts'
import { pageRows, type RowSpan, rowSpan } from '../../grid/scroll/scaled-scroll.ts'
import { type GridScroll, rowHeight as gridRowHeight, useGridScroll } from '../../grid/scroll/use-grid-scroll.ts'
import { type Anchor, useWindow } from '../../grid/scroll/use-window.ts'
import type { WindowCache, WindowSnapshot } from '../../grid/scroll/window-cache.ts'
import { gap, type WallLayout, type WallSize, wallLayout } from './wall-layout.ts'

/** Rows drawn beyond the visible ones on either side. */
const overscan = 1
/** Grey tiles shown before anything is known. */
const placeholders = 60

interface WallViewOptions {
  /** The grid whose place in the result the wall shares. */
  gridId: string
  /** The element that scrolls. */
  element: RefObject<HTMLElement | null>
  source: GridSource<MovieRow>
  rowId: (row: MovieRow) => string | number
  size: WallSize
}

interface WallView {
  cache: WindowCache<MovieRow>
  snapshot: WindowSnapshot
  layout: WallLayout
  /** Films there is room for: the result's, or grey tiles. */
  films: number
  /** Nothing is known yet, and nothing failed. */
  loading: boolean
  scroll: GridScroll
  state: GridFocusState
  /** The focused film, by its place in the result. */
  at: number
  /** Rows of tiles to draw, and those in sight. */
  span: RowSpan
  visible: RowSpan
  /** Rows that a page key moves by. */
  page: number
  /** Shows a film as a whole. */
  reveal: (film: number) => void
}

/** Where a wall stands in its result: focus and place are those of the grid, so that changing between the two changes neither. */
export function useWallView({ gridId, element, source, rowId, size }: WallViewOptions): WallView {
  const [left] = useState(() => placeOf(gridId, source.question))
  const [room, setRoom] = useState({ width: 900, height: 700 })
  const layout = useMemo(() => wallLayout(room, size), [room, size])
  const { perRow, rowHeight } = layout
  /** The film that stays in sight when tiles change their size. */
  const anchor = useRef(Math.max(0, left?.focus.at.row ?? 0))
  const view = useRef({ at: 0, first: 0, end: 60 })

  const { cache, snapshot } = useWindow<MovieRow>({
    source,
    startedAs: left?.question ?? null,
    anchor: (): Anchor => {
      const { at, first, end } = view.current
      const focused = cache.row(at)
      return { rowId: focused ? rowId(focused) : null, row: at, first, end }
    },
    onChange: (change) => {
      if (change.kind === 'restart') {
        state.restart()
        anchor.current = 0
        scroll.setTop(0)
      } else if (change.by !== 0) {
        state.shift(change.by)
        const first = Math.max(0, view.current.first + change.by)
        scroll.jump(() => Math.floor(first / perRow) * rowHeight)
      }
    },
  })
  const { total } = snapshot
  const loading = total === null && snapshot.error === null
  const films = total ?? (loading ? placeholders : 0)
  const rows = Math.ceil(films / perRow)
  const scroll = useGridScroll(element, rows, Math.floor(anchor.current / perRow) * rowHeight, {
    rowHeight,
    headerHeight: gap,
  })
  const { geometry, top, jump } = scroll
  const bounds = useMemo(
    () => ({ rows: total ?? 0, columns: (left?.focus.at.column ?? 0) + 1, page: pageRows(geometry) }),
    [total, left, geometry],
  )
  const state = useGridFocus(bounds, left?.focus ?? null)
  const at = Math.max(0, state.focus.at.row)
  const visible = rowSpan(geometry, top, 0)
  const first = total === null ? anchor.current : visible.first * perRow
  const end = first + Math.max(1, visible.end - visible.first) * perRow
  view.current = { at, first, end }

  useLayoutEffect(() => {
    const target = element.current
    if (!target) return
    const measure = () => setRoom({ width: target.clientWidth, height: target.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  useLayoutEffect(() => {
    const wanted = Math.floor(anchor.current / perRow) * rowHeight
    jump(() => wanted)
  }, [perRow, rowHeight, jump])
  useEffect(() => {
    if (total !== null) anchor.current = at >= first && at < end ? at : first
  })
  useEffect(() => {
    if (total !== null) cache.want(first, Math.min(end, total))
  }, [cache, total, first, end])
  useEffect(() => {
    // A few rows of the grid above the film, so that it does not stand at the very edge.
    const gridTop = Math.max(0, anchor.current - 3) * gridRowHeight
    leavePlace(gridId, { question: source.question, focus: state.focus, top: gridTop })
  })

  return {
    cache,
    snapshot,
    layout,
    films,
    loading,
    scroll,
    state,
    at,
    span: rowSpan(geometry, top, overscan),
    visible,
    page: bounds.page,
    reveal: (film) => scroll.reveal(Math.floor(film / perRow)),
  }
}
