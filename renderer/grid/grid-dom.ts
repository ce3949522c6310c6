import { type RefObject, useLayoutEffect } from 'react'
import type { CellPosition } from './selection.ts'

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
