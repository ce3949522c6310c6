import { type MeasureId, measureOf } from '../../../shared/model/measures.ts'
import type { Drawing } from '../../charts/model.ts'
import type { PivotView } from '../table/pivot-view.ts'

/** Of how many times as many films one side is drawn as if it had as many as the other. */
const mostApart = 2

/** What counts of the other side are multiplied by, so that bars can be held against each other; 1 = they are as they are. */
export function sameSize({ pivot, second }: PivotView, measure: MeasureId): number {
  if (!second || measureOf(measure).additive === 'never') return 1
  const [own, other] = [pivot.matched, second.matched]
  if (own === 0 || other === 0) return 1
  return Math.max(own / other, other / own) > mostApart ? own / other : 1
}

/** What a picture must say of the other side: what its outline is, or that it is not drawn. */
export function otherNotes(view: PivotView, measure: MeasureId, { kind }: Drawing): string[] {
  const { second } = view
  if (!second) return []
  const [own, other] = second.names
  if (kind !== 'bars' && kind !== 'columns')
    return [`This chart is of ${own}; bars have ${other} as an outline, the table has both.`]
  const isScaled = sameSize(view, measure) !== 1
  return [`Outlined: ${other}${isScaled ? `, drawn as if it had as many films as ${own}` : ''}.`]
}
