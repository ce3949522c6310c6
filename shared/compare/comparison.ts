import * as z from 'zod'
import {
  asOfSchema,
  emptyFilter,
  filterSchema,
  isEmptyClause,
  type MovieFilter,
  type NamedClause,
} from '../filter/filter.ts'
import { dimensionIds, dimensions, type RangeId, rangeIds } from '../model/dimensions.ts'

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
  const before = id === 'uploaded' ? daysBefore(range) : yearsBefore(range)
  return before && { ...filter, where: { ...filter.where, [id]: { ...filter.where[id], in: [before] } } }
}

function yearsBefore([from, to]: readonly [number, number]): [number, number] | null {
  if (!Number.isInteger(from) || !Number.isInteger(to) || to >= dimensions.year.bounds.open) return null
  return [from - (to - from + 1), from - 1]
}

/** Days are numbers such as 20150301; whole months end with a 31, however long they are. */
function daysBefore([from, to]: readonly [number, number]): [number, number] | null {
  const [first, last] = [monthOf(from), monthOf(to)]
  if (from % 100 === 1 && to % 100 === 31)
    return [100 * monthKey(2 * first - last - 1) + 1, 100 * monthKey(first - 1) + 31]
  const [start, end] = [timeOf(from), timeOf(to)]
  if (Number.isNaN(start) || Number.isNaN(end)) return null
  return [dayKey(start - (end - start) - day), dayKey(start - day)]
}

const day = 86_400_000

function monthOf(key: number): number {
  return Math.floor(key / 10_000) * 12 + (Math.floor(key / 100) % 100) - 1
}

function monthKey(month: number): number {
  return Math.floor(month / 12) * 100 + (month % 12) + 1
}

function timeOf(key: number): number {
  return Date.UTC(Math.floor(key / 10_000), (Math.floor(key / 100) % 100) - 1, key % 100)
}

function dayKey(time: number): number {
  return Number(new Date(time).toISOString().slice(0, 10).replaceAll('-', ''))
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

/**
 * The filter of the films that pass two filters at once: what the second adds goes where the first says nothing, else beside it.
 *
 * @returns null where no filter says it: two texts, two runs, two times, or more clauses than a filter has room for
 */
export function filterOfBoth(a: MovieFilter, b: MovieFilter): MovieFilter | null {
  if (JSON.stringify(a.asOf) !== JSON.stringify(b.asOf)) return null
  if (a.search.trim() !== '' && b.search.trim() !== '' && a.search.trim() !== b.search.trim()) return null
  if (a.run && b.run && JSON.stringify(a.run) !== JSON.stringify(b.run)) return null
  const where = { ...a.where }
  const also = [...a.also]
  for (const id of dimensionIds) {
    const clause = b.where[id]
    if (isEmptyClause(clause) || JSON.stringify(clause) === JSON.stringify(a.where[id])) continue
    if (isEmptyClause(a.where[id])) Object.assign(where, { [id]: clause })
    else also.push({ dimension: id, clause } as NamedClause)
  }
  const search = a.search.trim() === '' ? b.search : a.search
  const both = { ...a, where, also: [...also, ...b.also], search, run: a.run ?? b.run }
  return filterSchema.safeParse(both).success ? both : null
}
