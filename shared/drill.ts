import type { ExploreAxis, MemberKey } from './explore-spec.ts'
import { type Clause, filterSchema, isEmptyClause, type MovieFilter, type NamedClause } from './filter/filter.ts'
import type { RangeId } from './model/dimensions.ts'
import { axisDimension, isDerived } from './model/values/derived.ts'

/** A member of an axis as a table has it: one, or all that are not among the first. */
export interface DrillMember {
  key: MemberKey
  /** Present for the row of the others: the members that have a row of their own, and those that are in this one. */
  others?: { shown: readonly MemberKey[]; rest: readonly MemberKey[] }
}

/** The clause that keeps exactly the films of a member; null for others of a set that are more than a clause holds. */
function clauseOfMember({ dimension: id, bucket }: ExploreAxis, { key, others }: DrillMember): Clause | null {
  const dimension = axisDimension(id)
  if (dimension.kind === 'range') {
    const buckets = dimension.buckets.find((each) => each.id === bucket) ?? dimension.buckets[0]
    const range = (each: MemberKey) => buckets.range(Number(each))
    if (others) return { in: [], out: others.shown.filter((each) => each !== null).map(range), unknown: 'exclude' }
    return key === null ? { in: [], out: [], unknown: 'only' } : { in: [range(key)], out: [], unknown: 'auto' }
  }
  const name = (each: MemberKey) => String(each ?? '')
  if (dimension.kind === 'set') return { any: others ? others.rest.map(name) : [name(key)], all: [], none: [] }
  // Who is unknown is not among the others.
  return others ? { any: [], none: [...others.shown.map(name), ''] } : { any: [name(key)], none: [] }
}

/**
 * A filter that keeps, of the films it kept, those of some members: in the dimension's own clause while that is empty, else beside it, as those of a derived dimension are.
 *
 * @returns null where the filter has no room for it; nothing is kept in part
 */
export function narrowed(
  filter: MovieFilter,
  members: readonly { axis: ExploreAxis; member: DrillMember }[],
): MovieFilter | null {
  let next = filter
  for (const { axis, member } of members) {
    const clause = clauseOfMember(axis, member)
    if (clause === null) return null
    const id = axis.dimension as RangeId
    next =
      !isDerived(axis.dimension) && isEmptyClause(next.where[id])
        ? { ...next, where: { ...next.where, [id]: clause } }
        : { ...next, also: [...next.also, { dimension: id, clause } as NamedClause] }
  }
  return filterSchema.safeParse(next).success ? next : null
}
