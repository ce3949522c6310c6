import type { ColumnDefinition, TableDefinition } from '../../shared/table-definitions/definition.ts'
import { formatBytes, formatDecimal, formatDuration, formatInteger, formatTimestamp, unknownText } from '../format.ts'
import type { GridColumn } from '../grid/grid-types.ts'
import { isUnknownMember, type TableRow } from './member-filter.ts'

/** Numbers that name something: digits are not grouped. */
const names = /(_id|_key|_run)$|^(year|month|quarter|page|page_limit|position|http_status)$|^(day|week)_of_/
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
  if (table.columns.some((column) => column.key === 'films')) return 'films'
  return table.columns.some((column) => column.key === 'movie_id') ? 'movie_id' : (table.filterBy?.column ?? null)
}

/**
 * Grid columns of a browsable table.
 *
 * @param onOpen follows the link of a row to its films
 */
export function tableColumns(table: TableDefinition, onOpen: (row: TableRow) => void): GridColumn<TableRow>[] {
  const link = linkColumn(table)
  return table.columns.map((column, index): GridColumn<TableRow> => {
    const value = (row: TableRow) => row[index] ?? null
    const text = (row: TableRow) => {
      const shown = cellText(column, value(row))
      // The unknown member is a member like any other: it has a name.
      return shown === unknownText && textKinds.has(column.kind) && isUnknownMember(table, row) ? 'Unknown' : shown
    }
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
      ...(column.unit ? { unit: column.unit } : {}),
      ...(numeric ? { align: 'end' as const } : {}),
      ...(column.key === 'films' ? { firstDir: 'desc' as const } : {}),
      ...(column.key === link
        ? {
            render: (row: TableRow) =>
              value(row) === null || value(row) === 0 ? (
                text(row)
              ) : (
                <button type="button" tabIndex={-1} className="grid-link" onClick={() => onOpen(row)}>
                  {text(row)}
                </button>
              ),
          }
        : {}),
    }
  })
}
