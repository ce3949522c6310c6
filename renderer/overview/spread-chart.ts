import type { Overview } from '../../shared/contract/explore.ts'
import { isEmptyRange, type RangeClause } from '../../shared/filter.ts'
import type { LinkedChart } from '../charts/linked.ts'
import type { Mark, SpreadPoint } from '../charts/model.ts'
import type { Range } from '../filter/ranges.ts'
import { brushRange, clearClause, excludeRange, pickRange } from '../filter/reducers.ts'
import { formatCount, formatDecimal, formatInteger } from '../format.ts'
import { rangeState } from './mark-states.ts'
import { axisLabels } from './range-chart.ts'

/** A rating axis that stays put for ordinary years and opens up when a quartile of some year lies outside. */
function ratingDomain(points: Overview['ratingByYear']): [number, number] {
  const low = Math.min(3, ...points.map((point) => Math.floor(point.p25)))
  const high = Math.max(9, ...points.map((point) => Math.ceil(point.p75)))
  return [Math.max(0, low), Math.min(10, high)]
}

/** Mean rating by released year inside its middle half. Every year from first to last has its place, rated films or none. */
export function spreadChart(
  points: Overview['ratingByYear'],
  years: Overview['years'],
  clause: RangeClause,
): LinkedChart {
  const byYear = new Map(points.map((point) => [point.year, point]))
  const keys = years.map((bucket) => bucket.key)
  const series = keys.map((year): SpreadPoint | null => byYear.get(year) ?? null)
  const marks = keys.map(
    (year, index): Mark => ({
      key: String(year),
      label: String(year),
      name: String(year),
      value: series[index]?.mean ?? 0,
      all: series[index]?.n ?? 0,
      state: rangeState('year', clause, [year, year]),
    }),
  )
  const rated = points.reduce((sum, point) => sum + point.n, 0)
  const yearAt = (index: number): Range => [keys[index] ?? 0, keys[index] ?? 0]
  return {
    model: {
      id: 'rating-by-year',
      title: 'Mean rating by year',
      counted: formatCount(rated, 'rated film'),
      notes: ['Line: mean; band: middle half. Rated films with a year.'],
      drawing: {
        kind: 'spread',
        marks,
        points: series,
        axisLabels: axisLabels('year', keys),
        domain: ratingDomain(points),
      },
      format: (value) => formatDecimal(value, 2),
      tip: (index) => {
        const point = series[index]
        const title = marks[index]?.name ?? ''
        if (!point) return { title, lines: [{ label: 'rated films', value: '0' }] }
        return {
          title,
          lines: [
            { label: 'mean rating', value: formatDecimal(point.mean, 2) },
            { label: 'middle half', value: `${formatDecimal(point.p25)}–${formatDecimal(point.p75)}` },
            { label: 'rated films', value: formatInteger(point.n) },
          ],
        }
      },
      table: () => ({
        columns: [
          { label: 'Year', numeric: false },
          { label: 'Mean rating', numeric: true },
          { label: 'Lower quartile', numeric: true },
          { label: 'Upper quartile', numeric: true },
          { label: 'Rated films', numeric: true },
        ],
        rows: keys.map((year, index) => {
          const point = series[index]
          return [String(year), point?.mean ?? null, point?.p25 ?? null, point?.p75 ?? null, point?.n ?? 0]
        }),
      }),
    },
    groupBy: 'rating_by_year',
    isActive: !isEmptyRange(clause),
    act: (index, action) =>
      action === 'exclude' ? excludeRange('year', yearAt(index)) : pickRange('year', yearAt(index), action === 'add'),
    only: (index) => brushRange('year', yearAt(index)),
    brush: (from, to) => brushRange('year', [yearAt(Math.min(from, to))[0], yearAt(Math.max(from, to))[1]]),
    clear: clearClause('year'),
  }
}
