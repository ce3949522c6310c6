// biome-ignore-all lint/a11y/useSemanticElements: a virtualised grid with sticky columns cannot be made of table elements
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { classes } from '../../components/index.ts'
import { broughtIn, type CellPlace, cellId, movedBy } from './pivot-keys.ts'
import './pivot.css'
import { PivotHead, PivotRow } from './pivot-rows.tsx'
import { type PivotView, perMember } from './pivot-view.ts'
import { rowHeight, tableSize } from './table-size.ts'

export interface PivotTableProps {
  view: PivotView
  /** What the table is of. */
  label: string
  headTitle: string
  stale: boolean
  /** The cell to come back to; null for none. */
  returnTo: CellPlace | null
  onReturned: () => void
  /** Enter, or a click on a number: the films of a cell, the sorting of a head, the folding of a group. */
  onOpen: (at: CellPlace) => void
  onFilter: (at: CellPlace) => void
  onSort: (column: number) => void
  onMenu: (at: CellPlace, anchor: { x: number; y: number }) => void
}

/** Which rows and columns are drawn: what is in sight and a little around it. */
interface Sight {
  top: number
  left: number
  width: number
  height: number
}

const around = 6

/**
 * The pivot table: a grid of which only what is in sight is drawn, heads and totals always. One stop of the Tab key; arrows move in it.
 */
export function PivotTable(props: PivotTableProps) {
  const { view, label, headTitle, stale, returnTo, onReturned, onOpen, onFilter, onSort, onMenu } = props
  const { rows, total, columns } = view
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [sight, setSight] = useState<Sight>({ top: 0, left: 0, width: 0, height: 0 })
  const [asked, setAsked] = useState<CellPlace>({ row: 0, column: 0 })
  const size = tableSize(view, headTitle)
  const lines = rows.length + 1
  const width = columns.length + 1
  const active = { row: Math.min(asked.row, lines - 1), column: Math.min(asked.column, width - 1) }

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const look = () =>
      setSight({
        top: element.scrollTop,
        left: element.scrollLeft,
        width: element.clientWidth,
        height: element.clientHeight,
      })
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [])

  const overall = perMember(view)
  const parts = columns.length - overall
  // Totals stay in sight beside the columns, as long as they leave room for them.
  const pinned = overall * size.column <= (sight.width - size.head) / 2
  const first = Math.max(0, Math.floor(sight.left / size.column) - around)
  const last = Math.min(parts, Math.ceil((sight.left + sight.width) / size.column) + around)
  const from = Math.max(0, Math.floor(sight.top / rowHeight) - around)
  const to = Math.min(rows.length, Math.ceil((sight.top + sight.height) / rowHeight) + around)

  const show = (at: CellPlace) => {
    const element = box.current
    if (!element) return
    const room = element.clientHeight - size.top - rowHeight
    if (at.row >= 0 && at.row < rows.length) {
      element.scrollTop = broughtIn(element.scrollTop, room, at.row * rowHeight, rowHeight)
    }
    const across = element.clientWidth - size.head - (pinned ? overall * size.column : 0)
    if (at.column > 0 && (at.column <= parts || !pinned)) {
      element.scrollLeft = broughtIn(element.scrollLeft, across, (at.column - 1) * size.column, size.column)
    }
  }
  const go = (at: CellPlace) => {
    setAsked(at)
    show(at)
  }
  useEffect(() => {
    if (returnTo === null) return
    onReturned()
    go(returnTo)
    // Who came by a link of the rail stays there.
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true })
  })
  // What was in sight may be elsewhere after another answer.
  const shown = useRef(view)
  useEffect(() => {
    if (shown.current === view) return
    shown.current = view
    if (document.activeElement === box.current) show(active)
  })

  const anchorOf = (at: CellPlace) => {
    const cell = document.getElementById(cellId(id, at))?.getBoundingClientRect()
    return { x: (cell?.left ?? 0) + 12, y: (cell?.bottom ?? 0) - 4 }
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const ctrl = event.ctrlKey || event.metaKey
    const page = Math.max(1, Math.floor((sight.height - size.top) / rowHeight) - 2)
    const moved = event.altKey ? null : movedBy({ key: event.key, ctrl }, active, { rows: lines, columns: width, page })
    if (moved) go(moved)
    else if (event.key === 'Enter') onOpen(active)
    else if (event.key === ' ') onFilter(active)
    else if (event.key.toLowerCase() === 's' && !ctrl && !event.altKey) onSort(active.column)
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) onMenu(active, anchorOf(active))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const placeOf = (event: MouseEvent): CellPlace | null => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-row]')
    return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.column) } : null
  }
  const shared = { view, size, id, active, pinned, first, last, parts }
  return (
    <div
      ref={box}
      className={classes('pivot', stale && 'is-stale')}
      role="treegrid"
      aria-label={label}
      aria-rowcount={lines + 1}
      aria-colcount={width}
      aria-activedescendant={cellId(id, active)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const at = placeOf(event)
        if (!at) return
        go(at)
        if ((event.target as Element).closest('[data-open]')) onOpen(at)
      }}
      onContextMenu={(event) => {
        const at = placeOf(event)
        if (!at) return
        event.preventDefault()
        go(at)
        onMenu(at, { x: event.clientX, y: event.clientY })
      }}
    >
      <div className="pivot-canvas" style={{ width: size.head + columns.length * size.column }}>
        <PivotHead {...shared} headTitle={headTitle} />
        <div className="pivot-body" role="rowgroup" style={{ height: rows.length * rowHeight }}>
          {rows.slice(from, to).map((row, index) => (
            <PivotRow key={row.key} {...shared} row={row} line={from + index} />
          ))}
          {active.row >= 0 &&
          active.row < rows.length &&
          (active.row < from || active.row >= to) &&
          rows[active.row] ? (
            <PivotRow {...shared} row={rows[active.row] as (typeof rows)[number]} line={active.row} />
          ) : null}
        </div>
        <div className="pivot-foot" role="rowgroup">
          <PivotRow {...shared} row={total} line={rows.length} />
        </div>
      </div>
    </div>
  )
}
