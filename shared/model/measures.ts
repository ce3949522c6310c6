import type { DimensionId } from './dimensions.ts'

/** What is counted, summed or measured over the films of a mark, a cell or the whole catalogue. */
export interface Measure {
  label: string
  /** One of what is counted, in captions: "film", "assignment"; null for a mean. */
  noun: string | null
  unit: string
  format: 'integer' | 'weight' | 'decimal' | 'hundredths'
  /** What must be known of the films: how many, the sum of a value, or how often each value is. */
  needs: 'count' | 'sum' | 'histogram'
  /** Whose values are summed or sorted. */
  of?: DimensionId
  /** Films and members are joined: each film counts once a member. */
  perMember?: boolean
  /** Whether parts add up to the whole: always, over dimensions with one value a film only, or never. */
  additive: 'always' | 'single' | 'never'
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
    needs: 'count',
    additive: 'single',
    sql: 'COUNT(*)',
    sqlName: 'films',
    explain: 'Films, each once in every member it has.',
  },
  assignments: {
    label: 'Assignments',
    noun: 'assignment',
    unit: 'assignments',
    format: 'integer',
    needs: 'count',
    perMember: true,
    additive: 'always',
    sql: 'COUNT(*)',
    sqlName: 'assignments',
    explain: 'Pairs of a film and one of its genres.',
  },
  fractional: {
    label: 'Fractional',
    noun: 'film',
    unit: 'films, shared out',
    format: 'weight',
    needs: 'count',
    perMember: true,
    additive: 'always',
    sql: 'SUM(1.0 / f.genre_count)',
    sqlName: 'weight',
    explain: 'Each film shared out evenly over its genres, so that shares add up to the films.',
  },
  rated_films: {
    label: 'Rated films',
    noun: 'rated film',
    unit: 'films',
    format: 'integer',
    needs: 'count',
    of: 'rating',
    additive: 'single',
    sql: 'COUNT(f.rating)',
    sqlName: 'rated_films',
    explain: 'Films that have a rating.',
  },
  mean_rating: {
    label: 'Mean rating',
    noun: null,
    unit: 'of 10',
    format: 'hundredths',
    needs: 'sum',
    of: 'rating',
    additive: 'never',
    sql: 'AVG(f.rating)',
    sqlName: 'mean',
    explain: 'The mean of the ratings; films without one are left out.',
  },
  lower_quartile_rating: {
    label: 'Lower quartile',
    noun: null,
    unit: 'of 10',
    format: 'decimal',
    needs: 'histogram',
    of: 'rating',
    additive: 'never',
    sql: 'percentile_cont(f.rating, 0.25)',
    sqlName: 'p25',
    explain: 'A quarter of the rated films is rated at or below it.',
  },
  upper_quartile_rating: {
    label: 'Upper quartile',
    noun: null,
    unit: 'of 10',
    format: 'decimal',
    needs: 'histogram',
    of: 'rating',
    additive: 'never',
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
