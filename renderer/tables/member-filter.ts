import { type DimensionId, dimensionIds, dimensionOf, isRange, isSet } from '../../shared/model/dimensions.ts'
import { inSentence } from '../../shared/model/values/words.ts'
import type { TableDefinition, TableKey } from '../../shared/table-definitions/definition.ts'
import { type MemberNames, memberLabel } from '../filter/members.ts'
import { type FilterChange, onlyUnknown, pickMembers, pickRange, setRun, setSearch } from '../filter/reducers.ts'
import { valueWithUnit } from '../filter/values.ts'

export type TableRow = readonly (string | number | null)[]

export interface MemberFilter {
  /** What the member is called: "Drama", "1994", "Run 3". */
  words: string
  change: FilterChange
}

/** A row's value in a column; null where the table has no such column. */
function cellOf(table: TableDefinition, row: TableRow, key: string): string | number | null {
  const index = table.columns.findIndex((column) => column.key === key)
  return index < 0 ? null : (row[index] ?? null)
}

const dimensionTables: ReadonlySet<string> = new Set(dimensionIds.map((id) => dimensionOf(id).gold.table))

/** Whether a row is the "unknown" member that every dimension has under key 0. */
export function isUnknownMember(table: TableDefinition, row: TableRow): boolean {
  return dimensionTables.has(table.key) && row[0] === 0
}

/** The film that a row is about; null when the table is not about single films, or the row names none. */
export function filmOf(table: TableDefinition, row: TableRow): number | null {
  const value = cellOf(table, row, 'movie_id')
  return typeof value === 'number' ? value : null
}

/** The row of another table that a cell names; null where the column is no key, or empty. Key 0 is the unknown member. */
export function memberOf(
  table: TableDefinition,
  row: TableRow,
  columnId: string,
): { table: TableKey; key: number } | null {
  const index = table.columns.findIndex(({ key }) => key === columnId)
  const leadsTo = table.columns[index]?.leadsTo
  const key = row[index]
  return leadsTo && typeof key === 'number' ? { table: leadsTo, key } : null
}

/** The filter of a row that is about a member of a dimension. */
function dimensionFilter(
  table: TableDefinition,
  row: TableRow,
  id: DimensionId,
  value: string | number | null,
  names: MemberNames,
): MemberFilter | null {
  const { gold, label } = dimensionOf(id)
  const unknown = { words: `unknown ${inSentence(label)}`, change: onlyUnknown(id) }
  if (isUnknownMember(table, row)) return unknown
  if (isRange(id)) {
    if (value === null) return unknown
    const number = Number(value)
    return { words: valueWithUnit(id, number), change: pickRange(id, [number, number], false) }
  }
  if (value === null) return isSet(id) ? null : unknown
  // A junction holds keys only.
  const stored = cellOf(table, row, gold.value.column)
  const known = stored === null ? names.byKey(id, Number(value)) : null
  const name = stored === null ? known?.name : String(stored)
  if (name === undefined) return null
  const shown = gold.name ? cellOf(table, row, gold.name) : known?.label
  return { words: memberLabel(id, name, String(shown ?? '')), change: pickMembers(id, [name], false) }
}

/**
 * The film filter that a row of a browsable table stands for; null when it stands for none. `dim_movie` has no film ids,
 * so its rows are found by title.
 *
 * @param names of members, for tables that hold only their keys
 */
export function memberFilter(table: TableDefinition, row: TableRow, names: MemberNames): MemberFilter | null {
  const { filterBy } = table
  if (!filterBy) return null
  const value = cellOf(table, row, filterBy.column)
  switch (filterBy.clause) {
    case 'run': {
      const runId = Number(value)
      return value === null ? null : { words: `run ${runId}`, change: setRun({ runId, kind: 'touched' }) }
    }
    case 'movie': {
      const title = cellOf(table, row, 'title')
      return title === null ? null : { words: `“${title}”`, change: setSearch(String(title)) }
    }
    default:
      return dimensionFilter(table, row, filterBy.clause, value, names)
  }
}
