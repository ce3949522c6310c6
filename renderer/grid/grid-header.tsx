// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid with sticky columns cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { type GridOrder, moveBeside } from './columns/layout.ts'
import { headerOrder } from './columns/order.ts'
import type { GridLayoutState } from './columns/use-grid-layout.ts'
import type { ShownColumn, ShownColumns } from './columns/use-shown-columns.ts'
import { cellId, columnClass, columnStyle } from './grid-row.tsx'

const dragType = 'application/x-grid-column'

interface GridHeaderProps<Row> {
  gridId: string
  shown: ShownColumns<Row>
  /** The order the rows are in, the default one included. */
  sort: GridOrder
  /** Column of the focused header cell; −1 = none. */
  focusColumn: number
  layout: GridLayoutState
  /** `add` = as a further key, or one key less. */
  onSort: (column: ShownColumn<Row>, add: boolean) => void
  onFocus: (column: number) => void
  /** Makes a column, by its place, as wide as what is in it. */
  onFit: (column: number) => void
  onMenu: (x: number, y: number) => void
}

interface DropMark {
  index: number
  side: 'before' | 'after'
}

/** The header row: a click sorts, dragging a name moves the column, dragging its edge resizes it. */
export function GridHeader<Row>(props: GridHeaderProps<Row>) {
  const { gridId, shown, sort, focusColumn, layout, onSort, onFocus, onFit, onMenu } = props
  const [drop, setDrop] = useState<DropMark | null>(null)

  const sideOf = (event: DragEvent<HTMLElement>): 'before' | 'after' => {
    const box = event.currentTarget.getBoundingClientRect()
    return event.clientX < box.left + box.width / 2 ? 'before' : 'after'
  }

  return (
    <div role="row" aria-rowindex={1} className="grid-header">
      {shown.columns.map((item) => {
        const { column, index } = item
        const { place, dir, aria, tip, spoken } = headerOrder(column, sort)
        let className = columnClass('grid-head', item)
        if (index === focusColumn) className += ' focused'
        if (drop?.index === index) className += ` drop-${drop.side}`
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears Enter and Space for its active cell
          <div
            key={column.id}
            id={cellId(gridId, -1, index)}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={aria}
            aria-description={[column.description, spoken].filter(Boolean).join(' ') || undefined}
            title={column.description ? `${column.description}\n${tip}` : tip}
            className={className}
            style={columnStyle(item)}
            data-column={index}
            data-sorted={dir !== null || undefined}
            data-sortable={column.sortKey !== undefined || undefined}
            draggable={shown.resizing === null}
            onClick={(event) => {
              onFocus(index)
              onSort(item, event.shiftKey)
            }}
            onContextMenu={(event) => {
              event.preventDefault()
              onFocus(index)
              onMenu(event.clientX, event.clientY)
            }}
            onDragStart={(event) => {
              event.dataTransfer.setData(dragType, column.id)
              event.dataTransfer.effectAllowed = 'move'
            }}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(dragType)) return
              event.preventDefault()
              const side = sideOf(event)
              if (drop?.index !== index || drop.side !== side) setDrop({ index, side })
            }}
            onDragLeave={() => setDrop(null)}
            onDragEnd={() => setDrop(null)}
            onDrop={(event) => {
              const moved = event.dataTransfer.getData(dragType)
              const side = sideOf(event)
              setDrop(null)
              if (moved) layout.change((before) => moveBeside(before, moved, column.id, side))
            }}
          >
            <span className="grid-text">
              {column.label}
              {column.unit ? <span className="faint"> {column.unit}</span> : null}
            </span>
            {dir === 'asc' ? <ArrowUp aria-hidden className="grid-sort" /> : null}
            {dir === 'desc' ? <ArrowDown aria-hidden className="grid-sort" /> : null}
            {dir !== null && sort.length > 1 ? (
              <span aria-hidden className="grid-sort-place">
                {place + 1}
              </span>
            ) : null}
            <ResizeEdge shown={shown} columnId={column.id} onFit={() => onFit(index)} />
          </div>
        )
      })}
    </div>
  )
}

interface ResizeEdgeProps<Row> {
  shown: ShownColumns<Row>
  columnId: string
  onFit: () => void
}

/** The edge of a header by which the mouse resizes, and fits with a double click; Alt with arrows or Enter does it on the header. */
function ResizeEdge<Row>({ shown, columnId, onFit }: ResizeEdgeProps<Row>) {
  const start = shown.resizeHandler(columnId)
  return (
    <span
      className={shown.resizing === columnId ? 'grid-resize active' : 'grid-resize'}
      aria-hidden
      onMouseDown={(event) => {
        // Keeps the header from starting a drag of the column.
        event.preventDefault()
        event.stopPropagation()
        start?.(event)
      }}
      onTouchStart={start}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => {
        event.stopPropagation()
        onFit()
      }}
    />
  )
}
