import { largest, smallest } from '../../../shared/extremes.ts'
import type { MovieFilter } from '../../../shared/filter/filter.ts'
import { type MeasureId, measureOf } from '../../../shared/model/measures.ts'
import { axisDimension, isAnyRange } from '../../../shared/model/values/derived.ts'
import type { LinkedChart } from '../../charts/linked.ts'
import type { Drawing } from '../../charts/model.ts'
import type { PivotView } from '../table/pivot-view.ts'
import { crossOf, type Side } from './cross.ts'
import { linkedChart } from './linked-chart.ts'
import type { Way } from './points.ts'
import { firstNotes, mostSlots, pointsOf } from './sheet.ts'
import { isLevel } from './value-ticks.ts'

/** Two dimensions as a grid of colours. */
export function heatOf(view: PivotView, wish: Way & { measure: MeasureId }, filter: MovieFilter): LinkedChart | null {
  const { measure } = wish
  const cross = crossOf(view, measure)
  if (!cross?.second) return null
  const { first, second } = cross
  const rows = first.members.slice(0, mostSlots)
  const points = pointsOf(view, cross, rows.length, wish).flat()
  const values = points.filter(({ mark }) => mark.value > 0).map(({ mark }) => mark.value)
  const drawing: Drawing = {
    kind: 'heat',
    marks: points.map(({ mark }) => mark),
    columns: shortNames(second),
    rows: rows.map(({ text }) => text),
    max: largest(values, 0),
    ...((isLevel(measure) || view.calculations[measure]) && values.length > 0 ? { from: smallest(values) } : {}),
    unit: view.calculations[measure] ? '' : measureOf(measure).unit,
  }
  const notes = [...firstNotes(rows.length, first.members.length), ...cross.leftOut]
  return linkedChart({ view, axes: [first.axis, second.axis], measures: [measure], points, drawing, notes, filter })
}

/** The members of a side as an axis names them. */
function shortNames({ axis, members }: Side): string[] {
  const { dimension, bucket } = axis
  if (!isAnyRange(dimension)) return members.map(({ text }) => text)
  const { buckets: ways } = axisDimension(dimension)
  const buckets = ways.find(({ id }) => id === bucket) ?? ways[0]
  return members.map(({ member, text }) => (typeof member.key === 'number' ? buckets.axis(member.key) : text))
}
