import { panelPlaces } from '../further/panels.ts'
import type { Drawing, MultiplesDrawing } from '../model.ts'
import { markGrid, type PlotBox, slotBox } from '../plots/geometry.ts'
import { slotAt } from '../plots/scale.ts'

/** Pixels of the box around a mark that is a point. */
const pointSize = 12

/** The place of one mark inside the box, relative to it. */
export function markBox(drawing: Drawing, box: PlotBox, index: number): PlotBox {
  if (drawing.kind === 'multiples') {
    const each = Math.max(1, marksOfPanel(drawing))
    const at = Math.floor(index / each)
    const panel = drawing.panels[at]
    const place = panelPlaces(drawing, box)[at]
    if (!panel || !place) return { left: 0, top: 0, width: box.width, height: box.height }
    const within = markBox(panel.drawing, place.box, index % each)
    return { ...within, left: within.left + place.box.left, top: within.top + place.box.top }
  }
  if (!('places' in drawing)) return slotBox(markGrid(drawing), box, index)
  const place = drawing.places[index]
  // What has no number has no place: it is somewhere in its slot.
  if (!place) return { left: 0, top: 0, width: box.width, height: box.height }
  const width = Math.max(place.width * box.width, place.width === 0 ? pointSize : 2)
  const height = Math.max(place.height * box.height, place.height === 0 ? pointSize : 2)
  return {
    left: (place.x + place.width / 2) * box.width - width / 2,
    top: (place.y + place.height / 2) * box.height - height / 2,
    width,
    height,
  }
}

/** The mark at a point of the box, or the one nearest to it. */
export function markAt(drawing: Drawing, box: PlotBox, left: number, top: number): number {
  if (drawing.kind === 'multiples') {
    let nearest = { at: 0, distance: Number.POSITIVE_INFINITY }
    const places = panelPlaces(drawing, box)
    for (const [at, { box: own }] of places.entries()) {
      const distance = Math.hypot(outside(left, own.left, own.width), outside(top, own.top, own.height))
      if (distance < nearest.distance) nearest = { at, distance }
    }
    const [panel, place] = [drawing.panels[nearest.at], places[nearest.at]]
    if (!panel || !place) return 0
    const within = markAt(panel.drawing, place.box, left - place.box.left, top - place.box.top)
    return nearest.at * marksOfPanel(drawing) + within
  }
  if (!('places' in drawing)) {
    const grid = markGrid(drawing)
    return slotAt(top, box.height, grid.rows) * grid.columns + slotAt(left, box.width, grid.columns)
  }
  let nearest = 0
  let least = Number.POSITIVE_INFINITY
  drawing.places.forEach((place, index) => {
    if (!place) return
    const across = outside(left, place.x * box.width, place.width * box.width)
    const down = outside(top, place.y * box.height, place.height * box.height)
    const distance = Math.hypot(across, down)
    if (distance < least) {
      least = distance
      nearest = index
    }
  })
  return nearest
}

/** Marks of each of small multiples. */
function marksOfPanel({ panels }: MultiplesDrawing): number {
  return panels[0]?.drawing.marks.length ?? 0
}

/** How far a position is from a stretch. */
function outside(at: number, from: number, length: number): number {
  return Math.max(0, from - at, at - from - length)
}
