import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { type CellRange, type GridBounds, type GridFocus, selectedRange } from '../focus/selection.ts'
import { type GridFocusState, useGridFocus } from '../focus/use-grid-focus.ts'
import type { GridSource } from '../grid-types.ts'
import { leavePlace, placeOf } from './places.ts'
import { pageRows, type RowSpan, rowSpan } from './scaled-scroll.ts'
import { type GridScroll, useGridScroll } from './use-grid-scroll.ts'
import { type Anchor, useWindow } from './use-window.ts'
import type { WindowCache, WindowSnapshot } from './window-cache.ts'

/** Rows drawn beyond the visible ones on either side. */
const overscan = 6
/** Grey rows shown before anything is known. */
const placeholderRows = 40

interface GridViewOptions<Row> {
  /** Names the grid for its remembered position. */
  id: string
  /** The element that scrolls. */
  element: RefObject<HTMLElement | null>
  source: GridSource<Row>
  rowId: (row: Row) => string | number
  /** Visible columns. */
  columns: number
}

export interface GridView<Row> {
  cache: WindowCache<Row>
  snapshot: WindowSnapshot
  /** Rows of the result; null until its first reply. */
  total: number | null
  /** Nothing is known yet, and nothing failed. */
  loading: boolean
  /** Rows there is room for: the result's, or grey ones. */
  rows: number
  scroll: GridScroll
  bounds: GridBounds
  state: GridFocusState
  focus: GridFocus
  /** Rows to draw. */
  span: RowSpan
  /** Rows in sight. */
  visible: RowSpan
  range: CellRange | null
}

/** Where a grid stands in its result: rows, position, focus and selection, kept when the result changes and when the page is left. */
export function useGridView<Row>({ id, element, source, rowId, columns }: GridViewOptions<Row>): GridView<Row> {
  const [left] = useState(() => placeOf(id, source.question))
  const view = useRef({ focus: null as GridFocus | null, first: 0, end: 50 })
  const { cache, snapshot } = useWindow<Row>({
    source,
    startedAs: left?.question ?? null,
    anchor: (): Anchor => {
      const row = view.current.focus?.at.row ?? 0
      const focused = row < 0 ? undefined : cache.row(row)
      return { rowId: focused ? rowId(focused) : null, row, first: view.current.first, end: view.current.end }
    },
    onChange: (change) => {
      if (change.kind === 'restart') {
        state.restart()
        scroll.setTop(0)
      } else if (change.by !== 0) {
        state.shift(change.by)
        // Unclamped: the new row count is not known to the scroll geometry yet.
        scroll.jump((top) => top + change.by * scroll.geometry.rowHeight)
      }
    },
  })
  const total = snapshot.total
  const loading = total === null && snapshot.error === null
  const rows = total ?? (loading ? placeholderRows : 0)
  const scroll = useGridScroll(element, rows, left?.top ?? 0)
  const { geometry, top } = scroll
  const bounds: GridBounds = useMemo(
    () => ({ rows: total ?? 0, columns, page: pageRows(geometry) }),
    [total, columns, geometry],
  )
  const state = useGridFocus(bounds, left?.focus ?? null)
  const { focus } = state
  const span = rowSpan(geometry, top, overscan)
  const visible = rowSpan(geometry, top, 0)
  const range = selectedRange(focus)
  // A restored place is known before the rows are.
  const first = total === null && left ? Math.floor(left.top / geometry.rowHeight) : visible.first
  view.current = { focus, first, end: first + visible.end - visible.first }

  useEffect(() => {
    if (total !== null) cache.want(visible.first, visible.end)
  }, [cache, total, visible.first, visible.end])
  useEffect(() => leavePlace(id, { question: source.question, focus, top }), [id, source, focus, top])
  return { cache, snapshot, total, loading, rows, scroll, bounds, state, focus, span, visible, range }
}
