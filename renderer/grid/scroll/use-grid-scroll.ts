import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import {
  clampTop,
  fromScrollTop,
  physicalHeight,
  revealRow,
  type ScrollGeometry,
  toScrollTop,
  wheelPixels,
} from './scaled-scroll.ts'

/** Height of a grid's row, in pixels. */
export const rowHeight = 28
export const headerHeight = 30
/** Room for a scrollbar below the rows, in pixels. */
const scrollbarHeight = 12

/** Pixels in which a grid shows all of its rows. */
export function gridHeight(rows: number): number {
  return headerHeight + rows * rowHeight + scrollbarHeight
}

/** Heights in pixels of a row, and of what stays above the rows. */
interface RowSizes {
  rowHeight: number
  headerHeight: number
}
const gridSizes: RowSizes = { rowHeight, headerHeight }

export interface GridScroll {
  geometry: ScrollGeometry
  /** Logical position in pixels, whole. */
  top: number
  setTop: (next: number | ((top: number) => number)) => void
  /** Moves by what only the next result's row count can bound. */
  jump: (next: (top: number) => number) => void
  /** Scrolls no further than needed to show a row as a whole. */
  reveal: (row: number) => void
  /** Height of the element that makes the scrollbar. */
  height: number
}

/**
 * Ties a scroll element to a logical position over any number of rows. The wheel moves the position itself, so rows are drawn
 * before they are shown (no blank frames) and a turn means the same rows everywhere; the scrollbar follows. Dragging the
 * scrollbar maps proportionally.
 *
 * @param sizes those of a grid unless others are given
 */
export function useGridScroll(
  element: RefObject<HTMLElement | null>,
  rows: number,
  start: number,
  sizes: RowSizes = gridSizes,
): GridScroll {
  const { rowHeight, headerHeight } = sizes
  const [viewport, setViewport] = useState(400)
  const [position, setPosition] = useState(start)
  const geometry = useMemo(() => ({ rows, rowHeight, viewport }), [rows, rowHeight, viewport])
  const top = Math.round(clampTop(geometry, position))
  const height = physicalHeight(geometry) + headerHeight
  // What the listeners read; they are attached once.
  const latest = useRef({ geometry, scrollTop: 0 })
  latest.current.geometry = geometry

  const setTop = useCallback((next: number | ((top: number) => number)) => {
    setPosition((before) => {
      const now = latest.current.geometry
      return clampTop(now, typeof next === 'function' ? next(clampTop(now, before)) : next)
    })
  }, [])
  const jump = useCallback((next: (top: number) => number) => setPosition((before) => Math.max(0, next(before))), [])
  const reveal = useCallback((row: number) => {
    setPosition((before) => revealRow(latest.current.geometry, before, row))
  }, [])

  useLayoutEffect(() => {
    const target = element.current
    if (!target) return
    const measure = () => setViewport(Math.max(rowHeight, target.clientHeight - headerHeight))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(target)
    return () => observer.disconnect()
  }, [element, rowHeight, headerHeight])

  useLayoutEffect(() => {
    const target = element.current
    if (!target) return
    const wanted = toScrollTop(geometry, top)
    // Less than a pixel is rounding, and writing it back would fight a drag.
    if (Math.abs(target.scrollTop - wanted) >= 1) target.scrollTop = wanted
    latest.current.scrollTop = target.scrollTop
  }, [element, geometry, top])

  useEffect(() => {
    const target = element.current
    if (!target) return
    const onScroll = () => {
      if (Math.abs(target.scrollTop - latest.current.scrollTop) < 1) return
      latest.current.scrollTop = target.scrollTop
      setPosition(fromScrollTop(latest.current.geometry, target.scrollTop))
    }
    const onWheel = (event: WheelEvent) => {
      // Shift turns sideways, Ctrl zooms: those stay the browser's.
      if (event.shiftKey || event.ctrlKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return
      event.preventDefault()
      if (event.deltaX !== 0) target.scrollLeft += event.deltaX
      setTop((before) => before + wheelPixels(latest.current.geometry, event.deltaY, event.deltaMode))
    }
    target.addEventListener('scroll', onScroll, { passive: true })
    target.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      target.removeEventListener('scroll', onScroll)
      target.removeEventListener('wheel', onWheel)
    }
  }, [element, setTop])

  return { geometry, top, setTop, jump, reveal, height }
}
