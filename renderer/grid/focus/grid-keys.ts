import type { KeyboardEvent } from 'react'
import { type CellPosition, type GridBounds, type GridFocus, headerRow, keyTarget } from './selection.ts'

/** What the keys of a grid do. */
export interface GridKeyActions {
  move: (at: CellPosition, extend: boolean) => void
  selectAll: () => void
  /** Ends an extended selection; false when there is none. */
  collapse: () => boolean
  copy: (withHeaders: boolean) => void
  activate: () => void
  /** Sorts by the focused header's column, or with `add` as well. */
  sort: (add: boolean) => void
  /** Moves the focused header's column. */
  moveColumn: (by: -1 | 1) => void
  /** Resizes the focused header's column by steps. */
  resizeColumn: (by: -1 | 1) => void
  /** Makes the focused header's column as wide as what is in it. */
  fitColumn: () => void
  openMenu: () => void
}

/** Does what a key means in a grid (the header row has keys of its own); true when it meant something. */
export function handleGridKey(
  event: KeyboardEvent<HTMLElement>,
  focus: GridFocus,
  bounds: GridBounds,
  actions: GridKeyActions,
): boolean {
  const { key, shiftKey, altKey } = event
  const ctrl = event.ctrlKey || event.metaKey
  if (key === 'ContextMenu' || (shiftKey && key === 'F10')) {
    actions.openMenu()
    return true
  }
  if (ctrl && key.toLowerCase() === 'c') {
    actions.copy(shiftKey)
    return true
  }
  if (ctrl && key.toLowerCase() === 'a') {
    actions.selectAll()
    return true
  }
  const sideways = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : null
  if (focus.at.row === headerRow) {
    if (key === 'Enter' && altKey) {
      actions.fitColumn()
      return true
    }
    if (key === 'Enter' || key === ' ') {
      actions.sort(shiftKey)
      return true
    }
    if (sideways !== null && shiftKey && !ctrl) {
      actions.moveColumn(sideways)
      return true
    }
    if (sideways !== null && altKey) {
      actions.resizeColumn(sideways)
      return true
    }
    if (altKey && key === 'ArrowDown') {
      actions.openMenu()
      return true
    }
  } else if (key === 'Enter') {
    actions.activate()
    return true
  }
  if (key === 'Escape') return actions.collapse()
  if (altKey) return false
  const target = keyTarget(focus.at, { key, ctrl }, bounds)
  if (!target) return false
  actions.move(target, shiftKey && focus.at.row !== headerRow)
  return true
}
