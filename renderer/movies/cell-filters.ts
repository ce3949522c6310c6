import type { MovieRow } from '../../shared/contract/explore.ts'
import { dimensionOfColumn } from '../../shared/filter/sort.ts'
import { dimensionOf, isRange, isSet, type NamedId, type RangeId } from '../../shared/model/dimensions.ts'
import { decadeOf } from '../../shared/model/values/bands.ts'
import { inSentence } from '../../shared/model/values/words.ts'
import type { MenuEntry } from '../components/index.ts'
import { memberLabel } from '../filter/members.ts'
import { excludeRange, type FilterChange, pickMembers, pickRange, toggleMembers } from '../filter/reducers.ts'
import { valueText } from '../filter/values.ts'

interface CellFilter {
  /** What the value is called in the menu. */
  words: string
  only: FilterChange
  not: FilterChange
}

/** The filters that a cell's value stands for: one a member, none for titles and ids. */
export function cellFilters(row: MovieRow, columnId: string): CellFilter[] {
  if (columnId === 'decade') return row.values.year === null ? [] : [decadeFilter(row.values.year)]
  const id = dimensionOfColumn(columnId)
  if (id === null) return []
  if (isRange(id)) {
    const value = row.values[id]
    return value === null ? [] : [rangeFilter(id, value)]
  }
  const names = isSet(id) ? row.values[id] : [row.values[id]]
  return names.map((name) => memberFilter(id, name, row.names[id]))
}

function rangeFilter(id: RangeId, value: number): CellFilter {
  const { unit, column } = dimensionOf(id)
  const text = valueText(id, value)
  return {
    words: unit ? `${text} ${unit}` : `${inSentence(column.label)} ${text}`,
    only: pickRange(id, [value, value], false),
    not: excludeRange(id, [value, value]),
  }
}

function decadeFilter(year: number): CellFilter {
  const first = Math.floor(year / 10) * 10
  const span: [number, number] = [first, first + 9]
  return { words: decadeOf(year), only: pickRange('year', span, false), not: excludeRange('year', span) }
}

function memberFilter(id: NamedId, name: string, label: string | undefined): CellFilter {
  return {
    words: memberLabel(id, name, label),
    only: pickMembers(id, [name], false),
    not: toggleMembers(id, [name], 'none'),
  }
}

/** Those filters as menu lines. */
export function cellFilterMenu(filters: readonly CellFilter[], apply: (change: FilterChange) => void): MenuEntry[] {
  return filters.flatMap(({ words, only, not }): MenuEntry[] => [
    { label: `Only ${words}`, onSelect: () => apply(only) },
    { label: `Not ${words}`, onSelect: () => apply(not) },
  ])
}
