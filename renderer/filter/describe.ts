import type { MovieFilter, RangeClause, RangeField } from '../../shared/filter.ts'
import { formatDateKey, formatDecimal, formatMonth } from '../format.ts'
import { openEnd, type Range, toStep, unite } from './ranges.ts'
import { activeClauses, type ClauseId } from './reducers.ts'

/** What a chip means, so that its shape can tell: kept, all required, dropped, or another restriction. */
type ChipKind = 'include' | 'all' | 'exclude' | 'range' | 'unknown' | 'search' | 'run'

export interface ChipText {
  clause: ClauseId
  kind: ChipKind
  subject: string
  /** The word between subject and value: "any of", "not" … */
  relation: string
  value: string
}

/** Names for the keys a filter holds. */
export interface MemberNames {
  genre: (genreId: number) => string
  language: (code: string) => string
}

const subjects: Record<RangeField, string> = {
  year: 'Released',
  rating: 'Rating',
  runtime: 'Runtime',
  uploaded: 'Uploaded',
}

/** What a range field is called in front of people. */
export function subjectOf(field: RangeField): string {
  return subjects[field]
}

function uploadedText([low, high]: Range): string {
  const wholeMonths = low % 100 === 1 && high % 100 === 31
  const from = wholeMonths ? formatMonth(Math.floor(low / 100)) : formatDateKey(low)
  const to = wholeMonths ? formatMonth(Math.floor(high / 100)) : formatDateKey(high)
  return from === to ? from : `${from} – ${to}`
}

/** One range with its unit: "1990–1999", "7.0–7.9", "240 min or more", "Mar 2015 – Apr 2016". */
export function rangeText(field: RangeField, range: Range): string {
  const [low, high] = range
  if (field === 'uploaded') return uploadedText(range)
  const show = (value: number) => (field === 'rating' ? formatDecimal(value) : String(value))
  const unit = field === 'runtime' ? ' min' : ''
  if (field !== 'rating' && high >= openEnd[field]) return `${show(low)}${unit} or more`
  if (toStep(field, low) === toStep(field, high)) return `${show(low)}${unit}`
  return `${show(low)}–${show(high)}${unit}`
}

/** At most `most` names, the rest as a number, so that a chip stays a chip. */
function listed(names: readonly string[], most = 4): string {
  if (names.length <= most) return names.join(', ')
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`
}

function rangeChip(clause: ClauseId & RangeField, value: RangeClause): ChipText {
  const subject = subjects[clause]
  if (value.unknown === 'only') return { clause, kind: 'unknown', subject, relation: 'only', value: 'unknown' }
  const kept = unite(clause, value.in).map((range) => rangeText(clause, range))
  const dropped = unite(clause, value.out).map((range) => rangeText(clause, range))
  const parts: string[] = []
  if (kept.length > 0) parts.push(kept.length > 3 ? `${kept.length} ranges` : kept.join(' or '))
  if (dropped.length > 0) parts.push(`not ${dropped.length > 3 ? `${dropped.length} ranges` : dropped.join(', not ')}`)
  if (value.unknown === 'include' && kept.length > 0) parts.push('or unknown')
  if (value.unknown === 'exclude' && kept.length === 0) parts.push(parts.length > 0 ? 'and known' : 'known')
  const onlyDrops = kept.length === 0 && dropped.length > 0
  if (onlyDrops && value.unknown === 'auto') {
    return { clause, kind: 'exclude', subject, relation: 'not', value: listed(dropped, 3) }
  }
  return { clause, kind: onlyDrops ? 'exclude' : 'range', subject, relation: '', value: parts.join(' ') }
}

/** The words of one clause. */
function describeClause(filter: MovieFilter, clause: ClauseId, names: MemberNames): ChipText {
  const genres = (ids: readonly number[]) => listed(ids.map(names.genre))
  const languages = (codes: readonly string[]) => listed(codes.map(names.language))
  switch (clause) {
    case 'genres.any': {
      const relation = filter.genres.any.length > 1 ? 'any of' : 'is'
      return { clause, kind: 'include', subject: 'Genre', relation, value: genres(filter.genres.any) }
    }
    case 'genres.all':
      return { clause, kind: 'all', subject: 'Genre', relation: 'all of', value: genres(filter.genres.all) }
    case 'genres.none':
      return { clause, kind: 'exclude', subject: 'Genre', relation: 'not', value: genres(filter.genres.none) }
    case 'languages.any': {
      const relation = filter.languages.any.length > 1 ? 'any of' : 'is'
      return { clause, kind: 'include', subject: 'Language', relation, value: languages(filter.languages.any) }
    }
    case 'languages.none':
      return { clause, kind: 'exclude', subject: 'Language', relation: 'not', value: languages(filter.languages.none) }
    case 'search':
      return { clause, kind: 'search', subject: 'Title', relation: 'has', value: `“${filter.search.trim()}”` }
    case 'run': {
      const verbs = { added: 'added', updated: 'changed', removed: 'removed', touched: 'added or changed' }
      const value = filter.run ? `${verbs[filter.run.kind]} by run ${filter.run.runId}` : ''
      return { clause, kind: 'run', subject: 'Films', relation: '', value }
    }
    default:
      return rangeChip(clause, filter[clause])
  }
}

/** Every restriction of a filter in words, in the order chips stand. */
export function describeFilter(filter: MovieFilter, names: MemberNames): ChipText[] {
  return activeClauses(filter).map((clause) => describeClause(filter, clause, names))
}

/** A chip as one sentence part, for accessible names, captions and exports. */
export function chipSentence(chip: ChipText): string {
  return [chip.subject, chip.relation, chip.value].filter(Boolean).join(' ')
}
