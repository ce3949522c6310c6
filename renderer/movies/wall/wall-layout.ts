import { wallSizes } from '../../../shared/choices.ts'

export type WallSize = (typeof wallSizes)[number]

/** A size out of what was kept; the middle one for what is none. */
export function wallSizeFrom(kept: unknown): WallSize {
  return wallSizes.find((size) => size === kept) ?? 'M'
}

/** Least width of a poster, in pixels. */
const leastWidth: Readonly<Record<WallSize, number>> = { S: 96, M: 152, L: 232 }

/** Pixels between tiles, and around all of them. */
export const gap = 12
/** Pixels of the two lines below a poster. */
const textHeight = 42

/** How tiles lie on a wall: every one has the same size, whatever is in it. */
export interface WallLayout {
  /** Tiles beside each other. */
  perRow: number
  /** Pixels of a tile's width. */
  width: number
  /** Pixels from one row to the next. */
  rowHeight: number
}

/** Least width that tiles are narrowed to where there is little height. */
const narrowest = 72

/**
 * The layout for a place of these pixels: as many tiles as fit beside each other, widened to fill it, but no higher than the place, where
 * that is possible: a poster without its title says little.
 */
export function wallLayout(room: { width: number; height: number }, size: WallSize): WallLayout {
  const inner = Math.max(leastWidth[size], room.width - 2 * gap)
  const widest = Math.max(narrowest, (room.height - textHeight - 2 * gap) / 1.5)
  const fitting = Math.floor((inner + gap) / (leastWidth[size] + gap))
  const perRow = Math.max(1, fitting, Math.ceil((inner + gap) / (widest + gap)))
  const width = Math.floor((inner - gap * (perRow - 1)) / perRow)
  return { perRow, width, rowHeight: Math.round(width * 1.5) + textHeight + gap }
}

/** The size a step larger or smaller; the same one at the ends. */
export function nextSize(size: WallSize, by: 1 | -1): WallSize {
  return wallSizes[wallSizes.indexOf(size) + by] ?? size
}

/**
 * Where a key leads from a film on a wall, by its place in the result; null when the key leads nowhere.
 *
 * @param page rows that a page key moves by
 */
export function wallTarget(
  at: number,
  { key, ctrl }: { key: string; ctrl: boolean },
  { perRow, films, page }: { perRow: number; films: number; page: number },
): number | null {
  const target = targetOf(at, key, ctrl, perRow, films, page)
  return target === null ? null : Math.min(Math.max(target, 0), Math.max(0, films - 1))
}

function targetOf(at: number, key: string, ctrl: boolean, perRow: number, films: number, page: number): number | null {
  const inRow = at % perRow
  // A key that goes past the last row ends at the last film; up from the first row nothing changes.
  const lastRow = Math.floor((films - 1) / perRow)
  const row = Math.floor(at / perRow)
  const inOtherRow = (other: number): number => Math.min(Math.max(other, 0), lastRow) * perRow + inRow
  switch (key) {
    case 'ArrowRight':
      return at + 1
    case 'ArrowLeft':
      return at - 1
    case 'ArrowDown':
      return inOtherRow(row + 1)
    case 'ArrowUp':
      return inOtherRow(row - 1)
    case 'PageDown':
      return inOtherRow(row + page)
    case 'PageUp':
      return inOtherRow(row - page)
    case 'Home':
      return ctrl ? 0 : row * perRow
    case 'End':
      return ctrl ? films - 1 : row * perRow + perRow - 1
    default:
      return null
  }
}
