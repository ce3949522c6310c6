import { call } from '../../api.ts'
import { toast, toastError } from '../../components/index.ts'
import { formatCount } from '../../format.ts'
import type { GridColumn } from '../grid-types.ts'
import type { WindowCache } from '../scroll/window-cache.ts'
import type { CellRange } from './selection.ts'
import { toTsv } from './tsv.ts'

/** Rows one copy takes at most; more would be longer than a clipboard should hold. */
const copyLimit = 100_000

/**
 * Puts a range of cells on the clipboard as tab-separated text, rows that are not on the screen included, and says how many.
 *
 * @param columns the visible columns, in order
 */
export async function copyCells<Row>(
  cache: WindowCache<Row>,
  columns: readonly GridColumn<Row>[],
  range: CellRange,
  withHeaders: boolean,
): Promise<void> {
  const count = range.lastRow - range.firstRow + 1
  if (count > copyLimit) {
    const rows = formatCount(count, 'row')
    toast('Nothing was copied', 'error', {
      description: `${rows} are selected; at most ${formatCount(copyLimit, 'row')} can be copied at once. Select fewer.`,
    })
    return
  }
  const picked = columns.slice(range.firstColumn, range.lastColumn + 1)
  try {
    const rows = await cache.readRange(range.firstRow, range.lastRow)
    const cells = rows.map((row) => picked.map((column) => column.value(row)))
    const header = withHeaders
      ? picked.map((column) => (column.unit ? `${column.label} (${column.unit})` : column.label))
      : null
    await call('clipboard.write', { text: toTsv(cells, header) })
    const what = `${formatCount(rows.length, 'row')} × ${formatCount(picked.length, 'column')}`
    toast(rows.length * picked.length === 1 ? 'Cell copied' : `Copied ${what}`)
  } catch (thrown) {
    toastError('Nothing was copied', thrown)
  }
}
