import type { Bucket } from '../../../shared/contract/explore.ts'
import { isEmptyRange, type RangeClause } from '../../../shared/filter/filter.ts'
import { charts, type DimensionChartId } from '../../../shared/model/charts.ts'
import { dimensionOf, type RangeId } from '../../../shared/model/dimensions.ts'
import type { Buckets } from '../../../shared/model/values/buckets.ts'
import type { AnyRangeId } from '../../../shared/model/values/derived.ts'
import type { LinkedChart } from '../../charts/linked.ts'
import type { Mark } from '../../charts/model.ts'
import { spreadIndices } from '../../charts/plots/scale.ts'
import { rangeText } from '../../filter/describe.ts'
import type { Range } from '../../filter/ranges.ts'
import {
  brushRange,
  clearClause,
  excludeRange,
  type FilterChange,
  pickRange,
  setUnknown,
} from '../../filter/reducers.ts'
import { formatInteger, formatMonth } from '../../format.ts'
import { countedText, countTip, ghostNote, scaleOf, total } from '../counted.ts'
import { rangeState } from './mark-states.ts'

/** A dimension of numbers with a chart of its own. */
export type RangeChartId = RangeId & DimensionChartId

/** Where axis labels stand: round years, whole rating points, every half hour, Januaries. */
export function axisLabels({ tick, mostTicks }: Buckets, keys: readonly number[]): number[] {
  const places = keys.flatMap((key, index) => (tick(key, keys.length) ? [index] : []))
  return spreadIndices(places.length, mostTicks).flatMap((i) => places[i] ?? [])
}

/** What a bucket is called: the range of its values, its month, or what stands on an axis. */
export function bucketName(id: AnyRangeId, buckets: Buckets, key: number): string {
  if (buckets.shown === 'axis') return buckets.axis(key)
  return buckets.shown === 'month' ? formatMonth(key) : rangeText(id, buckets.range(key))
}

interface RangeChartInput {
  id: RangeChartId
  counts: readonly Bucket[]
  clause: RangeClause
  /** Films that pass the filter but have no value here. */
  unknown: number
  /** When the numbers were published, in epoch milliseconds: a bucket may be a period that was not over; null = not known. */
  publishedAt: number | null
}

/** The bucket whose period was not over at a moment, in UTC as upload dates are; null where buckets are no periods. */
export function unfinishedAt({ period }: Buckets, publishedAt: number | null): number | null {
  if (!period || !publishedAt) return null
  const at = new Date(publishedAt)
  return period.at({ year: at.getUTCFullYear(), month: at.getUTCMonth() + 1 })
}

function markOf(id: RangeId, buckets: Buckets, clause: RangeClause, bucket: Bucket, unfinished: number | null): Mark {
  return {
    key: String(bucket.key),
    label: buckets.axis(bucket.key),
    name: bucketName(id, buckets, bucket.key),
    value: bucket.count,
    all: bucket.all,
    state: rangeState(id, clause, buckets.range(bucket.key)),
    ...(bucket.key === unfinished ? { unfinished: true } : {}),
  }
}

/** A chart of films over an ordered value, whose bars and brushes are ranges of that value. Its counts leave its own clause aside. */
export function rangeChart(input: RangeChartInput): LinkedChart {
  const { id, counts, clause, unknown, publishedAt } = input
  const { without: unknownText, buckets: ways } = dimensionOf(id)
  const [buckets] = ways
  const { title, drawing } = charts[id]
  const unfinished = unfinishedAt(buckets, publishedAt)
  const marks = counts.map((bucket) => markOf(id, buckets, clause, bucket, unfinished))
  const scale = scaleOf(marks)
  const left = total(marks, 'value')
  const rangeAt = (index: number): Range => buckets.range(counts[index]?.key ?? 0)
  const only =
    (index: number): FilterChange =>
    (filter) =>
      brushRange(id, rangeAt(index))(filter)
  const notes = [
    unknown > 0 ? `${formatInteger(unknown)} ${unknownText}.` : `None ${unknownText}.`,
    ...marks.filter((mark) => mark.unfinished).map((mark) => `${mark.name} is not over.`),
    ...ghostNote(scale),
  ]
  return {
    model: {
      id,
      title,
      counted: countedText(left, total(marks, 'all'), 'film'),
      notes,
      drawing: {
        kind: drawing === 'area' ? 'area' : 'columns',
        marks,
        scale,
        axisLabels: axisLabels(
          buckets,
          counts.map((bucket) => bucket.key),
        ),
      },
      format: formatInteger,
      tip: (index) => {
        const mark = marks[index]
        if (!mark) return { title: '', lines: [] }
        const tip = countTip(mark, left, 'films', formatInteger)
        if (!mark.unfinished) return tip
        return { ...tip, lines: [...tip.lines, { label: buckets.period?.label ?? 'period', value: 'not over' }] }
      },
      table: () => ({
        columns: [
          { label: title.replace(/^Films by /, '').replace(/^./, (letter) => letter.toUpperCase()), numeric: false },
          { label: 'Films', numeric: true },
          { label: 'Films in the whole catalogue', numeric: true },
        ],
        rows: marks.map((mark) => [mark.unfinished ? `${mark.name} (not over)` : mark.name, mark.value, mark.all]),
      }),
    },
    groupBy: id,
    isActive: !isEmptyRange(clause),
    act: (index, action) =>
      action === 'exclude' ? excludeRange(id, rangeAt(index)) : pickRange(id, rangeAt(index), action === 'add'),
    only,
    behind: only,
    brush: (from, to) => {
      const [a, b] = from <= to ? [from, to] : [to, from]
      return brushRange(id, [rangeAt(a)[0], rangeAt(b)[1]])
    },
    clear: clearClause(id),
    leavesOut: clearClause(id),
    unknown: { label: `films ${unknownText}`, only: setUnknown(id, 'only') },
  }
}
