import * as z from 'zod'
import type { DimensionKind } from '../model/dimension.ts'
import { type DimensionId, dimensionIds, dimensions, eachDimension, isRange, isSet } from '../model/dimensions.ts'
import { type DerivedId, derivedIds } from '../model/values/derived.ts'

/**
 * The one filter of the app: charts, facets, grid, counts and exports all take it. A film passes when it passes every clause;
 * an empty clause keeps every film. Members are named, never numbered; the empty name is the unknown member.
 */

const closedRange = z.tuple([z.number(), z.number()])

/** Over numbers: unions of closed ranges, so that clicking a bar, shift-clicking another and brushing are one thing. */
export const rangeClauseSchema = z.object({
  /** Included: a film inside any of these. Empty = no restriction. */
  in: z.array(closedRange).max(200),
  /** Excluded: a film inside any of these. */
  out: z.array(closedRange).max(200),
  /** What happens to films whose value is unknown. `auto`: included while `in` is empty, excluded otherwise. */
  unknown: z.enum(['auto', 'include', 'exclude', 'only']),
})
export type RangeClause = z.infer<typeof rangeClauseSchema>

const names = z.array(z.string().max(200)).max(200)

/** Over one name a film. */
export const memberClauseSchema = z.object({ any: names, none: names })
export type MemberClause = z.infer<typeof memberClauseSchema>

/** Over several names a film. */
const setClauseSchema = z.object({ any: names, all: names, none: names })
export type SetClause = z.infer<typeof setClauseSchema>

export type Clause = RangeClause | MemberClause | SetClause
type SchemaOf<Kind extends DimensionKind> = Kind extends 'range'
  ? typeof rangeClauseSchema
  : Kind extends 'member'
    ? typeof memberClauseSchema
    : typeof setClauseSchema
type KindOf<Id extends DimensionId> = (typeof dimensions)[Id]['kind']
/** The clause that fits a dimension. */
export type ClauseOf<Id extends DimensionId> = z.infer<SchemaOf<KindOf<Id>>>

const schemaOfKind: { range: z.ZodType<Clause>; member: z.ZodType<Clause>; set: z.ZodType<Clause> } = {
  range: rangeClauseSchema,
  member: memberClauseSchema,
  set: setClauseSchema,
}
/** A clause over a dimension, which it names; `also` has any number of them over one dimension. */
const namedClauses = [
  ...dimensionIds.map((id) => z.object({ dimension: z.literal(id), clause: schemaOfKind[dimensions[id].kind] })),
  z.object({ dimension: z.enum(derivedIds), clause: rangeClauseSchema }),
]
export type NamedClause =
  | { [Id in DimensionId]: { dimension: Id; clause: ClauseOf<Id> } }[DimensionId]
  | { dimension: DerivedId; clause: RangeClause }

/** Further clauses that a filter has at most. */
export const mostFurther = 12

const runChangeKinds = ['added', 'updated', 'removed', 'touched'] as const

/** A published run, with the time it ended (epoch milliseconds), which no run of the same number in another catalogue has. */
export const asOfSchema = z.object({ runId: z.number().int().positive(), at: z.number().int() })
export type AsOf = z.infer<typeof asOfSchema>

export const filterSchema = z.object({
  /** One clause a dimension, which charts and facets of that dimension leave out of their counts. What is absent is empty. */
  where: z
    .object(
      eachDimension((id) => schemaOfKind[dimensions[id].kind].default(() => emptyClause(id))) as unknown as {
        [Id in DimensionId]: z.ZodDefault<SchemaOf<KindOf<Id>>>
      },
    )
    .strict(),
  /** Further clauses, which every chart counts within: any cell of a table of films can be said by them. */
  also: z.array(z.union(namedClauses) as unknown as z.ZodType<NamedClause, NamedClause>).max(mostFurther),
  /** Title search text; empty = none. */
  search: z.string().max(200),
  /** Only films that this run added or changed. */
  run: z.object({ runId: z.number().int(), kind: z.enum(runChangeKinds) }).nullable(),
  /** The catalogue as it was after a published run; null = as it is now. No part that films fail: what they are looked for in. */
  asOf: asOfSchema.nullable().default(null),
})
export type MovieFilter = z.infer<typeof filterSchema>

/** The parts of a filter that films can fail: one a dimension, and those beside. */
export const filterParts = [...dimensionIds, 'also', 'search', 'run'] as const
export type FilterPart = (typeof filterParts)[number]

/** A range clause that keeps every film. */
export function emptyRange(): RangeClause {
  return { in: [], out: [], unknown: 'auto' }
}

/** The clause of a dimension that keeps every film. */
export function emptyClause<Id extends DimensionId>(id: Id): ClauseOf<Id>
export function emptyClause(id: DimensionId): Clause {
  if (isRange(id)) return emptyRange()
  return isSet(id) ? { any: [], all: [], none: [] } : { any: [], none: [] }
}

/** The filter that keeps every film. */
export function emptyFilter(): MovieFilter {
  return { where: eachDimension(emptyClause) as MovieFilter['where'], also: [], search: '', run: null, asOf: null }
}

/** True when a range clause keeps every film. */
export function isEmptyRange(clause: RangeClause): boolean {
  return (
    clause.in.length === 0 && clause.out.length === 0 && (clause.unknown === 'auto' || clause.unknown === 'include')
  )
}

/** True when a clause keeps every film. */
export function isEmptyClause(clause: Clause): boolean {
  if ('unknown' in clause) return isEmptyRange(clause)
  return clause.any.length + clause.none.length + ('all' in clause ? clause.all.length : 0) === 0
}

/** Equal text for parts that keep the same films; empty for one that keeps all. */
export function partKey(filter: MovieFilter, part: FilterPart): string {
  switch (part) {
    case 'also': {
      const clauses = filter.also.filter(({ clause }) => !isEmptyClause(clause))
      return clauses.length === 0 ? '' : JSON.stringify(clauses)
    }
    case 'search':
      return filter.search.trim()
    case 'run':
      return filter.run ? JSON.stringify(filter.run) : ''
    default: {
      const clause: Clause = filter.where[part]
      return isEmptyClause(clause) ? '' : JSON.stringify(clause)
    }
  }
}

/** Equal text for filters that keep the same films. */
export function filterKey(filter: MovieFilter): string {
  const parts = filterParts.map((part) => partKey(filter, part))
  return [...parts, filter.asOf ? JSON.stringify(filter.asOf) : ''].join('\u0000')
}

/** True when the filter keeps every film of its catalogue, that of now or of then. */
export function isEmptyFilter(filter: MovieFilter): boolean {
  return filterParts.every((part) => partKey(filter, part) === '')
}

/**
 * Dimensions of which a film must have all chosen members. Choosing one more narrows them further, so their counts are of the films
 * that pass the whole filter: what adding the member gives. Counts of others leave their own clause out.
 */
export function addingDimensions({ where }: Pick<MovieFilter, 'where'>): ReadonlySet<DimensionId> {
  return new Set(
    dimensionIds.filter((id) => {
      const clause: Clause = where[id]
      return 'all' in clause && clause.all.length > 0
    }),
  )
}

/** A filter without the clauses of some dimensions. */
export function withoutClauses(filter: MovieFilter, ids: readonly DimensionId[]): MovieFilter {
  return { ...filter, where: { ...filter.where, ...Object.fromEntries(ids.map((id) => [id, emptyClause(id)])) } }
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

/** Whether the names that a film has pass a clause; a film that has none has the unknown member, the empty name. */
export function namesMatch(clause: MemberClause | SetClause, has: readonly string[]): boolean {
  const { any, none } = clause
  if (any.length > 0 && !any.some((name) => has.includes(name))) return false
  if ('all' in clause && !clause.all.every((name) => has.includes(name))) return false
  return !none.some((name) => has.includes(name))
}
