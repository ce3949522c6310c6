/**
 * Scroll maths of a grid taller than a browser element may be. Chromium keeps positions in 1/64 px of a 32-bit number, so an
 * element ends near 33 million pixels (others near 17 million), short of a million rows. The rows therefore live in a
 * logical space of `rows × rowHeight` pixels, the scrollbar in a physical one that is never taller than `maxPhysical`.
 * Up to that height the two are the same.
 */
export interface ScrollGeometry {
  rows: number
  rowHeight: number
  /** Height of the part that shows rows, without the header. */
  viewport: number
}

/** Well below every browser's limit, and still finer than any scrollbar can be dragged. */
export const maxPhysical = 8_000_000

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)

/** The furthest logical position: the last row's lower edge meets the viewport's. */
export function maxTop({ rows, rowHeight, viewport }: ScrollGeometry): number {
  return Math.max(0, rows * rowHeight - viewport)
}

/** Height of the element that makes the scrollbar, without the header: at least the viewport. */
export function physicalHeight(geometry: ScrollGeometry): number {
  const { rows, rowHeight, viewport } = geometry
  return Math.max(viewport, Math.min(rows * rowHeight, maxPhysical))
}

function maxScroll(geometry: ScrollGeometry): number {
  return physicalHeight(geometry) - geometry.viewport
}

/** A logical position kept inside the rows. */
export function clampTop(geometry: ScrollGeometry, top: number): number {
  return clamp(top, 0, maxTop(geometry))
}

/** Where the scrollbar stands for a logical position. */
export function toScrollTop(geometry: ScrollGeometry, top: number): number {
  const logical = maxTop(geometry)
  if (logical === 0) return 0
  return (clampTop(geometry, top) / logical) * maxScroll(geometry)
}

/** The logical position of a scrollbar that the person moved; its two ends are the first and the last row. */
export function fromScrollTop(geometry: ScrollGeometry, scrollTop: number): number {
  const physical = maxScroll(geometry)
  if (physical <= 0) return 0
  return (clamp(scrollTop, 0, physical) / physical) * maxTop(geometry)
}

export interface RowSpan {
  /** First row to render. */
  first: number
  /** One past the last row to render. */
  end: number
}

/** The rows to render at a position, with some more on either side, so that no frame is blank. */
export function rowSpan(geometry: ScrollGeometry, top: number, overscan: number): RowSpan {
  const { rows, rowHeight, viewport } = geometry
  const at = clampTop(geometry, top)
  const first = Math.floor(at / rowHeight)
  const end = Math.ceil((at + viewport) / rowHeight)
  return { first: clamp(first - overscan, 0, rows), end: clamp(end + overscan, 0, rows) }
}

/** The nearest position that shows a row as a whole. */
export function revealRow(geometry: ScrollGeometry, top: number, row: number): number {
  const { rowHeight, viewport } = geometry
  const upper = row * rowHeight
  const at = clampTop(geometry, top)
  if (upper < at) return clampTop(geometry, upper)
  if (upper + rowHeight > at + viewport) return clampTop(geometry, upper + rowHeight - viewport)
  return at
}

/** Rows that a page key moves by: what is wholly visible, less one for orientation. */
export function pageRows({ rowHeight, viewport }: ScrollGeometry): number {
  return Math.max(1, Math.floor(viewport / rowHeight) - 1)
}

/**
 * Logical pixels of a wheel turn. Pixels count as they are, so a turn moves by the same rows in a short and in a million-row
 * grid; lines count as rows, pages as viewports.
 *
 * @param mode `WheelEvent.deltaMode`: 0 pixels, 1 lines, 2 pages
 */
export function wheelPixels(geometry: ScrollGeometry, delta: number, mode: number): number {
  if (mode === 1) return delta * geometry.rowHeight
  if (mode === 2) return delta * pageRows(geometry) * geometry.rowHeight
  return delta
}
