import type { CheckResult, ColumnProfile, RuleResult } from '../../../shared/contract/warehouse.ts'
import { type DimensionId, dimensionOf, eachDimension, isRange, isSet } from '../../../shared/model/dimensions.ts'
import type { Subject } from '../../../shared/model/subjects.ts'
import { imdbCode } from '../../../shared/model/values/imdb.ts'
import { memberLabel } from '../../filter/members.ts'
import { type FilterChange, onlyUnknown } from '../../filter/reducers.ts'
import { valueWithUnit } from '../../filter/values.ts'
import { formatInteger, unknownText } from '../../format.ts'
import { checkState, type Tone } from '../quality-text.ts'

type Column = ColumnProfile['column']

interface ColumnAbout {
  label: string
  /** What the warehouse calls it. */
  name: string
  /** A value as people write it. */
  text: (value: number) => string
}

function dimensionAbout(id: DimensionId): ColumnAbout {
  const { label, gold } = dimensionOf(id)
  return {
    label,
    name: isSet(id) ? dimensionOf(id).gold.junction : (gold.measure?.column ?? gold.key),
    text: (value) => (isRange(id) ? valueWithUnit(id, value) : String(value)),
  }
}

const columns: Record<Column, ColumnAbout> = {
  movie_id: { label: 'Film id', name: 'movie_id', text: String },
  imdb_code: {
    label: 'IMDb code',
    name: 'imdb_code',
    text: imdbCode,
  },
  ...eachDimension(dimensionAbout),
}

/** What a column is called, by people and by the warehouse. */
export function columnAbout(column: Column): Pick<ColumnAbout, 'label' | 'name'> {
  return columns[column]
}

/** From the lowest to the highest value, or the most frequent name. */
export function rangeOf({ column, lowest, highest, most }: ColumnProfile): string {
  if (most) {
    const isNamed = column !== 'movie_id' && column !== 'imdb_code' && !isRange(column)
    const name = isNamed ? memberLabel(column, most.value) : most.value
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
export function unknownOf(column: Column): FilterChange | null {
  if (column === 'movie_id' || column === 'imdb_code' || isSet(column)) return null
  return onlyUnknown(column)
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
  const isAbout = (one: { columns: readonly Subject[] }): boolean => one.columns.includes(column)
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
