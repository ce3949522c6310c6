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
