import type { CheckResult, ColumnProfile, RuleResult } from '../../shared/contract/warehouse.ts'
import { imdbCode } from '../../shared/model/imdb.ts'
import type { Subject } from '../../shared/model/subjects.ts'
import { genreLabel } from '../filter/members.ts'
import { type FilterChange, pickLanguages, setUnknown } from '../filter/reducers.ts'
import { formatDateKey, formatDecimal, formatInteger, formatYear, unknownText } from '../format.ts'
import { checkState, type Tone } from './quality-text.ts'

type Column = ColumnProfile['column']

interface ColumnAbout {
  label: string
  /** What the warehouse calls it. */
  name: string
  /** A value as people write it. */
  text: (value: number) => string
}

const columns: Record<Column, ColumnAbout> = {
  movie_id: { label: 'Film id', name: 'movie_id', text: String },
  imdb_code: {
    label: 'IMDb code',
    name: 'imdb_code',
    text: imdbCode,
  },
  year: {
    label: 'Released year',
    name: 'year_key',
    text: formatYear,
  },
  rating: {
    label: 'Rating',
    name: 'rating',
    text: (rating) => formatDecimal(rating),
  },
  runtime_minutes: {
    label: 'Runtime',
    name: 'runtime_minutes',
    text: (minutes) => `${formatInteger(minutes)} min`,
  },
  uploaded: {
    label: 'Upload date',
    name: 'date_key',
    text: formatDateKey,
  },
  language: { label: 'Language', name: 'language_key', text: String },
  genre: { label: 'Genre', name: 'genre_junction', text: String },
}

/** What a column is called, by people and by the warehouse. */
export function columnAbout(column: Column): Pick<ColumnAbout, 'label' | 'name'> {
  return columns[column]
}

/** From the lowest to the highest value, or the most frequent name. */
export function rangeOf({ column, lowest, highest, most }: ColumnProfile): string {
  if (most) {
    const name = column === 'genre' ? genreLabel(most.value) : most.value
    return `most: ${name}, ${formatInteger(most.films)}`
  }
  if (lowest === null || highest === null) return unknownText
  const { text } = columns[column]
  return lowest === highest ? text(lowest) : `${text(lowest)} – ${text(highest)}`
}

/** The shape in words, for who cannot see the bars. */
export function shapeSentence(profile: ColumnProfile): string {
  const { label } = columns[profile.column]
  return `${label}, ${rangeOf(profile)}: films ${profile.histogram.map(formatInteger).join(', ')}`
}

/** The filter that keeps the films without a value; null where there is none. */
export function onlyUnknown(column: Column): FilterChange | null {
  switch (column) {
    case 'year':
    case 'rating':
    case 'uploaded':
      return setUnknown(column, 'only')
    case 'runtime_minutes':
      return setUnknown('runtime', 'only')
    case 'language':
      return pickLanguages([''], false)
    default:
      return null
  }
}

/** What checks and rules call a column. */
function subjectOf(column: Column): Subject {
  return column === 'runtime_minutes' ? 'runtime' : column
}

export interface Finding {
  kind: 'check' | 'rule'
  name: string
  title: string
  rows: number
  tone: Tone
}

/** What fails in a column, errors first, then what the cleaning rules had to do to its current rows. */
export function findingsOf(
  column: Column,
  { checks, rules }: { checks: readonly CheckResult[]; rules: readonly RuleResult[] },
): Finding[] {
  const subject = subjectOf(column)
  const isAbout = (one: { columns: readonly Subject[] }): boolean => one.columns.includes(subject)
  const failing = checks
    .filter((check) => isAbout(check) && (check.status === 'failed' || check.status === 'broken'))
    .map((check): Finding => {
      const { name, title, failed } = check
      return { kind: 'check', name, title, rows: failed, tone: checkState(check).tone }
    })
    .sort((a, b) => Number(b.tone === 'danger') - Number(a.tone === 'danger'))
  const cleaned = rules
    .filter((rule) => isAbout(rule) && rule.current > 0)
    .map(({ name, title, current }): Finding => ({ kind: 'rule', name, title, rows: current, tone: 'plain' }))
  return [...failing, ...cleaned]
}
