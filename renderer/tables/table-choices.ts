import type { TableDefinition } from '../../shared/table-definitions/definition.ts'
import { formatCount } from '../format.ts'
import type { GridOrder } from '../grid/columns/layout.ts'
import type { GridChoices } from '../grid/export-grid.ts'
import type { ExportChoice } from '../state/actions/export-offer.ts'

interface Shown {
  table: TableDefinition
  order: GridOrder
  /** What is searched for. */
  search: string
  /** Rows of the whole table; null until they are counted. */
  rows: number | null
}

/** What can be exported of a table: the rows that were found, and all. */
export function tableChoices({ table, order, search, rows }: Shown): GridChoices {
  const text = search.trim()
  return (columns, total) => {
    const choice = (id: string, label: string, count: number, of: string): ExportChoice => ({
      id,
      label,
      rows: count,
      columns,
      source: (picked) => ({ kind: 'table', table: table.key, sort: [...order], search: of, columns: [...picked] }),
      about: {
        title: table.label,
        words: [`${table.grain}.`, ...(of === '' ? [] : [`Rows that contain “${of}”.`])],
        filter: null,
        sql: null,
      },
    })
    const all = choice('all', `The whole table: ${formatCount(rows ?? total, 'row')}`, rows ?? total, '')
    if (text === '') return [all]
    return [choice('found', `${formatCount(total, 'row')} with “${text}”`, total, text), all]
  }
}
