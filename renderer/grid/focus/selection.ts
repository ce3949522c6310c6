/** A cell by row and by position among the visible columns; row −1 is the header. */
export interface CellPosition {
  row: number
  column: number
}

/** The focused cell, and where a selection that was extended from elsewhere began. */
export interface GridFocus {
  at: CellPosition
  /** Equal to `at` while nothing is extended. */
  anchor: CellPosition
}

export interface GridBounds {
  rows: number
  columns: number
  /** Rows that a page key moves by. */
  page: number
}

/** Rows and columns that are selected, ends included. */
export interface CellRange {
  firstRow: number
  lastRow: number
  firstColumn: number
  lastColumn: number
}

export const headerRow = -1

/** The focus a grid starts with: the first cell. */
export function startFocus(): GridFocus {
  return { at: { row: 0, column: 0 }, anchor: { row: 0, column: 0 } }
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), Math.max(low, high))

/** Keeps a cell inside the grid, for example after a filter left fewer rows. */
function clampPosition(position: CellPosition, bounds: GridBounds): CellPosition {
  const lowest = position.row < 0 ? headerRow : 0
  return {
    row: clamp(position.row, lowest, bounds.rows - 1),
    column: clamp(position.column, 0, bounds.columns - 1),
  }
}

/** Keeps a focus inside the grid; the same object when it already is. */
export function clampFocus(focus: GridFocus, bounds: GridBounds): GridFocus {
  const at = clampPosition(focus.at, bounds)
  const anchor = clampPosition(focus.anchor, bounds)
  const same =
    at.row === focus.at.row &&
    at.column === focus.at.column &&
    anchor.row === focus.anchor.row &&
    anchor.column === focus.anchor.column
  return same ? focus : { at, anchor }
}

/** Moves the focus; `extend` keeps the anchor, so that the cells between become the selection. */
export function moveTo(focus: GridFocus, at: CellPosition, extend: boolean, bounds: GridBounds): GridFocus {
  const target = clampPosition(at, bounds)
  if (!extend) return { at: target, anchor: target }
  // A selection holds cells only: extended upward it ends at the first row.
  const inside = { row: Math.max(0, target.row), column: target.column }
  return { at: inside, anchor: { row: Math.max(0, focus.anchor.row), column: focus.anchor.column } }
}

export interface MoveKey {
  key: string
  /** Ctrl, or Cmd on a Mac. */
  ctrl: boolean
}

/**
 * Where a navigation key leads from a cell, as the WAI-ARIA grid pattern has it; null when the key does not navigate. The
 * header is reached by ArrowUp from the first row.
 */
export function keyTarget(at: CellPosition, { key, ctrl }: MoveKey, bounds: GridBounds): CellPosition | null {
  const last = { row: bounds.rows - 1, column: bounds.columns - 1 }
  switch (key) {
    case 'ArrowDown':
      return { row: ctrl ? last.row : at.row + 1, column: at.column }
    case 'ArrowUp':
      return { row: ctrl ? 0 : at.row - 1, column: at.column }
    case 'ArrowLeft':
      return { row: at.row, column: ctrl ? 0 : at.column - 1 }
    case 'ArrowRight':
      return { row: at.row, column: ctrl ? last.column : at.column + 1 }
    case 'PageDown':
      return { row: Math.max(0, at.row) + bounds.page, column: at.column }
    case 'PageUp':
      return { row: Math.max(0, at.row - bounds.page), column: at.column }
    case 'Home':
      return ctrl ? { row: 0, column: 0 } : { row: at.row, column: 0 }
    case 'End':
      return ctrl ? last : { row: at.row, column: last.column }
    default:
      return null
  }
}

/** The selected rectangle: at least the focused cell; null while the header has the focus. */
export function selectedRange({ at, anchor }: GridFocus): CellRange | null {
  if (at.row < 0) return null
  const from = anchor.row < 0 ? at : anchor
  return {
    firstRow: Math.min(at.row, from.row),
    lastRow: Math.max(at.row, from.row),
    firstColumn: Math.min(at.column, from.column),
    lastColumn: Math.max(at.column, from.column),
  }
}

/** Whether a cell is part of a range. */
export function inRange(range: CellRange, { row, column }: CellPosition): boolean {
  const { firstRow, lastRow, firstColumn, lastColumn } = range
  return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn
}

/** Moves a focus by rows, when rows above it came or went. */
export function shiftRows(focus: GridFocus, by: number): GridFocus {
  if (by === 0) return focus
  const shift = (position: CellPosition): CellPosition =>
    position.row < 0 ? position : { row: Math.max(0, position.row + by), column: position.column }
  return { at: shift(focus.at), anchor: shift(focus.anchor) }
}
