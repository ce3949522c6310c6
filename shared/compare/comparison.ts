import * as z from 'zod'
import { asOfSchema, emptyFilter, filterSchema, type MovieFilter } from '../filter/filter.ts'
import { type RangeId, rangeIds } from '../model/dimensions.ts'

/**
 * What the films of the filter, A, are held against: B. A filter of A is never one of B, but where B is said to be A's own in another
 * time.
 */
const otherSchema = z.discriminatedUnion('kind', [
  /** All films of A's catalogue that A has not. */
  z.object({ kind: z.literal('rest') }),
  /** All films of A's catalogue. */
  z.object({ kind: z.literal('whole') }),
  /** The period before A's, as long as it. */
  z.object({ kind: z.literal('before') }),
  /** A as it was after a run; null = as it is now. */
  z.object({ kind: z.literal('then'), asOf: asOfSchema.nullable() }),
  /** Those of another filter: of a saved view, which has a name. */
  z.object({ kind: z.literal('view'), name: z.string().max(80), filter: filterSchema }),
])
export type OtherSide = z.infer<typeof otherSchema>

export const comparisonSchema = z.object({
  other: otherSchema,
  /** B stands before A, and differences are of B less A. */
  isSwapped: z.boolean(),
})
export type Comparison = z.infer<typeof comparisonSchema>

/** The films of one side: those that pass a filter, or all others of its catalogue. */
export const sideSchema = z.object({ filter: filterSchema, isRest: z.boolean() })
export type Side = z.infer<typeof sideSchema>

/** Dimensions that are periods of time. */
const periods: readonly RangeId[] = rangeIds.filter((id) => id === 'uploaded' || id === 'year')

/** The period before that of a filter, as long as it; null where the filter is of none, of several, or of one without an end. */
export function filterBefore(filter: MovieFilter): MovieFilter | null {
  const named = periods.filter((id) => filter.where[id].in.length > 0)
  const [id] = named
  if (id === undefined || named.length > 1) return null
  const { in: ranges, out } = filter.where[id]
  const [range] = ranges
  if (!range || ranges.length > 1 || out.length > 0) return null
  const [from, to] = range
  if (!Number.isInteger(from) || !Number.isInteger(to)) return null
  const length = to - from + 1
  return { ...filter, where: { ...filter.where, [id]: { ...filter.where[id], in: [[from - length, from - 1]] } } }
}

/**
 * The two sides of a comparison, as they stand: the first is shown first, and differences are of the first less the second.
 *
 * @returns null where there is no such B, as no period before
 */
export function sidesOf(filter: MovieFilter, { other, isSwapped }: Comparison): { a: Side; b: Side } | null {
  const b = otherOf(filter, other)
  if (!b) return null
  const a = { filter, isRest: false }
  return isSwapped ? { a: b, b: a } : { a, b }
}

function otherOf(filter: MovieFilter, other: OtherSide): Side | null {
  switch (other.kind) {
    case 'rest':
      return { filter, isRest: true }
    case 'whole':
      return { filter: { ...emptyFilter(), asOf: filter.asOf }, isRest: false }
    case 'before': {
      const before = filterBefore(filter)
      return before && { filter: before, isRest: false }
    }
    case 'then':
      return { filter: { ...filter, asOf: other.asOf }, isRest: false }
    case 'view':
      return { filter: other.filter, isRest: false }
  }
}
