import type { Bucket, SpreadPoint } from '../../shared/contract/explore.ts'
import { largest, smallest } from '../../shared/extremes.ts'
import { isEmptyRange, type RangeClause } from '../../shared/filter.ts'
import { type ChartIdOf, charts } from '../../shared/model/charts.ts'
import { dimensionOf, type RangeId } from '../../shared/model/dimensions.ts'
import { measures } from '../../shared/model/measures.ts'
import type { LinkedChart } from '../charts/linked.ts'
import type { Mark } from '../charts/model.ts'
import type { Range } from '../filter/ranges.ts'
import { brushRange, clearClause, excludeRange, pickRange } from '../filter/reducers.ts'
import { formatCount, formatDecimal, formatInteger } from '../format.ts'
import { rangeState } from './mark-states.ts'
import { axisLabels, bucketName } from './range-chart.ts'

/** A rating axis that stays put for ordinary years and opens up when a quartile of some year lies outside. */
function ratingDomain(points: readonly SpreadPoint[]): [number, number] {
  const low = smallest(
    points.map((point) => Math.floor(point.p25)),
    3,
  )
  const high = largest(
    points.map((point) => Math.ceil(point.p75)),
    9,
  )
  return [Math.max(0, low), Math.min(10, high)]
}

/** The dimension along which a spread runs. */
export function spreadAxis(id: ChartIdOf<'spread'>): RangeId {
  return charts[id].axes[0].dimension as RangeId
}

/** Mean rating by released year inside its middle half. Every year from first to last has its place, rated films or none. */
export function spreadChart(
  id: ChartIdOf<'spread'>,
  points: readonly SpreadPoint[],
  counts: readonly Bucket[],
  clause: RangeClause,
): LinkedChart {
  const axis = spreadAxis(id)
  const { without, buckets: ways } = dimensionOf(axis)
  const [buckets] = ways
  const byKey = new Map(points.map((point) => [point.key, point]))
  const keys = counts.map((bucket) => bucket.key)
  const series = keys.map((key): SpreadPoint | null => byKey.get(key) ?? null)
  const marks = keys.map(
    (key, index): Mark => ({
      key: String(key),
      label: String(key),
      name: bucketName(axis, buckets, key),
      value: series[index]?.mean ?? 0,
      all: series[index]?.n ?? 0,
      state: rangeState(axis, clause, buckets.range(key)),
    }),
  )
  const rated = points.reduce((sum, point) => sum + point.n, 0)
  const rangeAt = (index: number): Range => buckets.range(keys[index] ?? 0)
  return {
    model: {
      id,
      title: charts[id].title,
      counted: formatCount(rated, measures.rated_films.noun),
      notes: [`Line: mean; band: middle half. Rated films ${without.replace('without', 'with')}.`],
      drawing: {
        kind: 'spread',
        marks,
        points: series,
        axisLabels: axisLabels(buckets, keys),
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
          { label: buckets.label, numeric: false },
          { label: measures.mean_rating.label, numeric: true },
          { label: measures.lower_quartile_rating.label, numeric: true },
          { label: measures.upper_quartile_rating.label, numeric: true },
          { label: measures.rated_films.label, numeric: true },
        ],
        rows: keys.map((key, index) => {
          const point = series[index]
          return [
            bucketName(axis, buckets, key),
            point?.mean ?? null,
            point?.p25 ?? null,
            point?.p75 ?? null,
            point?.n ?? 0,
          ]
        }),
      }),
    },
    groupBy: id,
    isActive: !isEmptyRange(clause),
    act: (index, action) =>
      action === 'exclude' ? excludeRange(axis, rangeAt(index)) : pickRange(axis, rangeAt(index), action === 'add'),
    only: (index) => brushRange(axis, rangeAt(index)),
    brush: (from, to) => brushRange(axis, [rangeAt(Math.min(from, to))[0], rangeAt(Math.max(from, to))[1]]),
    clear: clearClause(axis),
    leavesOut: clearClause(axis),
  }
}
