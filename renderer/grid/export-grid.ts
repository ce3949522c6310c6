import { call } from '../api.ts'
import { toast, toastError } from '../components/index.ts'
import { formatCount, formatInteger } from '../format.ts'
import { type CellValue, toCsv } from './focus/tsv.ts'
import type { GridColumn } from './grid-types.ts'

/** Rows one file takes at most: the page holds them all at once. */
const exportLimit = 100_000
/** Characters that the way to the file takes. */
const mostCharacters = 64_000_000

/** Why a grid's rows cannot be exported; null when they can. */
export function whyNoRows(total: number | null): string | null {
  if (total === null) return 'the rows are still being read'
  if (total === 0) return 'there are no rows'
  return total > exportLimit ? `more than ${formatInteger(exportLimit)} rows: filter, or use the command line` : null
}

/**
 * Saves all rows of a grid as CSV where the person says, as the grid shows them: its visible columns, in its order.
 *
 * @param name of the file, without its ending
 * @param read gives every row
 */
export async function exportGrid<Row>(
  name: string,
  columns: readonly GridColumn<Row>[],
  read: () => Promise<readonly Row[]>,
): Promise<void> {
  try {
    const rows = await read()
    const cells: CellValue[][] = rows.map((row) => columns.map((column) => column.value(row)))
    const header = columns.map((column) => (column.unit ? `${column.label} (${column.unit})` : column.label))
    const content = toCsv(cells, header)
    if (content.length > mostCharacters) throw new Error('The file would be too large. Hide columns with long texts.')
    const { saved, fileName } = await call('file.save', { suggestedName: `${name}.csv`, format: 'csv', content })
    if (saved) toast(`Saved ${fileName}`, 'success', { description: formatCount(rows.length, 'row') })
  } catch (thrown) {
    toastError('The table was not saved', thrown)
  }
}
