import {
  type ClauseOf,
  emptyClause,
  emptyFilter,
  emptyRange,
  filterKey,
  isEmptyClause,
  isEmptyRange,
  type MovieFilter,
  mostFurther,
  type NamedClause,
  type RangeClause,
  type SetClause,
} from '../../shared/filter/filter.ts'
import {
  type DimensionId,
  dimensionIds,
  isRange,
  isSet,
  type NamedId,
  type RangeId,
  type SetId,
  shownIds,
} from '../../shared/model/dimensions.ts'
import {
  type AnyRangeId,
  type AxisId,
  type DerivedId,
  derivedIds,
  isDerived,
} from '../../shared/model/values/derived.ts'
import { covers, type Range, sameRanges, subtract, unite } from './ranges.ts'

/** A pure step from one filter to the next. */
export type FilterChange = (filter: MovieFilter) => MovieFilter

/** A list of a clause over names. */
export type NameList = 'any' | 'all' | 'none'
export type UnknownMode = RangeClause['unknown']

/** Everything that can be cleared alone; also the ids of chips. */
export type ClauseId =
  | RangeId
  | `${NamedId}.${'any' | 'none'}`
  | `${SetId}.all`
  | `also.${number}`
  | 'search'
  | 'run'
  | 'asOf'

const without = <T>(list: readonly T[], values: readonly T[]): T[] => list.filter((item) => !values.includes(item))

/** The lists of a clause over names; a dimension of one name a film has no "all of". */
function listsOf(filter: MovieFilter, id: NamedId): SetClause {
  return { all: [], ...filter.where[id] }
}

function withClause<Id extends DimensionId>(filter: MovieFilter, id: Id, clause: ClauseOf<Id>): MovieFilter {
  return { ...filter, where: { ...filter.where, [id]: clause } }
}

function withLists(filter: MovieFilter, id: NamedId, { any, all, none }: SetClause): MovieFilter {
  return withClause(filter, id, isSet(id) ? { any, all, none } : { any, none })
}

/** Puts names into a list, or takes them out when all of them are there; a name is in one list at most. */
export function toggleMembers(id: NamedId, names: readonly string[], list: NameList): FilterChange {
  return (filter) => {
    const lists = listsOf(filter, id)
    const bare = { any: without(lists.any, names), all: without(lists.all, names), none: without(lists.none, names) }
    const present = names.every((name) => lists[list].includes(name))
    return withLists(filter, id, present ? bare : { ...bare, [list]: [...bare[list], ...names].sort() })
  }
}

/** A click on the mark of one or several members: they become the only included ones, or none is when they already were. `add` keeps the others. */
export function pickMembers(id: NamedId, names: readonly string[], add: boolean): FilterChange {
  return (filter) => {
    const { any, all, none } = listsOf(filter, id)
    if (add) {
      const required = names.length > 0 && names.every((name) => all.includes(name))
      return toggleMembers(id, names, required ? 'all' : 'any')(filter)
    }
    const alone = JSON.stringify([...any, ...all].sort()) === JSON.stringify([...names].sort())
    return withLists(filter, id, { any: alone ? [] : [...names].sort(), all: [], none: without(none, names) })
  }
}

/** Only films of these members, in place of the dimension's whole clause. */
export function onlyMembers(id: NamedId, names: readonly string[]): FilterChange {
  return (filter) => withLists(filter, id, { any: [...names], all: [], none: [] })
}

/** The films that the mark of these members counts: theirs alone, or under "all of" those of them that pass the whole clause too. */
export function countedMembers(id: NamedId, names: readonly string[]): FilterChange {
  return (filter) => {
    const { any, all, none } = listsOf(filter, id)
    if (all.length === 0) return onlyMembers(id, names)(filter)
    // Who has one of them for certain has "any of" as well.
    const others = names.some((name) => any.includes(name)) ? [] : any
    return withLists(filter, id, { any: others, all: [...new Set([...all, ...names])].sort(), none })
  }
}

/** Moves every included member to "any of" or to "all of". */
export function matchMembers(id: SetId, list: 'any' | 'all'): FilterChange {
  return (filter) => {
    const { any, all, none } = filter.where[id]
    const included = [...new Set([...any, ...all])].sort()
    return withLists(filter, id, { any: [], all: [], none, [list]: included })
  }
}

/** The clause of a range: of a derived one the first of the further clauses that is over it. */
export function rangeClause(filter: MovieFilter, id: AnyRangeId): RangeClause {
  if (!isDerived(id)) return filter.where[id]
  const found = filter.also.find(({ dimension }) => dimension === id)
  return found ? (found.clause as RangeClause) : emptyRange()
}

/** Whether a filter has a clause of a dimension's own. */
export function hasClause(filter: MovieFilter, id: AxisId): boolean {
  return !isEmptyClause(isDerived(id) ? rangeClause(filter, id) : filter.where[id])
}

function withRange(id: AnyRangeId, change: (clause: RangeClause) => RangeClause): FilterChange {
  return (filter) => {
    const clause = change(rangeClause(filter, id))
    return isDerived(id) ? withFurther(filter, id, clause) : withClause(filter, id, clause)
  }
}

/** The clause of a derived dimension in place of the one it has; the filter itself where there is no room for one more. */
function withFurther(filter: MovieFilter, id: DerivedId, clause: RangeClause): MovieFilter {
  const at = filter.also.findIndex(({ dimension }) => dimension === id)
  const put = isEmptyRange(clause) ? [] : [{ dimension: id, clause }]
  const also = at < 0 ? [...filter.also, ...put] : filter.also.toSpliced(at, 1, ...put)
  return also.length > mostFurther ? filter : { ...filter, also }
}

const known = (unknown: UnknownMode): UnknownMode => (unknown === 'only' ? 'auto' : unknown)

/** A click on a bar: its range becomes the only one, or none when it already was. `add` joins it to the others instead. */
export function pickRange(id: AnyRangeId, range: Range, add: boolean): FilterChange {
  return withRange(id, (clause) => {
    const out = subtract(id, clause.out, [range])
    const unknown = known(clause.unknown)
    if (add) {
      const covered = covers(id, clause.in, range)
      const next = covered ? subtract(id, clause.in, [range]) : unite(id, clause.in, [range])
      return { in: next, out, unknown }
    }
    const alone = sameRanges(id, clause.in, [range])
    return { in: alone ? [] : unite(id, [range]), out, unknown }
  })
}

/** Drops films inside a range, or stops dropping them when they already are. */
export function excludeRange(id: AnyRangeId, range: Range): FilterChange {
  return withRange(id, (clause) => {
    const excluded = covers(id, clause.out, range)
    return {
      in: subtract(id, clause.in, [range]),
      out: excluded ? subtract(id, clause.out, [range]) : unite(id, clause.out, [range]),
      unknown: known(clause.unknown),
    }
  })
}

/** Includes only films inside one range (a brush); `null` lets every value through. */
export function brushRange(id: AnyRangeId, range: Range | null): FilterChange {
  return withRange(id, (clause) => ({
    in: range ? unite(id, [range]) : [],
    out: [],
    unknown: known(clause.unknown),
  }))
}

/** What to do with films whose value is unknown. */
export function setUnknown(id: AnyRangeId, unknown: UnknownMode): FilterChange {
  return withRange(id, (clause) => (unknown === 'only' ? { in: [], out: [], unknown } : { ...clause, unknown }))
}

/** Only the films without a value of a dimension. */
export function onlyUnknown(id: DimensionId): FilterChange {
  return isRange(id) ? setUnknown(id, 'only') : pickMembers(id, [''], false)
}

/** One more clause, beside those of the dimensions: every chart counts within it. */
export function addClause(clause: NamedClause): FilterChange {
  return (filter) => ({ ...filter, also: [...filter.also, clause] })
}

/** Title search text; empty ends the search. */
export function setSearch(search: string): FilterChange {
  return (filter) => ({ ...filter, search: search.slice(0, 200) })
}

/** Only films a run added or changed; `null` ends it. */
export function setRun(run: MovieFilter['run']): FilterChange {
  return (filter) => ({ ...filter, run })
}

/** The catalogue as it was after a published run; `null` = as it is now. */
export function setAsOf(asOf: MovieFilter['asOf']): FilterChange {
  return (filter) => ({ ...filter, asOf })
}

/** Drops every clause; which catalogue is looked at stays. */
export function clearClauses({ asOf }: MovieFilter): MovieFilter {
  return { ...emptyFilter(), asOf }
}

/** Keeps every film again as far as one clause goes. Also takes a whole part of the filter (`genre`, `also`). */
export function clearClause(clause: string): FilterChange {
  return (filter) => {
    const [part, list] = clause.split('.')
    const id = dimensionIds.find((each) => each === part)
    if (id) {
      if (list === undefined || isRange(id)) return withClause(filter, id, emptyClause(id))
      return withLists(filter, id, { ...listsOf(filter, id), [list]: [] })
    }
    const derived = derivedIds.find((each) => each === part)
    if (derived) return withFurther(filter, derived, emptyRange())
    if (part === 'also')
      return { ...filter, also: filter.also.filter((_, index) => list !== undefined && index !== Number(list)) }
    const blank = emptyFilter()
    if (part === 'search') return { ...filter, search: blank.search }
    if (part === 'asOf') return { ...filter, asOf: blank.asOf }
    return part === 'run' ? { ...filter, run: blank.run } : filter
  }
}

/** The clauses that restrict anything, in the order chips stand. */
export function activeClauses(filter: MovieFilter): ClauseId[] {
  return [
    ...shownIds.flatMap((id): ClauseId[] => {
      if (isRange(id)) return isEmptyRange(filter.where[id]) ? [] : [id]
      const { any, all, none } = listsOf(filter, id)
      return [
        ...(any.length > 0 ? [`${id}.any` as const] : []),
        ...(isSet(id) && all.length > 0 ? [`${id}.all` as const] : []),
        ...(none.length > 0 ? [`${id}.none` as const] : []),
      ]
    }),
    ...filter.also.flatMap(({ clause }, index) => (isEmptyClause(clause) ? [] : [`also.${index}` as const])),
    ...(filter.search.trim() === '' ? [] : ['search' as const]),
    ...(filter.run === null ? [] : ['run' as const]),
  ]
}

/** Whether two filters are the same request. */
export function sameFilter(a: MovieFilter, b: MovieFilter): boolean {
  return a === b || (filterKey(a) === filterKey(b) && JSON.stringify(a) === JSON.stringify(b))
}
