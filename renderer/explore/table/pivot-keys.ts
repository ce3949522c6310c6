/** A cell: row -1 is the heads of columns, column 0 the heads of rows. */
export interface CellPlace {
  row: number
  column: number
}

/** Where a key leads from a cell; null for keys that do not move. */
export function movedBy(
  { key, ctrl }: { key: string; ctrl: boolean },
  from: CellPlace,
  { rows, columns, page }: { rows: number; columns: number; page: number },
): CellPlace | null {
  const held = ({ row, column }: CellPlace): CellPlace => ({
    row: Math.min(rows - 1, Math.max(-1, row)),
    column: Math.min(columns - 1, Math.max(0, column)),
  })
  const { row, column } = from
  switch (key) {
    case 'ArrowUp':
      return held({ row: ctrl ? 0 : row - 1, column })
    case 'ArrowDown':
      return held({ row: ctrl ? rows - 1 : row + 1, column })
    case 'ArrowLeft':
      return held({ row, column: ctrl ? 0 : column - 1 })
    case 'ArrowRight':
      return held({ row, column: ctrl ? columns - 1 : column + 1 })
    case 'PageUp':
      return held({ row: Math.max(0, row - page), column })
    case 'PageDown':
      return held({ row: row + page, column })
    case 'Home':
      return held({ row: ctrl ? 0 : row, column: 0 })
    case 'End':
      return held({ row: ctrl ? rows - 1 : row, column: columns - 1 })
    default:
      return null
  }
}

/** The id of a cell's element. */
export function cellId(table: string, { row, column }: CellPlace): string {
  return `${table}${row}.${column}`
}

/** How far a box is scrolled to show a cell whole: no further than it must, and its start where there is no room for all of it. */
export function broughtIn(scrolled: number, room: number, start: number, length: number): number {
  return Math.min(start, Math.max(scrolled, start + length - room))
}
