import { bandEdges } from './bands.ts'

/**
 * A way to put the values of a range together: the bars of its chart. The definition serves the columns engine, the SQL that is
 * shown and the picture; `of` and `sql` must agree, which the property tests hold them to. A bucket's key is a number that
 * orders as its values do.
 */
export interface Buckets {
  id: string
  label: string
  /** What a dimension is called where it is put together so: "Upload month". */
  title: string
  /** The bucket of a value. */
  of(value: number): number
  /** The same in SQL, over an expression; null stays null. */
  sql(value: string): string
  /** What SQL results call the key; no column of a joined table may be called so. */
  sqlName: string
  /** The values of a bucket as a closed range of the filter. */
  range(key: number): [low: number, high: number]
  /** The keys a chart has, between the first and the last that hold films, so that an empty one keeps its place. */
  keys(first: number, last: number): number[]
  /** What a bucket is called: the range of its values, its month, or what stands on an axis. */
  shown: 'range' | 'month' | 'axis'
  /** What stands on an axis for a bucket. */
  axis(key: number): string
  /** Whether a bucket may carry an axis label among so many, and how many labels there are at most. */
  tick(key: number, buckets: number): boolean
  mostTicks: number
  /** The key of the bucket that a moment falls in, and what such a bucket is called, where buckets are periods that end. */
  period?: { label: string; at(utc: { year: number; month: number }): number }
}

function steps(first: number, last: number, width: number): number[] {
  return Array.from({ length: Math.round((last - first) / width) + 1 }, (_, i) => first + i * width)
}

/** One bucket a year. */
export const years: Buckets = {
  id: 'year',
  label: 'Year',
  title: 'Released year',
  of: (year) => year,
  sql: (year) => year,
  sqlName: 'released_year',
  range: (key) => [key, key],
  keys: (first, last) => steps(first, last, 1),
  shown: 'range',
  axis: String,
  tick: (key, buckets) => key % (buckets > 60 ? 20 : buckets > 24 ? 10 : 5) === 0,
  mostTicks: 8,
  period: { label: 'year', at: ({ year }) => year },
}

/** One bucket a decade, by its first year. */
export const decades: Buckets = {
  id: 'decade',
  label: 'Decade',
  title: 'Released decade',
  of: (year) => Math.floor(year / 10) * 10,
  sql: (year) => `${year} / 10 * 10`,
  sqlName: 'decade_from',
  range: (key) => [key, key + 9],
  keys: (first, last) => steps(first, last, 10),
  shown: 'axis',
  axis: (key) => `${key}s`,
  tick: () => true,
  mostTicks: 12,
}

const lastHalfPoint = 9.5

/** Half points of a rating of 0 to 10 with one decimal, by their lower edge; 10 is in the last. */
export const halfPoints: Buckets = {
  id: 'half_point',
  label: 'Half point',
  title: 'Rating by half points',
  of: (rating) => Math.min(lastHalfPoint, Math.floor(rating * 2 + 1e-9) / 2),
  sql: (rating) => `MIN(19, CAST(${rating} * 2 AS INTEGER)) / 2.0`,
  sqlName: 'rating_from',
  range: (key) => [key, key >= lastHalfPoint ? 10 : (key * 10 + 4) / 10],
  keys: () => steps(0, lastHalfPoint, 0.5),
  shown: 'range',
  axis: String,
  tick: (key) => Number.isInteger(key),
  mostTicks: 10,
}

/** One bucket a rating, as it has one decimal. */
export const tenths: Buckets = {
  id: 'tenth',
  label: 'Tenth',
  title: 'Rating by tenths',
  of: (rating) => rating,
  sql: (rating) => rating,
  sqlName: 'rating_shown',
  range: (key) => [key, key],
  keys: (first, last) => steps(Math.round(first * 10), Math.round(last * 10), 1).map((tenth) => tenth / 10),
  shown: 'range',
  axis: String,
  tick: (key) => Number.isInteger(key),
  mostTicks: 10,
}

const lastPoint = 9

/** Whole points of a rating, by their lower edge; 10 is in the last. */
export const points: Buckets = {
  id: 'point',
  label: 'Point',
  title: 'Rating by points',
  of: (rating) => Math.min(lastPoint, Math.floor(rating + 1e-9)),
  sql: (rating) => `MIN(${lastPoint}, CAST(${rating} AS INTEGER))`,
  sqlName: 'points_from',
  range: (key) => [key, key >= lastPoint ? 10 : (key * 10 + 9) / 10],
  keys: (first, last) => steps(first, last, 1),
  shown: 'range',
  axis: String,
  tick: () => true,
  mostTicks: 10,
}

/** The last ten-minute bucket is open-ended and starts here. */
const longRuntime = 240

/** Bands of runtimes, by their lower edge; the last has no upper one. */
export const runtimeBands: Buckets = {
  id: 'band',
  label: 'Band',
  title: 'Runtime band',
  of: (minutes) => bandEdges.findLast((edge) => minutes >= edge) ?? 0,
  sql: (minutes) => {
    const cases = bandEdges.toReversed().map((edge) => `WHEN ${minutes} >= ${edge} THEN ${edge}`)
    return `CASE ${cases.join(' ')} END`
  },
  sqlName: 'band_from',
  range: (key) => [key, (bandEdges.find((edge) => edge > key) ?? 100_000) - 1],
  keys: (first, last) => bandEdges.filter((edge) => edge >= first && edge <= last),
  shown: 'range',
  axis: (key) => (key === bandEdges.at(-1) ? `${key}+` : String(key)),
  tick: () => true,
  mostTicks: 8,
}

/** Ten minutes each, by their lower edge; the last holds 240 minutes and more. */
export const tenMinutes: Buckets = {
  id: 'ten_minutes',
  label: 'Ten minutes',
  title: 'Runtime by ten minutes',
  of: (minutes) => Math.min(longRuntime, Math.max(0, Math.floor(minutes / 10) * 10)),
  sql: (minutes) => `MIN(${longRuntime}, ${minutes} / 10 * 10)`,
  sqlName: 'minutes_from',
  range: (key) => [key, key >= longRuntime ? 99_999 : key + 9],
  keys: () => steps(0, longRuntime, 10),
  shown: 'range',
  axis: (key) => (key >= longRuntime ? `${key}+` : String(key)),
  tick: (key) => key % 60 === 0,
  mostTicks: 6,
}

/** One bucket a month, as yyyymm, over days as yyyymmdd. */
export const months: Buckets = {
  id: 'month',
  label: 'Month',
  title: 'Upload month',
  of: (day) => Math.floor(day / 100),
  sql: (day) => `${day} / 100`,
  sqlName: 'year_and_month',
  range: (key) => [key * 100 + 1, key * 100 + 31],
  keys: (first, last) => {
    const keys: number[] = []
    for (let key = first; key <= last; key = key % 100 === 12 ? key + 89 : key + 1) keys.push(key)
    return keys
  },
  shown: 'month',
  axis: (key) => String(Math.floor(key / 100)),
  tick: (key) => key % 100 === 1,
  mostTicks: 6,
  period: { label: 'month', at: ({ year, month }) => year * 100 + month },
}

/** One bucket a quarter, as yyyyq, over days as yyyymmdd. */
export const quarters: Buckets = {
  id: 'quarter',
  label: 'Quarter',
  title: 'Upload quarter',
  of: (day) => Math.floor(day / 10_000) * 10 + Math.ceil((Math.floor(day / 100) % 100) / 3),
  sql: (day) => `${day} / 10000 * 10 + (${day} / 100 % 100 + 2) / 3`,
  sqlName: 'year_and_quarter',
  range: (key) => {
    const year = Math.floor(key / 10) * 10_000
    const lastMonth = (key % 10) * 3
    return [year + (lastMonth - 2) * 100 + 1, year + lastMonth * 100 + 31]
  },
  keys: (first, last) => {
    const keys: number[] = []
    for (let key = first; key <= last; key = key % 10 === 4 ? key + 7 : key + 1) keys.push(key)
    return keys
  },
  shown: 'axis',
  axis: (key) => `${Math.floor(key / 10)} Q${key % 10}`,
  tick: (key) => key % 10 === 1,
  mostTicks: 6,
  period: { label: 'quarter', at: ({ year, month }) => year * 10 + Math.ceil(month / 3) },
}

/** One bucket a year, over days as yyyymmdd. */
export const uploadYears: Buckets = {
  id: 'upload_year',
  label: 'Year',
  title: 'Upload year',
  of: (day) => Math.floor(day / 10_000),
  sql: (day) => `${day} / 10000`,
  sqlName: 'upload_year',
  range: (key) => [key * 10_000 + 101, key * 10_000 + 1231],
  keys: (first, last) => steps(first, last, 1),
  shown: 'axis',
  axis: String,
  tick: (key, buckets) => key % (buckets > 24 ? 5 : 1) === 0,
  mostTicks: 12,
  period: { label: 'year', at: ({ year }) => year },
}
