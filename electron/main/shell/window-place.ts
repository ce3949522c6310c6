import { largest } from '../../../shared/extremes.ts'
import type { WindowState } from '../storage/ui-store.ts'

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

export const minSize = { width: 720, height: 480 }
const defaultSize = { width: 1280, height: 800 }
/** How much of the title bar must be on a screen for a person to get hold of the window, in pixels. */
const graspable = { width: 120, height: 40 }

/**
 * Where a window opens: where it was, unless no screen shows its title bar any more; never larger than the screen.
 *
 * @param workAreas the usable parts of the screens, the primary one first
 */
export function placeWindow(remembered: WindowState | null, workAreas: readonly Rectangle[]): Partial<Rectangle> {
  const primary = workAreas[0] ?? { x: 0, y: 0, ...defaultSize }
  const width = clamp(remembered?.width ?? defaultSize.width, minSize.width, primary.width, workAreas, 'width')
  const height = clamp(remembered?.height ?? defaultSize.height, minSize.height, primary.height, workAreas, 'height')
  if (remembered?.x === undefined || remembered.y === undefined) return { width, height }
  const { x, y } = remembered
  const visible = workAreas.some((area) => {
    const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
    const titleBarShown = y >= area.y - 8 && y + graspable.height <= area.y + area.height
    return across >= graspable.width && titleBarShown
  })
  return visible ? { x, y, width, height } : { width, height }
}

function clamp(
  wanted: number,
  least: number,
  primary: number,
  areas: readonly Rectangle[],
  side: 'width' | 'height',
): number {
  const most = largest(
    areas.map((area) => area[side]),
    primary,
  )
  return Math.max(Math.min(wanted, most), Math.min(least, most))
}
