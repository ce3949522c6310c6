import { additiveOf, aggregateSql, takenFrom } from './aggregates.ts'
import { isRange } from './dimensions.ts'
import type { Measure, MeasureEntry } from './measure.ts'
import { leastRatings, shareMeasures } from './share-measures.ts'

/** Every measure, described once; charts and pivots name them by id, and the SQL that is shown is made from them. */
export const measures = {
  films: {
    label: 'Films',
    noun: 'film',
    unit: 'films',
    format: 'integer',
    takes: { kind: 'films' },
    sqlName: 'films',
    explain: 'Films, each once in every member it has.',
  },
  assignments: {
    label: 'Assignments',
    noun: 'assignment',
    unit: 'assignments',
    format: 'integer',
    takes: { kind: 'pairs', of: 'genre' },
    sqlName: 'assignments',
    explain: 'Pairs of a film and one of its genres.',
  },
  fractional: {
    label: 'Fractional',
    noun: 'film',
    unit: 'films, shared out',
    format: 'weight',
    takes: { kind: 'shared', of: 'genre' },
    sqlName: 'weight',
    explain: 'Each film shared out evenly over its genres, so that shares add up to the films.',
  },
  genres_a_film: {
    label: 'Genres a film',
    noun: null,
    unit: 'genres',
    format: 'hundredths',
    takes: { kind: 'pairs_a_film', of: 'genre' },
    sqlName: 'genres_a_film',
    explain: 'How many genres a film has in the mean; films without one count as none.',
  },
  rated_films: {
    label: 'Rated films',
    noun: 'rated film',
    unit: 'films',
    format: 'integer',
    takes: { kind: 'known', of: 'rating' },
    sqlName: 'rated_films',
    explain: 'Films that have a rating.',
  },
  share_rated: {
    label: 'Share rated',
    noun: null,
    unit: 'of films',
    format: 'share',
    takes: { kind: 'share_known', of: 'rating' },
    sqlName: 'share_rated',
    explain: 'Films that have a rating, of all films.',
  },
  mean_rating: {
    label: 'Mean rating',
    noun: null,
    unit: 'of 10',
    format: 'hundredths',
    takes: { kind: 'mean', of: 'rating' },
    sqlName: 'mean',
    explain: 'The mean of the ratings; films without one are left out.',
  },
  steadied_mean_rating: {
    label: 'Steadied mean rating',
    noun: null,
    unit: 'of 10',
    format: 'hundredths',
    takes: { kind: 'steadied', of: 'rating', by: 25 },
    sqlName: 'steadied_mean',
    explain:
      'The mean rating as if 25 films more had that of the whole catalogue, so that a few films alone make no extreme.',
  },
  share_well_rated: {
    label: 'Share rated 7.0 or more',
    noun: null,
    unit: 'of rated films',
    format: 'share',
    takes: { kind: 'share_at_least', of: 'rating', least: 7 },
    sqlName: 'share_well_rated',
    explain: 'Films rated 7.0 or more, of those that have a rating.',
  },
  median_rating: {
    label: 'Median rating',
    noun: null,
    unit: 'of 10',
    format: 'hundredths',
    takes: { kind: 'quantile', of: 'rating', at: 0.5 },
    sqlName: 'median',
    explain: 'Half of the rated films is rated at or below it.',
  },
  p10_rating: {
    label: '10th percentile of rating',
    noun: null,
    unit: 'of 10',
    format: 'hundredths',
    takes: { kind: 'quantile', of: 'rating', at: 0.1 },
    sqlName: 'p10',
    explain: 'A tenth of the rated films is rated at or below it.',
  },
  lower_quartile_rating: {
    label: 'Lower quartile',
    noun: null,
    unit: 'of 10',
    format: 'decimal',
    takes: { kind: 'quantile', of: 'rating', at: 0.25 },
    sqlName: 'p25',
    explain: 'A quarter of the rated films is rated at or below it.',
  },
  upper_quartile_rating: {
    label: 'Upper quartile',
    noun: null,
    unit: 'of 10',
    format: 'decimal',
    takes: { kind: 'quantile', of: 'rating', at: 0.75 },
    sqlName: 'p75',
    explain: 'A quarter of the rated films is rated at or above it.',
  },
  p90_rating: {
    label: '90th percentile of rating',
    noun: null,
    unit: 'of 10',
    format: 'hundredths',
    takes: { kind: 'quantile', of: 'rating', at: 0.9 },
    sqlName: 'p90',
    explain: 'A tenth of the rated films is rated at or above it.',
  },
  lowest_rating: {
    label: 'Lowest rating',
    noun: null,
    unit: 'of 10',
    format: 'decimal',
    takes: { kind: 'lowest', of: 'rating' },
    sqlName: 'lowest',
    explain: 'The lowest rating of a film.',
  },
  highest_rating: {
    label: 'Highest rating',
    noun: null,
    unit: 'of 10',
    format: 'decimal',
    takes: { kind: 'highest', of: 'rating' },
    sqlName: 'highest',
    explain: 'The highest rating of a film.',
  },
  spread_rating: {
    label: 'Spread of rating',
    noun: null,
    unit: 'points',
    format: 'hundredths',
    takes: { kind: 'spread', of: 'rating', from: 0.1, to: 0.9 },
    sqlName: 'spread',
    explain: 'From the 10th to the 90th percentile: the range that eight of ten rated films are in.',
  },
  total_runtime: {
    label: 'Total runtime',
    noun: null,
    unit: 'h',
    format: 'integer',
    takes: { kind: 'sum', of: 'runtime', per: 60 },
    sqlName: 'hours',
    explain: 'The runtimes added up, in hours; films without one are left out.',
  },
  mean_runtime: {
    label: 'Mean runtime',
    noun: null,
    unit: 'min',
    format: 'decimal',
    takes: { kind: 'mean', of: 'runtime' },
    sqlName: 'mean_runtime',
    explain: 'The mean of the runtimes; films without one are left out.',
  },
  median_runtime: {
    label: 'Median runtime',
    noun: null,
    unit: 'min',
    format: 'decimal',
    takes: { kind: 'quantile', of: 'runtime', at: 0.5 },
    sqlName: 'median_runtime',
    explain: 'Half of the films with a runtime runs as long or shorter.',
  },
  p10_runtime: {
    label: '10th percentile of runtime',
    noun: null,
    unit: 'min',
    format: 'decimal',
    takes: { kind: 'quantile', of: 'runtime', at: 0.1 },
    sqlName: 'p10_runtime',
    explain: 'A tenth of the films with a runtime runs as long or shorter.',
  },
  p90_runtime: {
    label: '90th percentile of runtime',
    noun: null,
    unit: 'min',
    format: 'decimal',
    takes: { kind: 'quantile', of: 'runtime', at: 0.9 },
    sqlName: 'p90_runtime',
    explain: 'A tenth of the films with a runtime runs as long or longer.',
  },
  shortest_runtime: {
    label: 'Shortest runtime',
    noun: null,
    unit: 'min',
    format: 'integer',
    takes: { kind: 'lowest', of: 'runtime' },
    sqlName: 'shortest',
    explain: 'The shortest runtime of a film.',
  },
  longest_runtime: {
    label: 'Longest runtime',
    noun: null,
    unit: 'min',
    format: 'integer',
    takes: { kind: 'highest', of: 'runtime' },
    sqlName: 'longest',
    explain: 'The longest runtime of a film.',
  },
  spread_runtime: {
    label: 'Spread of runtime',
    noun: null,
    unit: 'min',
    format: 'decimal',
    takes: { kind: 'spread', of: 'runtime', from: 0.1, to: 0.9 },
    sqlName: 'spread_runtime',
    explain: 'From the 10th to the 90th percentile: the range that eight of ten films with a runtime are in.',
  },
  ...shareMeasures,
  ...leastRatings,
} as const satisfies Record<string, MeasureEntry>

export type { Measure } from './measure.ts'
export type MeasureId = keyof typeof measures

/** All ids in the order of menus. */
export const measureIds = Object.keys(measures) as [MeasureId, ...MeasureId[]]

/** Measures that are one with another number: their ids by that number, the first of them that of lists. */
export const shareRatedIds = ([...(Object.keys(leastRatings) as MeasureId[]), 'share_well_rated'] as MeasureId[]).sort(
  (a, b) => leastOf(a) - leastOf(b),
)

/** All ids for lists and menus: of those that differ by a number alone only the one that they begin with. */
export const listedMeasureIds: readonly MeasureId[] = measureIds.filter((id) => !Object.hasOwn(leastRatings, id))

/** The rating from which films count for a share; NaN where a measure has none. */
export function leastOf(id: MeasureId): number {
  const { takes } = measures[id]
  return takes.kind === 'share_at_least' ? takes.least : Number.NaN
}

/** The description of a measure. */
export function measureOf(id: MeasureId): Measure {
  const entry: MeasureEntry = measures[id]
  const of = takenFrom(entry.takes)
  return {
    ...entry,
    ...(of !== null && isRange(of) ? { of } : {}),
    sql: aggregateSql(entry.takes, '1'),
    additive: additiveOf(entry.takes),
  }
}
