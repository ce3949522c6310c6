import { type RefObject, useLayoutEffect, useState } from 'react'
import { largest } from '../../shared/extremes.ts'
import type { CellPosition } from './focus/selection.ts'

/** The body cell an event happened in; null elsewhere. */
export function cellAt(target: EventTarget): CellPosition | null {
  if (!(target instanceof Element)) return null
  const column = target.closest<HTMLElement>('[data-column]')?.dataset.column
  const row = target.closest<HTMLElement>('[data-row]')?.dataset.row
  return column === undefined || row === undefined ? null : { row: Number(row), column: Number(column) }
}

/** Scrolls sideways no further than needed to show the focused cell beside the pinned columns. */
export function useRevealColumn(element: RefObject<HTMLElement | null>, activeId: string, column: number): void {
  useLayoutEffect(() => {
    const scroller = element.current
    const cell = document.getElementById(activeId)
    if (!scroller || !cell || column < 0 || cell.classList.contains('pinned')) return
    const box = scroller.getBoundingClientRect()
    const pinned = scroller.querySelector('.last-pinned')?.getBoundingClientRect()
    const start = pinned ? pinned.right : box.left
    const { left, right } = cell.getBoundingClientRect()
    if (left < start) scroller.scrollLeft -= start - left
    else if (right > box.left + scroller.clientWidth) scroller.scrollLeft += right - box.left - scroller.clientWidth
  }, [element, activeId, column])
}

/** Pixels of width that an element has for what is in it, kept up with. */
export function useRoom(element: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(0)
  useLayoutEffect(() => {
    const target = element.current
    if (!target) return
    const measure = () => setRoom(target.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  return room
}

/** Pixels between the parts of a header, and room for the arrow of one that is not sorted by yet. */
const headGap = 4
const arrowRoom = 16

/** Width in pixels in which neither the header of a column nor any drawn cell of it is cut. */
export function contentWidth(scroller: HTMLElement, column: number): number {
  const widths = [...scroller.querySelectorAll<HTMLElement>(`[data-column="${column}"]`)].map((cell) => {
    const parts = [...cell.children].filter((part) => !part.matches('.grid-resize, .skeleton'))
    // What is cut off counts; an icon has no such part.
    const widthOf = (part: Element) =>
      part instanceof HTMLElement ? part.scrollWidth : part.getBoundingClientRect().width
    const { paddingLeft, paddingRight, borderRightWidth } = getComputedStyle(cell)
    const edges = [paddingLeft, paddingRight, borderRightWidth].reduce((sum, edge) => sum + Number.parseFloat(edge), 0)
    const head = cell.matches('[data-sortable]:not([data-sorted])') ? arrowRoom : 0
    return parts.reduce((sum, part) => sum + widthOf(part), 0) + headGap * (parts.length - 1) + edges + head
  })
  // A pixel for what scrollWidth rounds off.
  return Math.ceil(largest(widths, 0)) + 1
}
