import { type MeasureId, measureOf } from '../../../shared/model/measures.ts'
import type { Drawing } from '../../charts/model.ts'
import { outlineNote, sameSizeFactor } from '../../compare/same-size.ts'
import type { PivotView } from '../table/pivot-view.ts'

/** What counts of the other side are multiplied by, so that bars can be held against each other; 1 = they are as they are. */
export function sameSize({ pivot, second }: PivotView, measure: MeasureId): number {
  if (!second || measureOf(measure).additive === 'never') return 1
  return sameSizeFactor(pivot.matched, second.matched)
}

/** What a picture must say of the other side: what its outline is, or that it is not drawn. */
export function otherNotes(view: PivotView, measure: MeasureId, { kind }: Drawing): string[] {
  const { second } = view
  if (!second) return []
  const [own, other] = second.names
  if (kind !== 'bars' && kind !== 'columns')
    return [`This chart is of ${own}; bars have ${other} as an outline, the table has both.`]
  return [outlineNote(second.names, sameSize(view, measure))]
}
