import * as z from 'zod'

/**
 * The one filter of the app: charts, facets, grid, counts and exports all take it. Empty clauses match everything.
 * Numeric clauses are unions of closed ranges, so that clicking a bar, shift-clicking another and brushing are one thing.
 */
const closedRange = z.tuple([z.number(), z.number()])

const rangeClauseSchema = z.object({
  /** Kept: a film inside any of these. Empty = no restriction. */
  in: z.array(closedRange).max(200),
  /** Dropped: a film inside any of these. */
  out: z.array(closedRange).max(200),
  /** What happens to films whose value is unknown. `auto`: kept while `in` is empty, dropped otherwise. */
  unknown: z.enum(['auto', 'include', 'exclude', 'only']),
})
export type RangeClause = z.infer<typeof rangeClauseSchema>

const runChangeKinds = ['added', 'updated', 'removed', 'touched'] as const

export const filterSchema = z.object({
  genres: z.object({
    any: z.array(z.number().int().nonnegative()).max(100),
    all: z.array(z.number().int().nonnegative()).max(100),
    none: z.array(z.number().int().nonnegative()).max(100),
  }),
  /** Language codes as in `dim_language.language`; the unknown member is the empty string. */
  languages: z.object({ any: z.array(z.string().max(64)).max(200), none: z.array(z.string().max(64)).max(200) }),
  /** Released year. */
  year: rangeClauseSchema,
  /** Rating 0–10, one decimal. */
  rating: rangeClauseSchema,
  /** Minutes. */
  runtime: rangeClauseSchema,
  /** Upload date as `date_key` (yyyymmdd). */
  uploaded: rangeClauseSchema,
  /** Title search text; empty = none. */
  search: z.string().max(200),
  /** Only films that this run added or changed. */
  run: z.object({ runId: z.number().int(), kind: z.enum(runChangeKinds) }).nullable(),
})
export type MovieFilter = z.infer<typeof filterSchema>

export const rangeFields = ['year', 'rating', 'runtime', 'uploaded'] as const
export type RangeField = (typeof rangeFields)[number]

/** A clause that keeps every film. */
export function emptyRange(): RangeClause {
  return { in: [], out: [], unknown: 'auto' }
}

/** The filter that keeps every film. */
export function emptyFilter(): MovieFilter {
  return {
    genres: { any: [], all: [], none: [] },
    languages: { any: [], none: [] },
    year: emptyRange(),
    rating: emptyRange(),
    runtime: emptyRange(),
    uploaded: emptyRange(),
    search: '',
    run: null,
  }
}

/** True when a range clause keeps every film. */
export function isEmptyRange(clause: RangeClause): boolean {
  return (
    clause.in.length === 0 && clause.out.length === 0 && (clause.unknown === 'auto' || clause.unknown === 'include')
  )
}

/** True when the filter keeps every film. */
export function isEmptyFilter(filter: MovieFilter): boolean {
  const { genres, languages } = filter
  return (
    genres.any.length + genres.all.length + genres.none.length + languages.any.length + languages.none.length === 0 &&
    rangeFields.every((field) => isEmptyRange(filter[field])) &&
    filter.search.trim() === '' &&
    filter.run === null
  )
}

/**
 * Whether a value passes a range clause; `null` is an unknown value. The definition that both the SQL compiler and the
 * columnar engine are tested against.
 */
export function rangeMatches(clause: RangeClause, value: number | null): boolean {
  if (value === null) {
    if (clause.unknown === 'only' || clause.unknown === 'include') return true
    return clause.unknown === 'auto' && clause.in.length === 0
  }
  if (clause.unknown === 'only') return false
  if (clause.in.length > 0 && !clause.in.some(([low, high]) => value >= low && value <= high)) return false
  return !clause.out.some(([low, high]) => value >= low && value <= high)
}
