import type { AsOf, Clause, MovieFilter, RangeClause, SetClause } from '../../shared/filter/filter.ts'
import { typedImdbCode } from '../../shared/filter/search-fold.ts'
import { type DimensionId, dimensionIds, isRange, type NamedId } from '../../shared/model/dimensions.ts'
import {
  type AnyRangeId,
  type AxisId,
  axisDimension,
  isAnyRange,
  isDerived,
} from '../../shared/model/values/derived.ts'
import { formatDateKey, formatDecimal, formatMonth, formatTimestamp } from '../format.ts'
import type { MemberNames } from './members.ts'
import { type Range, toStep, unite } from './ranges.ts'
import { activeClauses, type ClauseId, type NameList } from './reducers.ts'

/** A filter in a sentence. */
export function filterSentence(filter: MovieFilter, names: MemberNames): string {
  const chips = describeFilter(filter, names).map(chipSentence)
  return chips.length > 0 ? `Filter: ${chips.join('; ')}.` : 'No filter.'
}

/** What a chip means, so that its shape can tell: included, all required, excluded, or another restriction. */
type ChipKind = 'include' | 'all' | 'exclude' | 'range' | 'unknown' | 'search' | 'run' | 'asOf'

interface ChipWords {
  kind: ChipKind
  subject: string
  /** The word between subject and value: "any of", "not" … */
  relation: string
  value: string
}

export interface ChipText extends ChipWords {
  clause: ClauseId
}

/** What a film is said to be by a dimension: "Released". */
export function subjectOf(id: AxisId): string {
  return axisDimension(id).subject
}

function daysText([low, high]: Range): string {
  const wholeMonths = low % 100 === 1 && high % 100 === 31
  const from = wholeMonths ? formatMonth(Math.floor(low / 100)) : formatDateKey(low)
  const to = wholeMonths ? formatMonth(Math.floor(high / 100)) : formatDateKey(high)
  return from === to ? from : `${from} – ${to}`
}

/** One range with its unit: "1990–1999", "7.0–7.9", "240 min or more", "Mar 2015 – Apr 2016". */
export function rangeText(id: AnyRangeId, range: Range): string {
  const { format, unit, bounds, buckets } = axisDimension(id)
  if (format === 'day') return daysText(range)
  const [low, high] = range
  if (isDerived(id)) return low === high ? buckets[0].axis(low) : `${buckets[0].axis(low)} – ${buckets[0].axis(high)}`
  const show = (value: number) => (format === 'decimal' ? formatDecimal(value) : String(value))
  const after = unit ? ` ${unit}` : ''
  if (!bounds.closed && high >= bounds.open) return `${show(low)}${after} or more`
  if (toStep(id, low) === toStep(id, high)) return `${show(low)}${after}`
  return `${show(low)}–${show(high)}${after}`
}

/** At most `most` names, the rest as a number, so that a chip stays a chip. */
function listed(names: readonly string[], most = 4): string {
  if (names.length <= most) return names.join(', ')
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
}

function rangeWords(id: AnyRangeId, clause: RangeClause): ChipWords {
  const subject = subjectOf(id)
  if (clause.unknown === 'only') return { kind: 'unknown', subject, relation: 'only', value: 'unknown' }
  const included = unite(id, clause.in).map((range) => rangeText(id, range))
  const excluded = unite(id, clause.out).map((range) => rangeText(id, range))
  const parts: string[] = []
  if (included.length > 0) parts.push(included.length > 3 ? `${included.length} ranges` : included.join(' or '))
  if (excluded.length > 0)
    parts.push(`not ${excluded.length > 3 ? `${excluded.length} ranges` : excluded.join(', not ')}`)
  if (clause.unknown === 'include' && included.length > 0) parts.push('or unknown')
  if (clause.unknown === 'exclude' && included.length === 0) parts.push(parts.length > 0 ? 'and known' : 'known')
  const onlyDrops = included.length === 0 && excluded.length > 0
  if (onlyDrops && clause.unknown === 'auto') {
    return { kind: 'exclude', subject, relation: 'not', value: listed(excluded, 3) }
  }
  return { kind: onlyDrops ? 'exclude' : 'range', subject, relation: '', value: parts.join(' ') }
}

function listWords(id: NamedId, list: NameList, members: readonly string[], names: MemberNames): ChipWords {
  const words = { subject: subjectOf(id), value: listed(members.map((name) => names.of(id, name))) }
  switch (list) {
    case 'any':
      return { kind: 'include', relation: members.length > 1 ? 'any of' : 'is', ...words }
    case 'all':
      return { kind: 'all', relation: 'all of', ...words }
    case 'none':
      return { kind: 'exclude', relation: 'not', ...words }
  }
}

/** The words of a whole clause over a dimension, in one chip. */
function clauseWords(id: AxisId, clause: Clause, names: MemberNames): ChipWords {
  if (isAnyRange(id)) return rangeWords(id, clause as RangeClause)
  const { any, none, all = [] } = clause as Partial<SetClause>
  const lists: [NameList, readonly string[]][] = [
    ['any', any ?? []],
    ['all', all],
    ['none', none ?? []],
  ]
  const parts = lists.flatMap(([list, members]) => (members.length > 0 ? [listWords(id, list, members, names)] : []))
  const [first] = parts
  if (first && parts.length === 1) return first
  const value = parts.map(({ relation, value: members }) => `${relation} ${members}`).join(', ')
  return { kind: 'include', subject: subjectOf(id), relation: '', value }
}

/** The words of one clause. */
function describeClause(filter: MovieFilter, clause: ClauseId, names: MemberNames): ChipText {
  if (clause === 'search') {
    const code = typedImdbCode(filter.search)
    if (code !== null) return { clause, kind: 'search', subject: 'IMDb code', relation: 'is', value: code }
    return { clause, kind: 'search', subject: 'Title', relation: 'has', value: `“${filter.search.trim()}”` }
  }
  if (clause === 'run') {
    const verbs = { added: 'added', updated: 'changed', removed: 'removed', touched: 'added or changed' }
    const value = filter.run ? `${verbs[filter.run.kind]} by run ${filter.run.runId}` : ''
    return { clause, kind: 'run', subject: 'Films', relation: '', value }
  }
  const [part, list] = clause.split('.')
  if (part === 'also') {
    const further = filter.also[Number(list)]
    if (!further) return { clause, kind: 'include', subject: '', relation: '', value: '' }
    return { clause, ...clauseWords(further.dimension, further.clause, names) }
  }
  const id = dimensionIds.find((each) => each === part) as DimensionId
  if (isRange(id)) return { clause, ...rangeWords(id, filter.where[id]) }
  const lists: SetClause = { all: [], ...filter.where[id] }
  return { clause, ...listWords(id, list as NameList, lists[list as NameList], names) }
}

/** "run 12, 2026-10-03": which catalogue is looked at. */
function asOfText({ runId, at }: AsOf): string {
  return `run ${runId}, ${formatTimestamp(at).split(' ')[0]}`
}

/** Every restriction of a filter in words, in the order chips stand; before them that it is over the catalogue of then. */
export function describeFilter(filter: MovieFilter, names: MemberNames): ChipText[] {
  const { asOf } = filter
  const chips = activeClauses(filter).map((clause) => describeClause(filter, clause, names))
  if (asOf === null) return chips
  return [{ clause: 'asOf', kind: 'asOf', subject: 'As of', relation: '', value: asOfText(asOf) }, ...chips]
}

/** A chip as one sentence part, for accessible names, captions and exports. */
export function chipSentence(chip: ChipText): string {
  return [chip.subject, chip.relation, chip.value].filter(Boolean).join(' ')
}
