import { narrowed } from '../../../shared/drill.ts'
import type { ExploreAxis } from '../../../shared/explore-spec.ts'
import type { MovieFilter } from '../../../shared/filter/filter.ts'
import { type MeasureId, measureOf } from '../../../shared/model/measures.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import type { LinkedChart } from '../../charts/linked.ts'
import type { ChartModel, Drawing, MarkTip } from '../../charts/model.ts'
import { clearClause, type FilterChange, hasClause } from '../../filter/reducers.ts'
import { formatCompact, formatCount, formatInteger } from '../../format.ts'
import { membersChange, onlyMembersOf } from '../member-change.ts'
import { type PivotView, seenTable } from '../table/pivot-view.ts'
import { shownLabel, shownText, specTitle } from '../words.ts'
import { otherAt, type Point } from './points.ts'

interface Parts {
  view: PivotView
  axes: readonly ExploreAxis[]
  /** What is drawn, the first by its marks. */
  measures: readonly MeasureId[]
  /** What each mark stands for, in the order of the drawing's marks. */
  points: readonly Point[]
  drawing: Drawing
  notes: readonly string[]
  filter: MovieFilter
  /** The numbers that a tip tells, where they are more than that of the mark. */
  told?: (index: number) => [MeasureId, number][]
}

/** A picture with what its marks say and do. */
export function linkedChart(parts: Parts): LinkedChart {
  const { view, axes, measures, points, drawing, filter } = parts
  const [measure] = measures as [MeasureId]
  const asIs: FilterChange = (some) => some
  const ids = [...new Set(axes.map(({ dimension }) => dimension))]
  const change = (index: number, action: 'pick' | 'add' | 'exclude'): FilterChange => {
    const at = points[index]?.at
    return at ? membersChange(at, action) : asIs
  }
  const behind = (index: number): FilterChange => {
    const at = points[index]?.at
    return (some) => (at ? (narrowed(some, at) ?? some) : some)
  }
  const isCompact = drawing.kind === 'heat' && measureOf(measure).format === 'integer' && !view.calculations[measure]
  const isFew = points.some(({ mark }) => mark.few)
  const model: ChartModel = {
    id: 'explore',
    title: specTitle({ rows: [...axes], columns: [] }, measures, view.calculations),
    counted: formatCount(view.pivot.matched, 'film'),
    notes: [...parts.notes, ...(isFew ? ['Hatched or hollow: of few films.'] : [])],
    drawing,
    format: (value) =>
      isCompact && value >= 1000 ? formatCompact(value) : shownText(measure, view.calculations[measure], value),
    tip: (index) => tipOf(points[index], parts, index),
    table: () => seenTable(view),
  }
  return {
    model,
    groupBy: 'none',
    isActive: ids.some((id) => hasClause(filter, id)),
    act: change,
    excludes: (index) => points[index]?.excluded ?? '',
    only: (index) => onlyMembersOf(points[index]?.at ?? []),
    behind,
    clear: (some) => ids.reduce((next, id) => clearClause(id)(next), some),
    leavesOut: asIs,
  }
}

/** What the other side of a comparison has at a mark. */
function otherLines(point: Point, view: PivotView, measure: MeasureId): MarkTip['lines'] {
  const value = point.cell && otherAt(view, point.cell)
  if (!view.second || value === null) return []
  const label = `${inSentence(shownLabel(measure, view.calculations[measure]))} of ${view.second.names[1]}`
  return [{ label, value: shownText(measure, view.calculations[measure], value) }]
}

function tipOf(point: Point | undefined, { view, measures, told }: Parts, index: number): MarkTip {
  if (!point) return { title: '', lines: [] }
  const [measure] = measures as [MeasureId]
  const numbers = told?.(index) ?? [[measure, point.value] as [MeasureId, number]]
  const films = point.mark.few
    ? { label: 'of few films', value: `n = ${formatInteger(point.films)}` }
    : { label: 'films', value: formatInteger(point.films) }
  return {
    title: point.mark.name,
    lines: [
      ...numbers
        .filter(([id]) => id !== 'films' || view.calculations[id])
        .map(([id, value]) => ({
          label: inSentence(shownLabel(id, view.calculations[id])),
          value: shownText(id, view.calculations[id], value),
        })),
      films,
      ...otherLines(point, view, measure),
    ],
  }
}
