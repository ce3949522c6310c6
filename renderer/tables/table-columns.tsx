import { films } from '../../shared/table-definitions/columns.ts'
import type { ColumnDefinition, TableDefinition } from '../../shared/table-definitions/definition.ts'
import { describeColumn } from '../../shared/table-definitions/describe-column.ts'
import { formatBytes, formatDecimal, formatDuration, formatInteger, formatTimestamp, unknownText } from '../format.ts'
import type { GridColumn } from '../grid/grid-types.ts'
import { isUnknownMember, memberOf, type TableRow } from './member-filter.ts'

/** Numbers that name something: digits are not grouped. */
const names =
  /(_id|_key|_run)$|^(version|gold_version|year|month|quarter|page|page_limit|position|http_status)$|^(day|week)_of_/
const textKinds = new Set<ColumnDefinition['kind']>(['text', 'longtext', 'hash', 'date'])

/** A stored value as the grid shows it. */
function cellText(column: ColumnDefinition, value: string | number | null): string {
  if (value === null || value === '') return unknownText
  if (typeof value === 'string') return value
  switch (column.kind) {
    case 'integer':
      if (column.key === 'is_weekend') return value === 1 ? 'yes' : 'no'
      return names.test(column.key) ? String(value) : formatInteger(value)
    case 'decimal':
      return formatDecimal(value)
    case 'bytes':
      return formatBytes(value)
    case 'epoch_ms':
      return formatTimestamp(value)
    case 'epoch_s':
      return formatTimestamp(value * 1000)
    case 'duration_ms':
      return formatDuration(value)
    default:
      return String(value)
  }
}

/** Pixels that a header's words take at most, with room for the sort arrow. */
function headerWidth({ label, unit }: ColumnDefinition): number {
  return (unit ? label.length + 1 + unit.length : label.length) * 7 + 36
}

/** The column whose value is a link to the films behind a row. */
function linkColumn(table: TableDefinition): string | null {
  if (table.columns.includes(films)) return films.key
  return table.columns.some((column) => column.key === 'movie_id') ? 'movie_id' : (table.filterBy?.column ?? null)
}

/**
 * Grid columns of a browsable table.
 *
 * @param onOpen follows the link of a cell: to the films of the row, or to the member that its column names
 */
export function tableColumns(
  table: TableDefinition,
  onOpen: (row: TableRow, columnId: string) => void,
): GridColumn<TableRow>[] {
  const link = linkColumn(table)
  return table.columns.map((column, index): GridColumn<TableRow> => {
    const value = (row: TableRow) => row[index] ?? null
    const text = (row: TableRow) => {
      const shown = cellText(column, value(row))
      // The unknown member is a member like any other: it has a name.
      return shown === unknownText && textKinds.has(column.kind) && isUnknownMember(table, row) ? 'Unknown' : shown
    }
    const isLink = (row: TableRow) =>
      column.leadsTo ? memberOf(table, row, column.key) !== null : value(row) !== null && value(row) !== 0
    const description = column === films ? 'How many films have this member.' : describeColumn(table.key, column.key)
    const numeric = !textKinds.has(column.kind)
    return {
      id: column.key,
      label: column.label,
      width: Math.max(column.width, headerWidth(column)),
      sortKey: column.key,
      value,
      text,
      ...(column.kind === 'text' ? { grow: 1 } : column.kind === 'longtext' ? { grow: 2 } : {}),
      // A text at the end of a row, such as an error, has all that is left to itself.
      ...(index === table.columns.length - 1 ? { most: Number.POSITIVE_INFINITY } : {}),
      pinned: index === 0,
      mono: column.kind === 'hash',
      ...(description === null ? {} : { description }),
      ...(column.unit ? { unit: column.unit } : {}),
      ...(numeric ? { align: 'end' as const } : {}),
      ...(column === films ? { firstDir: 'desc' as const } : {}),
      ...(column.leadsTo || column.key === link
        ? {
            render: (row: TableRow) =>
              isLink(row) ? (
                <button type="button" tabIndex={-1} className="grid-link" onClick={() => onOpen(row, column.key)}>
                  {text(row)}
                </button>
              ) : (
                text(row)
              ),
          }
        : {}),
    }
  })
}
