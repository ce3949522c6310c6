import type { GridLayout, LayoutColumn } from './layout.ts'

/** Times its width that a column grows to at most unless it says otherwise: two values of a row far apart are hard to read as one. */
export const mostGrowth = 3

/**
 * Widths of the columns that take the room which is left, in pixels: those with `grow` by their weight, or all by their width where
 * none has it, up to some times their width. A width that the person chose stays; without room to spare nothing grows.
 *
 * @param columns the visible ones, from the left
 * @param room pixels there are for all columns
 */
export function grownWidths(
  columns: readonly LayoutColumn[],
  own: GridLayout['widths'],
  room: number,
): Record<string, number> {
  const free = room - columns.reduce((sum, { id, width }) => sum + (own[id] ?? width), 0)
  const growing = columns.some(({ grow }) => grow !== undefined)
  const weight = ({ grow, width }: LayoutColumn) => (growing ? (grow ?? 0) : width)
  const takers = columns.filter((column) => own[column.id] === undefined && weight(column) > 0)
  if (free <= 0 || takers.length === 0) return {}
  // Who is full first is served first, so that the others share what it leaves.
  const spare = ({ width, most = mostGrowth }: LayoutColumn) => (most - 1) * width
  takers.sort((a, b) => spare(a) / weight(a) - spare(b) / weight(b))
  let weights = takers.reduce((sum, column) => sum + weight(column), 0)
  let left = free
  const grown: Record<string, number> = {}
  for (const column of takers) {
    // Shared from what is left, so that whole pixels add up.
    const share = Math.min(spare(column), Math.round((left * weight(column)) / weights))
    grown[column.id] = column.width + share
    left -= share
    weights -= weight(column)
  }
  return grown
}
