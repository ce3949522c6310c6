import { useCallback, useState } from 'react'
import {
  type CellPosition,
  clampFocus,
  type GridBounds,
  type GridFocus,
  moveTo,
  shiftRows,
  startFocus,
} from './selection.ts'

export interface GridFocusState {
  focus: GridFocus
  move: (at: CellPosition, extend: boolean) => void
  set: (focus: GridFocus) => void
  shift: (rows: number) => void
  restart: () => void
}

/** The focused cell and the selection of a grid, always inside its bounds. */
export function useGridFocus(bounds: GridBounds, initial: GridFocus | null): GridFocusState {
  const [stored, set] = useState(initial ?? startFocus)
  // Before the first reply there are no rows to be inside of; a restored focus waits for them.
  const focus = bounds.rows === 0 ? stored : clampFocus(stored, bounds)
  const move = useCallback(
    (at: CellPosition, extend: boolean) => set((before) => moveTo(before, at, extend, bounds)),
    [bounds],
  )
  const shift = useCallback((rows: number) => set((before) => shiftRows(before, rows)), [])
  const restart = useCallback(
    () =>
      set((before) => {
        const column = before.at.column
        return before.at.row < 0 ? before : { at: { row: 0, column }, anchor: { row: 0, column } }
      }),
    [],
  )
  return { focus, move, set, shift, restart }
}
