import type { ChartModel } from '../charts/model.ts'

/** Small multiples on one page at most, so that each can be read. */
export const mostPanels = 12

/** A chart in as many pictures as it needs: one, but of small multiples one for so many of them, with the same axes. */
export function paged(model: ChartModel): ChartModel[] {
  const { drawing } = model
  if (drawing.kind !== 'multiples' || drawing.panels.length <= mostPanels) return [model]
  const pages = Math.ceil(drawing.panels.length / mostPanels)
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
