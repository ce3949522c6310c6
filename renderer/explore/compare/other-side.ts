import { type MeasureId, measureOf } from '../../../shared/model/measures.ts'
import type { Drawing } from '../../charts/model.ts'
import { otherNote, sameSizeFactor } from '../../compare/same-size.ts'
import type { PivotView } from '../table/pivot-view.ts'

/** What counts of the other side are multiplied by, so that bars can be held against each other; 1 = they are as they are. */
export function sameSize({ pivot, second }: PivotView, measure: MeasureId): number {
  if (!second || measureOf(measure).additive === 'never') return 1
  return sameSizeFactor(pivot.matched, second.matched)
}

/** What a picture must say of the other side: what its outline is, or that it is not drawn. */
export function otherNotes(view: PivotView, measure: MeasureId, drawing: Drawing): string[] {
  const { second } = view
  if (!second) return []
  const [own, other] = second.names
  const factor = sameSize(view, measure)
  if (hasDashed(drawing)) return [otherNote('Dashed', second.names, factor)]
  if (drawing.kind !== 'bars' && drawing.kind !== 'columns')
    return [`This chart is of ${own}; bars and lines have ${other} too, the table has both.`]
  return [otherNote('Outlined', second.names, factor)]
}

/** Whether the other side is drawn as dashed lines. */
function hasDashed(drawing: Drawing): boolean {
  if (drawing.kind === 'multiples') return drawing.panels.some((panel) => panel.drawing.others !== undefined)
  return drawing.kind === 'series' && drawing.others !== undefined
}
