import { type RangeField, rangeFields } from '../../shared/filter.ts'
import type { TableDefinition } from '../../shared/table-definitions/definition.ts'
import { genreLabel } from '../filter/members.ts'
import {
  type FilterChange,
  pickGenre,
  pickLanguages,
  pickRange,
  setRun,
  setSearch,
  setUnknown,
} from '../filter/reducers.ts'
import { formatDateKey, formatDecimal } from '../format.ts'

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

/** Whether a row is the "unknown" member that every dimension has under key 0. */
export function isUnknownMember(table: TableDefinition, row: TableRow): boolean {
  return table.key.startsWith('dim_') && table.key !== 'dim_movie' && row[0] === 0
}

/** The film that a row is about; null when the table is not about single films, or the row names none. */
export function filmOf(table: TableDefinition, row: TableRow): number | null {
  const value = cellOf(table, row, 'movie_id')
  return typeof value === 'number' ? value : null
}

/**
 * The film filter that a row of a browsable table stands for; null when it stands for none. `dim_movie` has no film ids,
 * so its rows are found by title.
 *
 * @param genreName name of a genre id, for tables that hold only the id
 */
export function memberFilter(
  table: TableDefinition,
  row: TableRow,
  genreName: (genreId: number) => string,
): MemberFilter | null {
  const { filterBy } = table
  if (!filterBy) return null
  const value = cellOf(table, row, filterBy.column)
  const unknown = isUnknownMember(table, row)
  const range = rangeFields.find((field): field is RangeField => field === filterBy.clause)
  if (range) {
    if (unknown || value === null)
      return { words: `unknown ${table.label.toLowerCase()}`, change: setUnknown(range, 'only') }
    const number = Number(value)
    const shown = {
      year: String(number),
      rating: formatDecimal(number),
      runtime: `${number} min`,
      uploaded: formatDateKey(number),
    }
    return { words: shown[range], change: pickRange(range, [number, number], false) }
  }
  switch (filterBy.clause) {
    case 'genre': {
      if (value === null) return null
      const name = String(cellOf(table, row, 'genre_name') ?? genreName(Number(value)))
      return { words: genreLabel(name), change: pickGenre(Number(value), false) }
    }
    case 'language': {
      const code = unknown || value === null ? '' : String(value)
      const name = String(cellOf(table, row, 'language_name') ?? code)
      return { words: unknown ? 'unknown language' : name, change: pickLanguages([code], false) }
    }
    case 'run': {
      const runId = Number(value)
      return value === null ? null : { words: `run ${runId}`, change: setRun({ runId, kind: 'touched' }) }
    }
    default: {
      const title = cellOf(table, row, 'title')
      return title === null ? null : { words: `“${title}”`, change: setSearch(String(title)) }
    }
  }
}
