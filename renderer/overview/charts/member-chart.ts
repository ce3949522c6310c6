import type { MemberBucket } from '../../../shared/contract/explore.ts'
import { isEmptyClause, type MemberClause, type SetClause } from '../../../shared/filter/filter.ts'
import { charts, type DimensionChartId } from '../../../shared/model/charts.ts'
import { dimensionOf, isSet, type NamedId } from '../../../shared/model/dimensions.ts'
import { measures } from '../../../shared/model/measures.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import type { LinkedChart } from '../../charts/linked.ts'
import type { ChartTable, Mark } from '../../charts/model.ts'
import { memberLabel } from '../../filter/members.ts'
import { clearClause, countedMembers, onlyMembers, pickMembers, toggleMembers } from '../../filter/reducers.ts'
import { formatDecimal, formatInteger } from '../../format.ts'
import type { CountMode } from '../count-mode.ts'
import { countedText, countTip, ghostNote, scaleOf, total } from '../counted.ts'
import { memberState } from './mark-states.ts'

/** A dimension of names with a chart of its own. */
export type MemberChartId = NamedId & DimensionChartId

/** Bars of their own where a film has one member; the rest share one. */
const mostShown = 12

/** Bars, or rows of a heat map, that are drawn; no genuine set has as many members. */
const mostDrawn = 100

/** The members that a chart draws, the most frequent first, and a note where that leaves some out. */
export function drawnMembers(id: NamedId, sorted: readonly MemberBucket[]): { drawn: MemberBucket[]; notes: string[] } {
  const drawn = sorted.slice(0, mostDrawn)
  if (drawn.length === sorted.length) return { drawn, notes: [] }
  const of = `${formatInteger(sorted.length)} ${inSentence(dimensionOf(id).plural)}`
  return { drawn, notes: [`The ${mostDrawn} most frequent of ${of}.`] }
}

/** A fractional count: whole where it is large, one decimal where that tells more. */
export function weightText(value: number): string {
  return value >= 100 || Number.isInteger(value) ? formatInteger(value) : formatDecimal(value)
}

/** The most frequent of the whole catalogue first. */
export function mostFirst(buckets: readonly MemberBucket[]): MemberBucket[] {
  return [...buckets].sort((a, b) => b.all - a.all)
}

/** Members that share a bar. */
interface Group {
  label: string
  names: readonly string[]
  buckets: readonly MemberBucket[]
}

/** One group a member; the rare members of a dimension without overlap together in one last group. */
function groupsOf(id: NamedId, buckets: readonly MemberBucket[]): Group[] {
  const groups = buckets.map(
    (bucket): Group => ({
      label: memberLabel(id, bucket.key, bucket.label),
      names: [bucket.key],
      buckets: [bucket],
    }),
  )
  if (isSet(id) || groups.length <= mostShown + 1) return groups
  // The unknown is no other member: it has a bar of its own, however rare.
  const isOwn = (index: number) => index < mostShown || buckets[index]?.key === ''
  const rest = buckets.filter((_, index) => !isOwn(index))
  return [
    ...groups.filter((_, index) => isOwn(index)),
    { label: `${rest.length} others`, names: rest.map(({ key }) => key), buckets: rest },
  ]
}

interface Caption {
  counted: string
  notes: string[]
}

/** Films and members, a pair each, of all members: also those of which no bar is drawn. */
function assignments(buckets: readonly MemberBucket[], of: 'count' | 'all'): number {
  return buckets.reduce((pairs, bucket) => pairs + bucket[of], 0)
}

/** What bars over a set count, in words for the line under the title. */
function setCaption(
  mode: CountMode,
  plural: string,
  buckets: readonly MemberBucket[],
  bars: number,
  some: string,
): Caption {
  switch (mode) {
    case 'films':
      return { counted: some, notes: [`Several ${plural} a film: bars add up to ${formatInteger(bars)}.`] }
    case 'assignments':
      return {
        counted: countedText(assignments(buckets, 'count'), assignments(buckets, 'all'), 'assignment'),
        notes: ['Assignments: shares are of these, not of films.'],
      }
    case 'fractional':
      return { counted: some, notes: ['Fractional: shared out, adding up to the films.'] }
  }
}

function tableOf(id: NamedId, buckets: readonly MemberBucket[]): ChartTable {
  const { label, gold } = dimensionOf(id)
  return {
    columns: [
      { label, numeric: false },
      ...(gold.name ? [{ label: gold.value.label, numeric: false }] : []),
      { label: 'Films', numeric: true },
      ...(isSet(id) ? [{ label: 'Films, shared out', numeric: true }] : []),
      { label: 'Films in the whole catalogue', numeric: true },
    ],
    rows: buckets.map((bucket) => [
      memberLabel(id, bucket.key, bucket.label),
      ...(gold.name ? [bucket.key || null] : []),
      bucket.count,
      ...(isSet(id) ? [bucket.weight] : []),
      bucket.all,
    ]),
  }
}

/**
 * Films by the members of a dimension, the most frequent of the whole catalogue first, so that bars keep their place whatever is
 * filtered. Its counts leave its own clause aside; under "all of" each is what adding the member gives.
 *
 * @param mode what the bars of a set count; others count each film once
 */
export function memberChart(
  id: MemberChartId,
  buckets: readonly MemberBucket[],
  clause: MemberClause | SetClause,
  mode: CountMode,
): LinkedChart {
  const { plural, chart } = dimensionOf(id)
  const several = isSet(id)
  const fractional = several && mode === 'fractional'
  const included = [...clause.any, ...('all' in clause ? clause.all : [])]
  const sorted = mostFirst(buckets)
  const { drawn, notes: leftOut } = several ? drawnMembers(id, sorted) : { drawn: sorted, notes: [] }
  const groups = groupsOf(id, drawn)
  const sum = (group: Group, of: (bucket: MemberBucket) => number) =>
    group.buckets.reduce((films, bucket) => films + of(bucket), 0)
  const marks = groups.map((group): Mark => {
    const single = group.names.length === 1
    return {
      key: single ? `is ${group.names[0]}` : 'others',
      label: group.label,
      name: single ? group.label : `${group.names.length} other ${inSentence(plural)}`,
      value: sum(group, (bucket) => (fractional ? bucket.weight : bucket.count)),
      all: sum(group, (bucket) => (fractional ? bucket.allWeight : bucket.all)),
      state: memberState(included, clause.none, group.names),
    }
  })
  // Weights of one film add up to one, so their sum is the number of films.
  const films = Math.round(buckets.reduce((weights, bucket) => weights + bucket.weight, 0))
  const allFilms = Math.round(buckets.reduce((weights, bucket) => weights + bucket.allWeight, 0))
  const scale = scaleOf(marks)
  const some = countedText(films, allFilms, 'film')
  const { counted, notes } = several
    ? setCaption(mode, inSentence(plural), buckets, total(marks, 'value'), some)
    : { counted: some, notes: [chart?.note ?? 'Each film once.'] }
  const format = fractional ? weightText : formatInteger
  const base = several && mode === 'assignments' ? assignments(buckets, 'count') : films
  const namesAt = (index: number) => groups[index]?.names ?? []
  return {
    model: {
      id,
      title: charts[id].title,
      counted,
      notes: [...notes, ...leftOut, ...ghostNote(scale)],
      drawing: { kind: 'bars', marks, scale, axisLabels: [] },
      format,
      tip: (index) => {
        const mark = marks[index]
        const noun = fractional ? measures.fractional.unit : measures.films.unit
        return mark ? countTip(mark, base, noun, format) : { title: '', lines: [] }
      },
      table: () => tableOf(id, sorted),
    },
    groupBy: id,
    isActive: !isEmptyClause(clause),
    act: (index, action) =>
      action === 'exclude'
        ? toggleMembers(id, namesAt(index), 'none')
        : pickMembers(id, namesAt(index), action === 'add'),
    only: (index) => onlyMembers(id, namesAt(index)),
    behind: (index) => countedMembers(id, namesAt(index)),
    clear: clearClause(id),
    // Under "all of" each number is what adding the member gives, so the clause stays.
    leavesOut: 'all' in clause && clause.all.length > 0 ? (filter) => filter : clearClause(id),
  }
}
