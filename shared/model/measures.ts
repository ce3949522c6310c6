import type { DimensionId } from './dimensions.ts'

/** What is counted, summed or measured over the films of a mark, a cell or the whole catalogue. */
export interface Measure {
  label: string
  /** One of what is counted, in captions: "film", "assignment"; null for a mean. */
  noun: string | null
  unit: string
  format: 'integer' | 'weight' | 'decimal' | 'hundredths'
  /** Whose values are counted, summed or sorted: films without one have no place in a chart of them. */
  of?: DimensionId
  /** The aggregate over `fact_movies AS f`. */
  sql: string
  /** What SQL results call it. */
  sqlName: string
  /** One sentence for people. */
  explain: string
}

/** Every measure, described once; charts name them by id, and the SQL that is shown is made from `sql`. */
export const measures = {
  films: {
    label: 'Films',
    noun: 'film',
    unit: 'films',
    format: 'integer',
    sql: 'COUNT(*)',
    sqlName: 'films',
    explain: 'Films, each once in every member it has.',
  },
  assignments: {
    label: 'Assignments',
    noun: 'assignment',
    unit: 'assignments',
    format: 'integer',
    sql: 'COUNT(*)',
    sqlName: 'assignments',
    explain: 'Pairs of a film and one of its genres.',
  },
  fractional: {
    label: 'Fractional',
    noun: 'film',
    unit: 'films, shared out',
    format: 'weight',
    sql: 'SUM(1.0 / f.genre_count)',
    sqlName: 'weight',
    explain: 'Each film shared out evenly over its genres, so that shares add up to the films.',
  },
  rated_films: {
    label: 'Rated films',
    noun: 'rated film',
    unit: 'films',
    format: 'integer',
    of: 'rating',
    sql: 'COUNT(f.rating)',
    sqlName: 'rated_films',
    explain: 'Films that have a rating.',
  },
  mean_rating: {
    label: 'Mean rating',
    noun: null,
    unit: 'of 10',
    format: 'hundredths',
    of: 'rating',
    sql: 'AVG(f.rating)',
    sqlName: 'mean',
    explain: 'The mean of the ratings; films without one are left out.',
  },
  lower_quartile_rating: {
    label: 'Lower quartile',
    noun: null,
    unit: 'of 10',
    format: 'decimal',
    of: 'rating',
    sql: 'percentile_cont(f.rating, 0.25)',
    sqlName: 'p25',
    explain: 'A quarter of the rated films is rated at or below it.',
  },
  upper_quartile_rating: {
    label: 'Upper quartile',
    noun: null,
    unit: 'of 10',
    format: 'decimal',
    of: 'rating',
    sql: 'percentile_cont(f.rating, 0.75)',
    sqlName: 'p75',
    explain: 'A quarter of the rated films is rated at or above it.',
  },
} as const satisfies Record<string, Measure>

export type MeasureId = keyof typeof measures

/** The description of a measure. */
export function measureOf(id: MeasureId): Measure {
  return measures[id]
}
