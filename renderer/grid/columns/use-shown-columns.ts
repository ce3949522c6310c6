import {
  type ColumnDef,
  columnOrderingFeature,
  columnPinningFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { type CSSProperties, useMemo } from 'react'
import type { GridColumn } from '../grid-types.ts'
import { minColumnWidth, setWidth, visibleOrder } from './layout.ts'
import type { GridLayoutState } from './use-grid-layout.ts'
import { grownWidths } from './widths.ts'

const features = tableFeatures({
  columnOrderingFeature,
  columnVisibilityFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnResizingFeature,
})
type Features = typeof features
/** Rows never enter the table: it lays out columns, the rows come from the window cache. */
type NoRow = Record<string, never>
const noRows: NoRow[] = []

export interface ShownColumn<Row> {
  column: GridColumn<Row>
  /** Position among the visible columns, from the left. */
  index: number
  pinned: boolean
  /** True for the pinned column that stands at the pin line. */
  lastPinned: boolean
}

export interface ShownColumns<Row> {
  columns: readonly ShownColumn<Row>[]
  /** Custom properties with every width and offset, for the grid's element: rows need not render while one is resized. */
  style: CSSProperties
  /** Together with the ids in `columns`: what the header needs to start resizing by mouse or touch. */
  resizeHandler: (columnId: string) => ((event: unknown) => void) | undefined
  resizing: string | null
  widthOf: (columnId: string) => number
}

/**
 * Runs TanStack Table over the columns of a grid with the kept layout as its state.
 *
 * @param room pixels of width there are; what the columns leave of it is taken by those that grow
 */
export function useShownColumns<Row>(
  columns: readonly GridColumn<Row>[],
  { layout, change }: GridLayoutState,
  room: number,
): ShownColumns<Row> {
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<Features, NoRow> => ({
          id: column.id,
          header: column.label,
          size: column.width,
          minSize: minColumnWidth,
          // What a person may choose is bounded by the layout; what is left may be more.
          maxSize: Number.MAX_SAFE_INTEGER,
        }),
      ),
    [columns],
  )
  const state = useMemo(() => {
    const byId = new Map(columns.map((column) => [column.id, column]))
    const visible = visibleOrder(layout).flatMap((id) => byId.get(id) ?? [])
    return {
      columnOrder: layout.order,
      columnSizing: { ...grownWidths(visible, layout.widths, room), ...layout.widths },
      columnVisibility: Object.fromEntries(layout.hidden.map((id) => [id, false])),
      columnPinning: { start: layout.pinned, end: [] },
    }
  }, [columns, layout, room])
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    state,
    columnResizeMode: 'onChange',
    onColumnSizingChange: (update) => {
      change((before) => {
        const sizes = typeof update === 'function' ? update(before.widths) : update
        // A press on an edge that moves nothing chooses no width.
        const changed = Object.entries(sizes).filter(
          ([id, width]) => before.widths[id] !== width && Math.round(width) !== table.getColumn(id)?.getSize(),
        )
        return changed.reduce((next, [id, width]) => setWidth(next, id, width), before)
      })
    },
  })

  const pinned = table.getStartVisibleLeafColumns()
  const rest = table.getCenterVisibleLeafColumns()
  const order = [...pinned, ...rest].map((column) => column.id).join('\n')
  const pinnedCount = pinned.length
  const shown = useMemo(() => {
    const byId = new Map(columns.map((column) => [column.id, column]))
    const list: ShownColumn<Row>[] = []
    for (const id of order.split('\n')) {
      const column = byId.get(id)
      const index = list.length
      if (column) list.push({ column, index, pinned: index < pinnedCount, lastPinned: index === pinnedCount - 1 })
    }
    return list
  }, [columns, order, pinnedCount])

  const style: Record<string, string> = {
    '--grid-width': `${table.getTotalSize()}px`,
    '--grid-pinned': `${table.getStartTotalSize()}px`,
  }
  for (const [index, column] of [...pinned, ...rest].entries()) {
    style[`--w${index}`] = `${column.getSize()}px`
    if (index < pinnedCount) style[`--x${index}`] = `${column.getStart('start')}px`
  }
  const headers = table.getFlatHeaders()
  return {
    columns: shown,
    style: style as CSSProperties,
    resizeHandler: (columnId) => headers.find((header) => header.column.id === columnId)?.getResizeHandler(),
    resizing: table.state.columnResizing.isResizingColumn || null,
    widthOf: (columnId) => table.getColumn(columnId)?.getSize() ?? 0,
  }
}
