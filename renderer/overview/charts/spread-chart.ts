import type { Bucket, SpreadPoint } from '../../../shared/contract/explore.ts'
import { largest, smallest } from '../../../shared/extremes.ts'
import { isEmptyRange, type RangeClause } from '../../../shared/filter/filter.ts'
import { type ChartIdOf, charts } from '../../../shared/model/charts.ts'
import { dimensionOf, type RangeId } from '../../../shared/model/dimensions.ts'
import { type Measure, measureOf } from '../../../shared/model/measures.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import type { LinkedChart } from '../../charts/linked.ts'
import type { Mark } from '../../charts/model.ts'
import type { Range } from '../../filter/ranges.ts'
import { brushRange, clearClause, excludeRange, pickRange } from '../../filter/reducers.ts'
import { formatCount, formatMeasure } from '../../format.ts'
import { rangeState } from './mark-states.ts'
import { axisLabels, bucketName } from './range-chart.ts'

/** What the four measures of a spread are called and how they are written: how many, their mean, the ends of their middle half. */
function measuresOf(id: ChartIdOf<'spread'>): {
  count: Measure
  mean: Measure
  lower: Measure
  upper: Measure
  of: RangeId
} {
  const [count, mean, lower, upper] = charts[id].measures.map(measureOf) as [Measure, Measure, Measure, Measure]
  return { count, mean, lower, upper, of: mean.of as RangeId }
}

/** The ends of the axis, in whole numbers. */
function domainOf(of: RangeId, points: readonly SpreadPoint[]): [number, number] {
  const { bounds } = dimensionOf(of)
  const ends = [...(bounds.usual ?? []), ...points.flatMap(({ p25, p75 }) => [Math.floor(p25), Math.ceil(p75)])]
  if (ends.length === 0) return [bounds.min, bounds.max]
  return [Math.max(bounds.min, smallest(ends)), Math.min(bounds.max, largest(ends))]
}

/** The dimension along which a spread runs. */
export function spreadAxis(id: ChartIdOf<'spread'>): RangeId {
  return charts[id].axes[0].dimension as RangeId
}

/** The mean of a measured value along a range, inside its middle half. Every place from first to last is there, films or none. */
export function spreadChart(
  id: ChartIdOf<'spread'>,
  points: readonly SpreadPoint[],
  counts: readonly Bucket[],
  clause: RangeClause,
): LinkedChart {
  const axis = spreadAxis(id)
  const { without, buckets: ways } = dimensionOf(axis)
  const [buckets] = ways
  const { count, mean, lower, upper, of } = measuresOf(id)
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
  const known = points.reduce((sum, point) => sum + point.n, 0)
  const rangeAt = (index: number): Range => buckets.range(keys[index] ?? 0)
  const only = (index: number) => brushRange(axis, rangeAt(index))
  return {
    model: {
      id,
      title: charts[id].title,
      counted: formatCount(known, count.noun ?? ''),
      notes: [`Line: mean; band: middle half. ${count.label} ${without.replace('without', 'with')}.`],
      drawing: {
        kind: 'spread',
        marks,
        points: series,
        axisLabels: axisLabels(buckets, keys),
        domain: domainOf(of, points),
      },
      format: (value) => formatMeasure(value, mean),
      tip: (index) => {
        const point = series[index]
        const title = marks[index]?.name ?? ''
        const told = (measure: Measure, value: string) => ({ label: inSentence(measure.label), value })
        if (!point) return { title, lines: [told(count, '0')] }
        return {
          title,
          lines: [
            told(mean, withUnit(formatMeasure(point.mean, mean), of)),
            {
              label: 'middle half',
              value: withUnit(`${formatMeasure(point.p25, lower)}–${formatMeasure(point.p75, upper)}`, of),
            },
            told(count, formatMeasure(point.n, count)),
          ],
        }
      },
      table: () => ({
        columns: [
          { label: buckets.label, numeric: false },
          ...[mean, lower, upper, count].map(({ label }) => ({ label, numeric: true })),
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
    only,
    behind: only,
    brush: (from, to) => brushRange(axis, [rangeAt(Math.min(from, to))[0], rangeAt(Math.max(from, to))[1]]),
    clear: clearClause(axis),
    leavesOut: clearClause(axis),
  }
}

/** A number with the unit of the dimension that it is measured in; numbers that speak for themselves have none. */
function withUnit(text: string, of: RangeId): string {
  const { unit } = dimensionOf(of)
  return unit === '' ? text : `${text} ${unit}`
}
