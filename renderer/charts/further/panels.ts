import type { MultiplesDrawing } from '../model.ts'
import type { PlotBox } from '../plots/geometry.ts'

/** Where one of small multiples is drawn, and which of its axes are named: those at the left edge, and those with none below. */
export interface PanelPlace {
  box: PlotBox
  hasLeft: boolean
  hasBottom: boolean
}

/** Pixels around panels: the name of each above it, the axes' texts at the left and below, and what is left free between them. */
export const panelRoom = { name: 16, bottom: 18, right: 12, below: 6 }

/** Room for what slots or values are called at the left of the first panels. */
export function panelLeft({ panels }: MultiplesDrawing): number {
  return panels[0]?.drawing.across ? 92 : 46
}

/** A panel is about so many times as wide as it is high; higher where many slots are down its height. */
function shapeOf({ panels }: MultiplesDrawing): number {
  const first = panels[0]?.drawing
  return first?.across ? Math.min(1.7, Math.max(0.7, 20 / Math.max(1, first.slots.length))) : 1.7
}

/** How many small multiples stand beside each other in a picture of this width. */
export function panelsAcross(width: number): number {
  return width < 900 ? 3 : 4
}

/** Pixels that one of small multiples needs with its name, in a picture: more where many slots are down its height. */
export function panelHeight({ panels }: MultiplesDrawing): number {
  const first = panels[0]?.drawing
  return Math.max(130, first?.across ? first.slots.length * 9 + panelRoom.name + panelRoom.below : 0)
}

/** Places small multiples in rows of the same length, each of the same size, in a room without the legend. */
export function panelPlaces(
  drawing: MultiplesDrawing,
  { width, height }: { width: number; height: number },
): PanelPlace[] {
  const count = drawing.panels.length
  if (count === 0) return []
  const left = panelLeft(drawing)
  const wished = Math.round(Math.sqrt((count * Math.max(1, width - left)) / (Math.max(1, height) * shapeOf(drawing))))
  const rows = Math.ceil(count / Math.min(count, Math.max(1, wished)))
  const columns = Math.ceil(count / rows)
  const panelWidth = Math.max(1, (width - left) / columns - panelRoom.right)
  const panelHeight = Math.max(1, (height - panelRoom.bottom) / rows - panelRoom.name - panelRoom.below)
  return drawing.panels.map((_, at) => {
    const column = at % columns
    const row = Math.floor(at / columns)
    return {
      box: {
        left: left + column * (panelWidth + panelRoom.right),
        top: row * (panelHeight + panelRoom.name + panelRoom.below) + panelRoom.name,
        width: panelWidth,
        height: panelHeight,
      },
      hasLeft: column === 0,
      hasBottom: at + columns >= count,
    }
  })
}
