import { call } from '../api.ts'
import { type MenuEntry, toast, toastError } from '../components/index.ts'
import { formatCount, formatInteger } from '../format.ts'
import { useExporter } from '../state/actions/exporter.ts'
import { type CellValue, toCsv } from './focus/tsv.ts'
import type { GridColumn } from './grid-types.ts'

/** Rows one file takes at most: the page holds them all at once. */
const exportLimit = 100_000
/** Characters that the way to the file takes. */
const mostCharacters = 64_000_000

/** A grid that can be saved. */
interface ExportedGrid<Row> {
  /** What the rows are, as on the screen. */
  label: string
  /** The visible columns, in their order. */
  columns: readonly GridColumn<Row>[]
  /** Rows there are; null while that is being read. */
  total: number | null
  /** Gives every row. */
  read: () => Promise<readonly Row[]>
}

/** Offers a grid for export, to the command for it and as a line of its menus. */
export function useGridExport<Row>(grid: ExportedGrid<Row>): MenuEntry {
  const reason = whyNoRows(grid.total)
  const save = () => exportGrid(grid)
  useExporter(`${grid.label}, CSV`, save, reason)
  return {
    label: 'Export all rows as CSV…',
    disabled: reason !== null,
    ...(reason === null ? {} : { reason }),
    onSelect: () => void save(),
  }
}

/** Why a grid's rows cannot be exported; null when they can. */
export function whyNoRows(total: number | null): string | null {
  if (total === null) return 'the rows are still being read'
  if (total === 0) return 'there are no rows'
  return total > exportLimit ? `more than ${formatInteger(exportLimit)} rows: filter, or use the command line` : null
}

/** Saves all rows of a grid as CSV where the person says, as the grid shows them: its visible columns, in its order. */
async function exportGrid<Row>({ label, columns, read }: ExportedGrid<Row>): Promise<void> {
  try {
    const rows = await read()
    const cells: CellValue[][] = rows.map((row) => columns.map((column) => column.value(row)))
    const header = columns.map((column) => (column.unit ? `${column.label} (${column.unit})` : column.label))
    const content = toCsv(cells, header)
    if (content.length > mostCharacters) throw new Error('The file would be too large. Hide columns with long texts.')
    const { saved, fileName } = await call('file.save', {
      suggestedName: `${label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.csv`,
      format: 'csv',
      content,
    })
    if (saved) toast(`Saved ${fileName}`, 'success', { description: formatCount(rows.length, 'row') })
  } catch (thrown) {
    toastError('The table was not saved', thrown)
  }
}
