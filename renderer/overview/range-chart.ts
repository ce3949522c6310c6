import type { Bucket } from '../../shared/contract/explore.ts'
import { isEmptyRange, type RangeClause, type RangeField } from '../../shared/filter.ts'
import type { LinkedChart } from '../charts/linked.ts'
import type { Mark } from '../charts/model.ts'
import { spreadIndices } from '../charts/scale.ts'
import { rangeText } from '../filter/describe.ts'
import { openEnd, type Range } from '../filter/ranges.ts'
import { brushRange, clearClause, excludeRange, type FilterChange, pickRange, setUnknown } from '../filter/reducers.ts'
import { formatInteger, formatMonth } from '../format.ts'
import { countedText, countTip, ghostNote, scaleOf, total } from './counted.ts'
import { rangeState } from './mark-states.ts'

/** The last runtime band is open-ended. */
const lastRuntimeBand = 240

/** The values a bucket of a field holds, as a closed range of the filter. */
export function bucketRange(field: RangeField, key: number): Range {
  switch (field) {
    case 'year':
      return [key, key]
    case 'rating':
      return [key / 10, key >= 95 ? 10 : (key + 4) / 10]
    case 'runtime':
      return [key, key >= lastRuntimeBand ? openEnd.runtime : key + 9]
    case 'uploaded':
      return [key * 100 + 1, key * 100 + 31]
  }
}

function axisLabel(field: RangeField, key: number): string {
  if (field === 'rating') return String(key / 10)
  if (field === 'runtime') return key >= lastRuntimeBand ? `${key}+` : String(key)
  return String(field === 'uploaded' ? Math.floor(key / 100) : key)
}

/** Where axis labels stand: round years, whole rating points, every half hour, Januaries. */
export function axisLabels(field: RangeField, keys: readonly number[]): number[] {
  const at = (wanted: (key: number) => boolean) => keys.flatMap((key, index) => (wanted(key) ? [index] : []))
  const spread = (indices: number[], most: number) =>
    spreadIndices(indices.length, most).flatMap((i) => indices[i] ?? [])
  switch (field) {
    case 'year':
      return spread(
        at((key) => key % (keys.length > 60 ? 20 : keys.length > 24 ? 10 : 5) === 0),
        8,
      )
    case 'rating':
      return at((key) => key % 10 === 0)
    case 'runtime':
      return at((key) => key % 60 === 0)
    case 'uploaded':
      return spread(
        at((key) => key % 100 === 1),
        6,
      )
  }
}

interface RangeChartInput {
  id: string
  title: string
  field: RangeField
  kind: 'columns' | 'area'
  buckets: readonly Bucket[]
  clause: RangeClause
  /** Films that pass the filter but have no value here. */
  unknown: number
  /** What an unknown value is called: "without a year". */
  unknownText: string
  /** The bucket whose period was not over when the numbers were published; null = none. */
  unfinished?: number | null
}

/** What an unfinished bucket of a field is called, for its tooltip. */
const periods: Partial<Record<RangeField, string>> = { year: 'year', uploaded: 'month' }

/** The year and the month (yyyymm) that were not over at a moment, in UTC as upload dates are; null before there is one. */
export function unfinishedAt(publishedAt: number | null | undefined): { year: number | null; month: number | null } {
  if (!publishedAt) return { year: null, month: null }
  const at = new Date(publishedAt)
  const year = at.getUTCFullYear()
  return { year, month: year * 100 + at.getUTCMonth() + 1 }
}

function markOf(field: RangeField, clause: RangeClause, bucket: Bucket, unfinished: number | null): Mark {
  const range = bucketRange(field, bucket.key)
  return {
    key: String(bucket.key),
    label: axisLabel(field, bucket.key),
    name: field === 'uploaded' ? formatMonth(bucket.key) : rangeText(field, range),
    value: bucket.count,
    all: bucket.all,
    state: rangeState(field, clause, range),
    ...(bucket.key === unfinished ? { unfinished: true } : {}),
  }
}

/** A chart of films over an ordered value, whose bars and brushes are ranges of that value. Its counts leave its own clause aside. */
export function rangeChart(input: RangeChartInput): LinkedChart {
  const { id, title, field, kind, buckets, clause, unknown, unknownText, unfinished = null } = input
  const marks = buckets.map((bucket) => markOf(field, clause, bucket, unfinished))
  const scale = scaleOf(marks)
  const left = total(marks, 'value')
  const rangeAt = (index: number): Range => bucketRange(field, buckets[index]?.key ?? 0)
  const only =
    (index: number): FilterChange =>
    (filter) =>
      brushRange(field, rangeAt(index))(filter)
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
        kind,
        marks,
        scale,
        axisLabels: axisLabels(
          field,
          buckets.map((bucket) => bucket.key),
        ),
      },
      format: formatInteger,
      tip: (index) => {
        const mark = marks[index]
        if (!mark) return { title: '', lines: [] }
        const tip = countTip(mark, left, 'films', formatInteger)
        if (!mark.unfinished) return tip
        return { ...tip, lines: [...tip.lines, { label: periods[field] ?? 'period', value: 'not over' }] }
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
    groupBy: field,
    isActive: !isEmptyRange(clause),
    act: (index, action) =>
      action === 'exclude' ? excludeRange(field, rangeAt(index)) : pickRange(field, rangeAt(index), action === 'add'),
    only,
    brush: (from, to) => {
      const [a, b] = from <= to ? [from, to] : [to, from]
      return brushRange(field, [rangeAt(a)[0], rangeAt(b)[1]])
    },
    clear: clearClause(field),
    unknown: { label: `films ${unknownText}`, only: setUnknown(field, 'only') },
  }
}
