import type { RatingDrift } from '../../../shared/contract/sync.ts'
import { largest } from '../../../shared/extremes.ts'
import type { ChartModel, Mark, SeriesDrawing } from '../../charts/model.ts'
import { niceTicks } from '../../charts/plots/scale.ts'
import { formatCount, formatInteger, formatTick } from '../../format.ts'

/** Steps of 0.1 up to so many bars, else of half a point. */
const mostBars = 41

/** A difference of ratings with its sign: "+0.3", "−1.2". */
export function differenceText(difference: number, digits = 1): string {
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : ''
  return `${sign}${Math.abs(difference).toFixed(digits)}`
}

/** "12,345 films were read again": what every share of a drift is of; a range where runs may have read the same films. */
export function readAgainText({ least, most }: RatingDrift['readAgain']): string {
  return least === most
    ? `${formatCount(least, 'film')} read again in this range`
    : `between ${formatInteger(least)} and ${formatCount(most, 'film')} read again in this range`
}

/** Films by new − old. Films that were read again and moved by nothing have no bar: they would dwarf the others. */
export function driftModel({ differences, moved, readAgain }: RatingDrift): ChartModel {
  const ends = differences.map(({ tenths }) => Math.abs(tenths))
  const farthest = largest(ends, 1)
  const step = 2 * farthest + 1 > mostBars ? 5 : 1
  const reach = Math.ceil(farthest / step)
  const slots = Array.from({ length: 2 * reach + 1 }, (_, index) => (index - reach) * step)
  const films = slots.map((slot) =>
    differences
      // Away from nothing: the bar of nothing itself stays empty.
      .filter(({ tenths }) => Math.sign(tenths) * Math.ceil(Math.abs(tenths) / step) * step === slot)
      .reduce((sum, each) => sum + each.films, 0),
  )
  const nameOf = (slot: number) => {
    const edge = differenceText(slot / 10)
    if (step === 1 || slot === 0) return edge
    return `${differenceText((slot - Math.sign(slot) * (step - 1)) / 10)} to ${edge}`
  }
  const ticks = niceTicks(largest(films, 1), 4)
  const top = ticks.at(-1) ?? 1
  const width = 1 / slots.length
  const drawing: SeriesDrawing = {
    kind: 'series',
    shape: 'bars',
    across: false,
    marks: slots.map(
      (slot, at): Mark => ({
        key: String(slot),
        label: differenceText(slot / 10),
        name: nameOf(slot),
        value: films[at] ?? 0,
        all: 0,
        state: 'free',
      }),
    ),
    places: films.map((count, at) => ({
      x: at * width,
      y: 1 - count / top,
      width,
      height: count / top,
    })),
    values: films,
    edges: [],
    slots: slots.map((slot) => differenceText(slot / 10)),
    axisLabels: null,
    series: [{ key: 'films', name: 'Films', look: { colour: 0, again: false } }],
    axis: { domain: [0, top], ticks: ticks.map((at) => ({ at, label: formatTick(at) })) },
    touching: true,
  }
  return {
    id: 'drift',
    title: 'Rating changes, new − old',
    counted: `${formatCount(moved, 'film')} of ${readAgainText(readAgain)}`,
    notes: step === 1 ? [] : ['In steps of half a point.'],
    drawing,
    format: formatInteger,
    tip: (index) => {
      const mark = drawing.marks[index]
      return { title: mark?.name ?? '', lines: [{ label: 'films', value: formatInteger(mark?.value) }] }
    },
    table: () => ({
      columns: [
        { label: 'New − old', numeric: false },
        { label: 'Films', numeric: true },
      ],
      rows: slots.map((slot, at) => [nameOf(slot), films[at] ?? 0]),
    }),
  }
}
