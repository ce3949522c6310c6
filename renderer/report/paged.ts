import { panelHeight, panelsAcross } from '../charts/further/panels.ts'
import type { ChartModel } from '../charts/model.ts'

/** Pixels of paper that small multiples are drawn in at most. */
interface Room {
  width: number
  height: number
}

/** A chart in as many pictures as it needs: one, but of small multiples one for so many as fit in a room, with the same axes. */
export function paged(model: ChartModel, { width, height }: Room): ChartModel[] {
  const { drawing } = model
  if (drawing.kind !== 'multiples') return [model]
  const most = panelsAcross(width) * Math.max(1, Math.floor(height / panelHeight(drawing)))
  const pages = Math.ceil(drawing.panels.length / most)
  if (pages < 2) return [model]
  // As many on each, rather than one or two left over.
  const each = Math.ceil(drawing.panels.length / pages)
  const marks = drawing.marks.length / drawing.panels.length
  return Array.from({ length: pages }, (_, page) => ({
    ...model,
    drawing: {
      ...drawing,
      panels: drawing.panels.slice(page * each, (page + 1) * each),
      marks: drawing.marks.slice(page * each * marks, (page + 1) * each * marks),
    },
  }))
}
