import type { Dimension, RangeDimension, RangeWords } from '../dimension.ts'
import {
  type DimensionId,
  dimensionIds,
  dimensionOf,
  isRange,
  isSet,
  type RangeId,
  type SetId,
  shownIds,
} from '../dimensions.ts'
import type { Buckets } from './buckets.ts'
import { wholeSteps } from './steps.ts'

/** What a derived dimension is worked out of: a film's value of a range, its number of members of a set, or the run that last changed it. */
export type DerivedSource = { value: RangeId } | { count: SetId } | { run: 'changed' }

/**
 * A dimension that no table has: worked out of what films have of others. It is a range of whole numbers, each with a name, and filters
 * as a range does, in the further clauses of the filter.
 */
export interface DerivedDimension extends RangeWords {
  from: readonly [DerivedSource, ...DerivedSource[]]
  /** The number of a film; null = unknown. */
  of(...sources: (number | null)[]): number | null
  /** The same in SQL, over an expression for each source; null stays null. */
  sql(...sources: string[]): string
}

interface Ways {
  id: string
  title: string
  sqlName: string
  first: number
  last: number
  name(key: number): string
}

/** One bucket a number, by its name. */
function each({ id, title, sqlName, name }: Ways): Buckets {
  return {
    id,
    label: title,
    title,
    of: (value) => value,
    sql: (value) => value,
    sqlName,
    range: (key) => [key, key],
    keys: (first, last) => Array.from({ length: last - first + 1 }, (_, at) => first + at),
    shown: 'axis',
    axis: name,
    tick: (key, buckets) => key % (buckets > 60 ? 20 : buckets > 24 ? 5 : 1) === 0,
    mostTicks: 12,
  }
}

/** What every derived dimension has in common. */
function numbered(ways: Ways) {
  const { first, last } = ways
  return {
    kind: 'range' as const,
    unit: '',
    format: 'digits' as const,
    steps: wholeSteps,
    bounds: { min: first, max: last, step: 1, open: Number.MAX_SAFE_INTEGER, closed: true },
    buckets: [each(ways)] as const,
  }
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const dayMs = 86_400_000

/** The weekday of a day as yyyymmdd, Monday = 1 to Sunday = 7. */
function weekdayOf(day: number): number {
  const at = Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) / dayMs
  // The first day of the epoch was a Thursday.
  return ((((at + 3) % 7) + 7) % 7) + 1
}

/** A day as yyyymmdd in the form in which SQLite takes it. */
function isoDay(day: string): string {
  return `printf('%04d-%02d-%02d', ${day} / 10000, ${day} / 100 % 100, ${day} % 100)`
}

const yesOrNo = (key: number) => (key === 1 ? 'Yes' : 'No')

/** Every derived dimension, described once; their order is that of menus. */
export const derivedDimensions = {
  wait: {
    ...numbered({
      id: 'wait',
      title: 'Wait',
      sqlName: 'years_waited',
      first: -200,
      last: 300,
      name: (years) => (years === 1 ? '1 year' : `${years} years`),
    }),
    label: 'Wait',
    plural: 'Waits',
    subject: 'Wait',
    description: 'How many years after its first release a film was put into the source’s catalogue.',
    without: 'without a released year or an upload date',
    from: [{ value: 'uploaded' }, { value: 'year' }],
    of: (day: number | null, year: number | null) =>
      day === null || year === null ? null : Math.floor(day / 10_000) - year,
    sql: (day: string, year: string) => `${day} / 10000 - ${year}`,
  },
  weekday: {
    ...numbered({
      id: 'weekday',
      title: 'Upload weekday',
      sqlName: 'weekday',
      first: 1,
      last: 7,
      name: (key) => weekdays[key - 1] ?? String(key),
    }),
    label: 'Upload weekday',
    plural: 'Upload weekdays',
    subject: 'Uploaded on',
    description: 'The weekday on which a film was put into the source’s catalogue.',
    without: 'without an upload date',
    from: [{ value: 'uploaded' }],
    of: (day: number | null) => (day === null ? null : weekdayOf(day)),
    // SQLite counts from Sunday = 0.
    sql: (day: string) => `(CAST(strftime('%w', ${isoDay(day)}) AS INTEGER) + 6) % 7 + 1`,
  },
  genres_of_film: {
    ...numbered({
      id: 'genres_of_film',
      title: 'Number of genres',
      sqlName: 'genres_of_film',
      first: 0,
      last: 200,
      name: (count) => (count === 1 ? '1 genre' : `${count} genres`),
    }),
    label: 'Number of genres',
    plural: 'Numbers of genres',
    subject: 'Has',
    description: 'How many genres a film has.',
    without: 'with an unknown number of genres',
    from: [{ count: 'genre' }],
    of: (count: number | null) => count,
    sql: (count: string) => count,
  },
  has_rating: {
    ...numbered({
      id: 'has_rating',
      title: 'Has a rating',
      sqlName: 'has_rating',
      first: 0,
      last: 1,
      name: yesOrNo,
    }),
    label: 'Has a rating',
    plural: 'Rated and unrated',
    subject: 'Has a rating',
    description: 'Whether the source has a rating of a film.',
    without: 'of which that is unknown',
    from: [{ value: 'rating' }],
    of: (rating: number | null) => (rating === null ? 0 : 1),
    sql: (rating: string) => `(${rating} IS NOT NULL)`,
  },
  has_runtime: {
    ...numbered({
      id: 'has_runtime',
      title: 'Has a runtime',
      sqlName: 'has_runtime',
      first: 0,
      last: 1,
      name: yesOrNo,
    }),
    label: 'Has a runtime',
    plural: 'With and without a runtime',
    subject: 'Has a runtime',
    description: 'Whether the source has a runtime of a film.',
    without: 'of which that is unknown',
    from: [{ value: 'runtime' }],
    of: (runtime: number | null) => (runtime === null ? 0 : 1),
    sql: (runtime: string) => `(${runtime} IS NOT NULL)`,
  },
  changed_in: {
    ...numbered({
      id: 'changed_in',
      title: 'Last changed in run',
      sqlName: 'changed_in_run',
      first: 1,
      last: 1_000_000,
      name: (run) => `Run ${run}`,
    }),
    label: 'Last changed in run',
    plural: 'Runs that changed films last',
    subject: 'Last changed in',
    description: 'The run that last changed a film, or added it.',
    without: 'of which the run is unknown',
    from: [{ run: 'changed' }],
    of: (run: number | null) => run,
    sql: (run: string) => run,
  },
} as const satisfies Record<string, DerivedDimension>

export type DerivedId = keyof typeof derivedDimensions

/** All ids in the order of menus. */
export const derivedIds = Object.keys(derivedDimensions) as [DerivedId, ...DerivedId[]]

/** What can stand on a shelf and what a filter can be by: a dimension with a table, or one that is worked out of others. */
export type AxisId = DimensionId | DerivedId
/** Ids of ranges of either kind. */
export type AnyRangeId = RangeId | DerivedId

/** All ids, in the order of menus. */
export const axisIds = [
  ...shownIds,
  ...dimensionIds.filter((id) => !shownIds.includes(id)),
  ...derivedIds,
] as unknown as [AxisId, ...AxisId[]]

/** Whether a dimension is worked out of others. */
export function isDerived(id: AxisId): id is DerivedId {
  return Object.hasOwn(derivedDimensions, id)
}

/** The description of a dimension of either kind. */
export function axisDimension(id: AnyRangeId): RangeDimension | DerivedDimension
export function axisDimension(id: AxisId): Dimension | DerivedDimension
export function axisDimension(id: AxisId): Dimension | DerivedDimension {
  return isDerived(id) ? derivedDimensions[id] : dimensionOf(id)
}

/** Whether the values of a dimension of either kind are numbers. */
export function isAnyRange(id: AxisId): id is AnyRangeId {
  return isDerived(id) || isRange(id)
}

/** Whether a film may have several members of a dimension of either kind. */
export function isAnySet(id: AxisId): id is SetId {
  return !isDerived(id) && isSet(id)
}
