import type { MovieFilter } from '../../../shared/filter/filter.ts'
import { type MeasureId, measureOf } from '../../../shared/model/measures.ts'
import type { LinkedChart } from '../../charts/linked.ts'
import type { MarkPlace, ScatterDrawing, ValueTicks } from '../../charts/model.ts'
import { formatInteger } from '../../format.ts'
import { type PivotView, valueAt } from '../table/pivot-view.ts'
import { measureTitle, shownLabel } from '../words.ts'
import { crossOf } from './cross.ts'
import { linkedChart } from './linked-chart.ts'
import { type Point, pointOf, type Way } from './points.ts'
import { isLevel, ticksAround } from './value-ticks.ts'

/** Each row as a dot: one measure along, another up, as large as its films are many. */
export function scatterOf(
  view: PivotView,
  wish: Way & { measure: MeasureId },
  filter: MovieFilter,
): LinkedChart | null {
  const pair = scatterMeasures(view.spec.measures, wish.measure)
  const cross = crossOf(view, wish.measure)
  if (!pair || !cross) return null
  const [across, up] = pair
  const { first, second } = cross
  const points: Point[] = []
  const pairs: [number, number][] = []
  for (const { overall, text } of first.members) {
    if (!overall) continue
    const number = (measure: MeasureId) => {
      const column = view.columns.find((each) => each.index === overall.column.index && each.measure === measure)
      return column ? valueAt(view, overall.row, column) : Number.NaN
    }
    const both: [number, number] = [number(across), number(up)]
    points.push(pointOf(view, overall, text, wish))
    pairs.push(both)
  }
  const axisOf = (measure: MeasureId, values: number[]): ValueTicks => ({
    ...ticksAround(values, measure, !isLevel(measure), view.calculations[measure]),
    name: view.calculations[measure] ? shownLabel(measure, view.calculations[measure]) : measureTitle(measure),
  })
  const x = axisOf(
    across,
    pairs.map(([value]) => value),
  )
  const y = axisOf(
    up,
    pairs.map(([, value]) => value),
  )
  const part = ({ domain: [low, high] }: ValueTicks, value: number) => (value - low) / (high - low)
  const drawing: ScatterDrawing = {
    kind: 'scatter',
    marks: points.map(({ mark }) => mark),
    places: pairs.map(([a, b]): MarkPlace | null =>
      Number.isNaN(a) || Number.isNaN(b) ? null : { x: part(x, a), y: 1 - part(y, b), width: 0, height: 0 },
    ),
    points: pairs.map(([a, b], index) => ({ x: a, y: b, size: points[index]?.films ?? 0 })),
    x,
    y,
  }
  const unknown = drawing.places.filter((place) => place === null).length
  const notes = [
    'The larger a dot, the more films.',
    ...(unknown > 0 ? [`${formatInteger(unknown)} without both numbers, not drawn.`] : []),
    ...(second ? [`Each over all of the other dimension.`] : []),
  ]
  return linkedChart({
    view,
    axes: [first.axis],
    measures: pair,
    points,
    drawing,
    notes,
    filter,
    told: (index) => [
      [across, pairs[index]?.[0] ?? Number.NaN],
      [up, pairs[index]?.[1] ?? Number.NaN],
    ],
  })
}

/** What is along and what is up: the chosen measure up, and along it the first of the others, a mean before a count. */
function scatterMeasures(measures: readonly MeasureId[], chosen: MeasureId): [MeasureId, MeasureId] | null {
  const others = measures.filter((id) => id !== chosen)
  const along = others.find((id) => measureOf(id).additive === 'never') ?? others[0]
  return along ? [along, chosen] : null
}
