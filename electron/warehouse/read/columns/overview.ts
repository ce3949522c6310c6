import type { Bucket, HeatCell, MemberBucket, Overview, SpreadPoint } from '../../../../shared/contract/explore.ts'
import type { FilterPart } from '../../../../shared/filter/filter.ts'
import { type ChartIdOf, chartIdsOf, charts } from '../../../../shared/model/charts.ts'
import {
  type DimensionId,
  dimensionOf,
  eachDimension,
  isRange,
  type NamedId,
  type RangeId,
} from '../../../../shared/model/dimensions.ts'
import type { Buckets } from '../../../../shared/model/values/buckets.ts'
import { measuredBy } from './chart-axes.ts'
import type { CountIndex, Counts } from './counts.ts'
import type { CodedColumn, FilmColumns } from './film-columns.ts'
import { partBits } from './filter-mask.ts'
import { quantile } from './quantile.ts'
import { SetColumn } from './set-column.ts'

/**
 * Shapes counts into the overview.
 *
 * @param all counts without a filter: the ghosts behind the bars
 * @param active the parts of the filter that restrict anything, for the hints of an empty result
 */
export function overviewOf(
  columns: FilmColumns,
  index: CountIndex,
  counts: Counts,
  all: Counts,
  active: readonly FilterPart[],
): Overview {
  const matched = counts.failing[0] as number
  return {
    goldVersion: columns.goldVersion,
    total: columns.rows,
    matched,
    figures: figuresOf(columns, counts),
    by: eachDimension((id) =>
      isRange(id)
        ? rangeBuckets(columns.of[id], dimensionOf(id).buckets[0], counts.of[id].left, all.of[id].left)
        : memberBuckets(columns, id, counts.of[id].left, all.of[id].left),
    ) as Overview['by'],
    spreads: eachChart('spread', (id) => spreadPoints(columns, index, id, counts)),
    heats: eachChart('heat', (id) => heatCells(columns, index, id, counts, all)),
    relax:
      matched > 0
        ? []
        : active.map((part) => ({ part, matchedWithout: matched + (counts.failing[partBits[part]] as number) })),
  }
}

function eachChart<D extends 'spread' | 'heat', T>(drawing: D, make: (id: ChartIdOf<D>) => T): Record<ChartIdOf<D>, T> {
  return Object.fromEntries(chartIdsOf(drawing).map((id) => [id, make(id)])) as Record<ChartIdOf<D>, T>
}

function figuresOf(columns: FilmColumns, counts: Counts): Overview['figures'] {
  const { values } = columns.of.rating
  let ratedFilms = 0
  let ratingSum = 0
  counts.of.rating.passing.forEach((films, code) => {
    const rating = values[code] ?? null
    if (rating === null) return
    ratedFilms += films
    ratingSum += rating * films
  })
  const genres = columns.of.genre.byMember(counts.of.genre.passing)
  return {
    meanRating: ratedFilms === 0 ? null : ratingSum / ratedFilms,
    genreAssignments: genres.films.subarray(1).reduce((sum, films) => sum + films, 0),
    of: eachDimension((id) => summaryOf(columns, id, counts.of[id].passing)),
  }
}

function summaryOf(columns: FilmColumns, id: DimensionId, films: Uint32Array): Overview['figures']['of'][DimensionId] {
  const column = columns.of[id]
  const byCode = column instanceof SetColumn ? column.byMember(films).films : films
  let distinct = 0
  let first = 0
  let last = 0
  for (let code = 1; code < byCode.length; code++) {
    if (byCode[code] === 0) continue
    distinct += 1
    first ||= code
    last = code
  }
  const value = (code: number) => (isRange(id) ? (columns.of[id].values[code] ?? null) : null)
  return { distinct, unknown: byCode[0] ?? 0, lowest: value(first), highest: value(last) }
}

/** Every bucket from the first to the last that the catalogue has, empty ones too. */
function rangeBuckets(
  column: CodedColumn<number>,
  buckets: Buckets,
  films: Uint32Array,
  allFilms: Uint32Array,
): Bucket[] {
  const found = new Map<number, Bucket>()
  column.values.forEach((value, code) => {
    const all = allFilms[code] as number
    if (value === null || all === 0) return
    const key = buckets.of(value)
    const bucket = found.get(key) ?? { key, all: 0, count: 0 }
    bucket.all += all
    bucket.count += films[code] as number
    found.set(key, bucket)
  })
  // Codes ascend by value, and buckets with them.
  const keys = [...found.keys()]
  const first = keys[0]
  const last = keys.at(-1)
  if (first === undefined || last === undefined) return []
  return buckets.keys(first, last).map((key) => found.get(key) ?? { key, all: 0, count: 0 })
}

/** Films and weights of every member that a film of the catalogue has, most films first. */
function memberBuckets(columns: FilmColumns, id: NamedId, films: Uint32Array, allFilms: Uint32Array): MemberBucket[] {
  const column = columns.of[id]
  const shared = (counts: Uint32Array) =>
    column instanceof SetColumn ? column.byMember(counts) : { films: counts, weight: counts }
  const left = shared(films)
  const ghost = shared(allFilms)
  const { labels, keys } = column
  return column.values
    .map((name, code) => ({
      code: keys[code] as number,
      bucket: {
        key: name ?? '',
        label: labels[code] ?? '',
        all: ghost.films[code] as number,
        count: left.films[code] as number,
        weight: left.weight[code] as number,
        allWeight: ghost.weight[code] as number,
      },
    }))
    .filter(({ bucket }) => bucket.all > 0)
    .sort((a, b) => b.bucket.all - a.bucket.all || a.code - b.code)
    .map(({ bucket }) => bucket)
}

function spreadPoints(columns: FilmColumns, index: CountIndex, id: ChartIdOf<'spread'>, counts: Counts): SpreadPoint[] {
  const { rows, width } = index[id]
  const { values: measured } = columns.of[measuredBy(id) as RangeId]
  const values = measured.map((value) => value ?? 0)
  return rows.keys.flatMap((key, row) => {
    // Row 0 holds the films without a value on the axis.
    if (row === 0) return []
    const histogram = counts.matrices[id].slice(row * width, (row + 1) * width)
    // Code 0 holds the films without a measured value.
    histogram[0] = 0
    let n = 0
    let sum = 0
    histogram.forEach((films, code) => {
      n += films
      sum += films * (values[code] as number)
    })
    if (n === 0) return []
    return [
      { key, n, mean: sum / n, p25: quantile(values, histogram, n, 0.25), p75: quantile(values, histogram, n, 0.75) },
    ]
  })
}

function heatCells(
  columns: FilmColumns,
  index: CountIndex,
  id: ChartIdOf<'heat'>,
  counts: Counts,
  all: Counts,
): HeatCell[] {
  const column = columns.of[charts[id].axes[0].dimension as NamedId]
  const { width, columns: across } = index[id]
  const sets = column instanceof SetColumn ? column.combinations : column.values.map((_, code) => [code])
  const size = column.values.length * width
  const [ghosts, lefts, weights] = [new Uint32Array(size), new Uint32Array(size), new Float64Array(size)]
  const { [id]: left } = counts.matrices
  const { [id]: ghost } = all.matrices
  sets.forEach((members, set) => {
    // Place 0 holds the films without a value.
    for (let at = set * width + 1, place = 1; place < width; place++, at++) {
      const every = ghost[at] as number
      if (every === 0) continue
      const here = left[at] as number
      for (let i = 0; i < members.length; i++) {
        const cell = (members[i] as number) * width + place
        ghosts[cell] = (ghosts[cell] as number) + every
        lefts[cell] = (lefts[cell] as number) + here
        weights[cell] = (weights[cell] as number) + here / members.length
      }
    }
  })
  return column.values.flatMap((name, code) =>
    across.keys.flatMap((key, place): HeatCell[] => {
      const cell = code * width + place
      const here = ghosts[cell] as number
      if (here === 0) return []
      return [
        { row: name ?? '', column: key, all: here, count: lefts[cell] as number, weight: weights[cell] as number },
      ]
    }),
  )
}
