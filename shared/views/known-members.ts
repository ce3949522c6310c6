import type { Comparison } from '../compare/comparison.ts'
import { acrossAxes } from '../explore-spec.ts'
import type { AsOf, Clause, MovieFilter } from '../filter/filter.ts'
import { type NamedId, namedIds } from '../model/dimensions.ts'
import { type AxisId, axisDimension, isAnyRange } from '../model/values/derived.ts'
import { inSentence } from '../model/values/words.ts'
import type { ReadView } from './read-view.ts'
import { repeated } from './skipped.ts'
import type { ViewState } from './view-state.ts'

/** The names of a catalogue's members, by their dimension. */
export type MembersByName = Readonly<Record<NamedId, readonly { name: string }[]>>

/**
 * Takes out of somebody else's view the members that this catalogue has not, and names them; unknown, the empty name, is everywhere.
 * A view of one's own keeps them: its films may come with the next load.
 */
export function withKnownMembers(state: ViewState, members: MembersByName): ReadView {
  const names = new Map(namedIds.map((id) => [id, new Set(['', ...members[id].map(({ name }) => name)])]))
  const skipped = new Set<string>()
  const isKnown = (id: AxisId, name: string): boolean => {
    const known = isAnyRange(id) || (names.get(id)?.has(name) ?? false)
    if (!known) skipped.add(`${inSentence(axisDimension(id).label)} “${repeated(name)}”`)
    return known
  }
  const filter = knownFilter(state.filter, isKnown)
  if (state.page === 'movies') return { state: { ...state, filter }, skipped: [...skipped] }
  const comparison = state.comparison ? { comparison: knownComparison(state.comparison, isKnown) } : {}
  if (state.page === 'overview') return { state: { ...state, filter, ...comparison }, skipped: [...skipped] }
  const { spec } = state.explore
  const column = spec.sort?.column
  const across = acrossAxes(spec)
  const isThere = [column?.key, ...(column?.within ?? [])].every((key, depth) => {
    const axis = across[depth]
    return !axis || typeof key !== 'string' || isKnown(axis.dimension, key)
  })
  const sort = spec.sort && !isThere ? { ...spec.sort, column: null } : spec.sort
  return {
    state: {
      ...state,
      filter,
      explore: { ...state.explore, spec: { ...spec, sort } },
      ...comparison,
    },
    skipped: [...skipped],
  }
}

function knownComparison(comparison: Comparison, isKnown: (id: AxisId, name: string) => boolean): Comparison {
  const { other } = comparison
  return other.kind === 'view'
    ? { ...comparison, other: { ...other, filter: knownFilter(other.filter, isKnown) } }
    : comparison
}

function knownFilter(filter: MovieFilter, isKnown: (id: AxisId, name: string) => boolean): MovieFilter {
  const known = <C extends Clause>(id: AxisId, clause: C): C => {
    if ('unknown' in clause) return clause
    const lists = Object.entries(clause).map(([list, of]) => [
      list,
      (of as string[]).filter((name) => isKnown(id, name)),
    ])
    return Object.fromEntries(lists) as C
  }
  return {
    ...filter,
    where: Object.fromEntries(
      Object.entries(filter.where).map(([id, clause]) => [id, known(id as AxisId, clause)]),
    ) as MovieFilter['where'],
    also: filter.also.map((each) => ({ ...each, clause: known(each.dimension, each.clause) }) as typeof each),
  }
}

/**
 * Takes out of a state the run as of which it was, where this catalogue did not publish it: its films would be others.
 *
 * @param published the runs that this catalogue published
 */
export function withKnownRun(state: ViewState, published: readonly AsOf[]): ReadView {
  const { asOf } = state.filter
  if (!asOf || published.some(({ runId, at }) => runId === asOf.runId && at === asOf.at)) return { state, skipped: [] }
  return { state: { ...state, filter: { ...state.filter, asOf: null } }, skipped: [`as of run ${asOf.runId}`] }
}

/** A state as it leaves its catalogue: a run is of one catalogue alone, and stays behind. */
export function withoutRun(state: ViewState): ReadView {
  const { run } = state.filter
  if (!run) return { state, skipped: [] }
  return { state: { ...state, filter: { ...state.filter, run: null } }, skipped: [`films of run ${run.runId}`] }
}
