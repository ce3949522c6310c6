// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid with sticky columns cannot be made of table elements
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import { MarkMenu } from '../charts/marks/mark-menu.tsx'
import { type MenuEntry, StaleBar } from '../components/index.ts'
import { gridMenu } from './columns/column-menu.tsx'
import { type GridOrder, moveByOne, resizeStep, setWidth } from './columns/layout.ts'
import { nextKey, nextOrder } from './columns/order.ts'
import type { GridLayoutState } from './columns/use-grid-layout.ts'
import { useShownColumns } from './columns/use-shown-columns.ts'
import { type GridChoices, useGridExport } from './export-grid.ts'
import { copyCells } from './focus/copy-cells.ts'
import { onCopyEvent } from './focus/copy-event.ts'
import { handleGridKey } from './focus/grid-keys.ts'
import { type CellPosition, headerRow, inRange } from './focus/selection.ts'
import { useKeptPress } from './focus/use-kept-press.ts'
import { cellAt, contentWidth, useRevealColumn, useRoom } from './grid-dom.ts'
import { GridHeader } from './grid-header.tsx'
import { GridNotices } from './grid-notices.tsx'
import { cellId } from './grid-row.tsx'
import { GridRows } from './grid-rows.tsx'
import type { GridColumn, GridHandle, GridSource } from './grid-types.ts'
import { headerHeight } from './scroll/use-grid-scroll.ts'
import { useGridView } from './scroll/use-grid-view.ts'
import type { WindowSnapshot } from './scroll/window-cache.ts'

interface DataGridProps<Row> {
  /** Names the grid for its remembered position. */
  id: string
  /** Accessible name. */
  label: string
  columns: readonly GridColumn<Row>[]
  layout: GridLayoutState
  /** The order used while the person chose none. */
  defaultSort: GridOrder
  /** Must keep its identity while its key is the same. */
  source: GridSource<Row>
  rowId: (row: Row) => string | number
  /** Shown when the result has no rows. */
  empty: ReactNode
  /** Enter or a double click on a cell. */
  onActivate?: (row: Row, columnId: string) => void
  /** The focused row, whenever it or its content changes; undefined while it is being read. */
  onFocusRow?: (row: Row | undefined, index: number) => void
  /** Keys of the page on a row; called first, and the grid leaves alone what it handled (`preventDefault`). */
  onRowKey?: (event: KeyboardEvent<HTMLElement>) => void
  /** Lines for a cell's menu, above copying. */
  cellMenu?: (row: Row, columnId: string) => MenuEntry[]
  onState?: (state: WindowSnapshot) => void
  /** What can be exported of it; absent = the rows as they are seen. */
  exported?: GridChoices
  ref?: Ref<GridHandle>
}

interface OpenMenu {
  kind: 'header' | 'cell'
  x: number
  y: number
}

/**
 * The app's one grid: a result of any length, scrolled through as a whole, with the keyboard of the WAI-ARIA grid pattern. It
 * holds the focus itself and names its active cell, so that scrolling a cell away never loses the keyboard.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { id, label, columns, layout, defaultSort, source, rowId, empty, onFocusRow, onState } = props
  const gridId = useId()
  const element = useRef<HTMLDivElement>(null)
  /** The button went down in a cell, so that moving on extends the selection. */
  const dragging = useRef(false)
  const [menu, setMenu] = useState<OpenMenu | null>(null)

  const shown = useShownColumns(columns, layout, useRoom(element))
  const columnCount = shown.columns.length
  const view = useGridView({ id, element, source, rowId, columns: columnCount })
  const { cache, snapshot, total, loading, rows, scroll, bounds, state, focus, span, visible, range } = view
  useEffect(() => onState?.(snapshot), [snapshot, onState])

  const focusedRow = focus.at.row >= 0 ? cache.row(focus.at.row) : undefined
  useEffect(() => onFocusRow?.(focusedRow, focus.at.row), [focusedRow, focus.at.row, onFocusRow])

  const move = (at: CellPosition, extend: boolean) => {
    state.move(at, extend)
    if (at.row >= 0) scroll.reveal(Math.min(at.row, Math.max(0, rows - 1)))
  }
  useRevealColumn(element, cellId(gridId, focus.at.row, focus.at.column), focus.at.column)

  const copy = (withHeaders: boolean) => {
    if (!range || total === null || total === 0) return
    void copyCells(
      cache,
      shown.columns.map((item) => item.column),
      range,
      withHeaders,
    )
  }
  const exporting = useGridExport({
    label,
    columns: shown.columns.map((item) => item.column),
    all: columns,
    choices: props.exported,
    total: snapshot.stale ? null : total,
    read: (most) => cache.readRange(0, most - 1),
    element,
  })
  const copyByMenu = useRef(copy)
  copyByMenu.current = copy
  useEffect(() => {
    const has = (focused: unknown) => focused instanceof Node && (element.current?.contains(focused) ?? false)
    return onCopyEvent(document, has, () => copyByMenu.current(false))
  }, [])
  useImperativeHandle(props.ref, () => ({
    focus: () => element.current?.focus(),
    copy,
    step: (by) => move({ row: Math.max(0, focus.at.row + by), column: focus.at.column }, false),
    goTo: (row) => {
      move({ row, column: focus.at.column }, false)
      element.current?.focus()
    },
  }))

  const focusedColumn = shown.columns[focus.at.column]?.column
  const sort = layout.layout.sort ?? defaultSort
  const setSort = (next: GridOrder | null) => layout.change((before) => ({ ...before, sort: next }))
  const sortBy = (column: GridColumn<Row> | undefined, add: boolean) => {
    const key = column?.sortKey
    const next = add ? nextKey : nextOrder
    if (column && key !== undefined) setSort(next(sort, key, column.firstDir ?? 'asc'))
  }
  const fitColumn = (index: number) => {
    const fitted = shown.columns[index]?.column.id
    const scroller = element.current
    if (fitted && scroller) layout.change((before) => setWidth(before, fitted, contentWidth(scroller, index)))
  }
  const openMenu = (kind: OpenMenu['kind'], x: number, y: number) => {
    // Where the keyboard is when the menu opens is where it comes back to.
    element.current?.focus()
    setMenu({ kind, x, y })
  }
  const hasFailed = cache.failureAt(focus.at.row) !== null
  const kept = useKeptPress({
    question: source.question,
    at: focus.at.row,
    row: focusedRow,
    hasFailed,
    act: (press, row) => {
      if (press.kind === 'menu') openMenu('cell', press.x, press.y)
      else if (focusedColumn && row !== undefined) props.onActivate?.(row, focusedColumn.id)
    },
  })
  const activate = () => {
    if (hasFailed) cache.retry(focus.at.row)
    else kept.press({ kind: 'activate' }, focus.at.row)
  }
  const openMenuAtFocus = () => {
    const cell = document.getElementById(cellId(gridId, focus.at.row, focus.at.column)) ?? element.current
    const box = cell?.getBoundingClientRect()
    if (!box) return
    const at = { x: box.left + 8, y: box.bottom }
    if (focus.at.row === headerRow) openMenu('header', at.x, at.y)
    else kept.press({ kind: 'menu', ...at }, focus.at.row)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Buttons inside the grid keep their own keys.
    if (event.target !== element.current) return
    kept.drop()
    if (focus.at.row >= 0) props.onRowKey?.(event)
    if (event.defaultPrevented) return
    const columnId = focusedColumn?.id ?? ''
    const handled = handleGridKey(event, focus, bounds, {
      move,
      copy,
      activate,
      openMenu: openMenuAtFocus,
      fitColumn: () => fitColumn(focus.at.column),
      sort: (add) => sortBy(focusedColumn, add),
      selectAll: () =>
        state.set({ at: { row: bounds.rows - 1, column: bounds.columns - 1 }, anchor: { row: 0, column: 0 } }),
      collapse: () => {
        const extended = focus.at.row !== focus.anchor.row || focus.at.column !== focus.anchor.column
        if (extended) state.set({ at: focus.at, anchor: focus.at })
        return extended
      },
      moveColumn: (by) => {
        const moved = moveByOne(layout.layout, columnId, by)
        if (moved === layout.layout) return
        layout.change(() => moved)
        state.move({ row: headerRow, column: focus.at.column + by }, false)
      },
      resizeColumn: (by) =>
        layout.change((before) => setWidth(before, columnId, shown.widthOf(columnId) + by * resizeStep)),
    })
    if (handled) event.preventDefault()
  }

  const activeRendered = focus.at.row === headerRow || (focus.at.row >= span.first && focus.at.row < span.end)
  return (
    <div className="grid" style={shown.style} data-stale={snapshot.stale || undefined}>
      <StaleBar active={snapshot.stale || (snapshot.busy && total === null)} />
      <div
        ref={element}
        role="grid"
        tabIndex={0}
        className="grid-scroll"
        aria-label={label}
        aria-rowcount={total === null ? -1 : total + 1}
        aria-colcount={columnCount}
        aria-multiselectable
        aria-busy={snapshot.stale || loading}
        aria-activedescendant={activeRendered ? cellId(gridId, focus.at.row, focus.at.column) : undefined}
        onKeyDown={onKeyDown}
        onBlur={() => kept.drop()}
        onPointerDown={(event) => {
          kept.drop()
          const at = cellAt(event.target)
          dragging.current = at !== null && event.button === 0
          if (at && dragging.current) state.move(at, event.shiftKey)
        }}
        onPointerOver={(event) => {
          const at = cellAt(event.target)
          if (at && event.buttons === 1 && dragging.current) state.move(at, true)
        }}
        onDoubleClick={(event) => {
          if (cellAt(event.target)) activate()
        }}
        onContextMenu={(event) => {
          const at = cellAt(event.target)
          if (event.defaultPrevented) return
          event.preventDefault()
          if (!at) return
          // A right click inside the selection keeps it, so that all of it can be copied.
          const inside = range !== null && inRange(range, at)
          if (!inside) state.move(at, false)
          kept.press({ kind: 'menu', x: event.clientX, y: event.clientY }, inside ? focus.at.row : at.row)
        }}
      >
        <div className="grid-sizer" style={{ height: scroll.height }}>
          <div className="grid-layer" style={{ height: scroll.geometry.viewport + headerHeight }}>
            <GridHeader
              gridId={gridId}
              shown={shown}
              sort={sort}
              focusColumn={focus.at.row === headerRow ? focus.at.column : -1}
              layout={layout}
              onSort={({ column }, add) => sortBy(column, add)}
              onFocus={(column) => state.move({ row: headerRow, column }, false)}
              onFit={fitColumn}
              onMenu={(x, y) => openMenu('header', x, y)}
            />
            <div
              className="grid-rows"
              style={{ transform: `translateY(${span.first * scroll.geometry.rowHeight - scroll.top}px)` }}
            >
              <GridRows
                gridId={gridId}
                cache={cache}
                span={span}
                columns={shown.columns}
                loading={total === null}
                focus={focus.at}
                range={range}
              />
            </div>
          </div>
        </div>
      </div>
      <GridNotices cache={cache} snapshot={snapshot} visible={visible} empty={empty} />
      {menu && focusedColumn ? (
        <MarkMenu
          anchor={{ index: null, x: menu.x, y: menu.y }}
          entries={gridMenu({
            kind: menu.kind,
            column: focusedColumn,
            layout,
            width: shown.widthOf(focusedColumn.id),
            sort,
            onSort: setSort,
            onFit: () => fitColumn(focus.at.column),
            own: focusedRow === undefined ? [] : (props.cellMenu?.(focusedRow, focusedColumn.id) ?? []),
            copy,
            exporting,
          })}
          onClose={() => setMenu(null)}
        />
      ) : null}
    </div>
  )
}
