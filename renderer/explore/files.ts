import { call } from '../api.ts'
import { tableToCsv } from '../charts/files/csv.ts'
import { toast, toastError } from '../components/index.ts'
import { formatCount } from '../format.ts'
import { toTsv } from '../grid/focus/tsv.ts'
import { type PivotView, seenTable } from './table/pivot-view.ts'

/** Puts the table as it is seen on the clipboard, with its heads, and says how much that is. */
export function copyTable(view: PivotView): void {
  const { columns, rows } = seenTable(view)
  const text = toTsv(
    rows,
    columns.map(({ label }) => label),
  )
  call('clipboard.write', { text }).then(
    () => toast(`Copied ${formatCount(rows.length, 'row')} × ${formatCount(columns.length, 'column')}`, 'success'),
    (error: unknown) => toastError('Nothing was copied', error),
  )
}

/** Saves the table as it is seen where the person says, and tells how that went. */
export async function saveTable(view: PivotView, title: string): Promise<void> {
  const name = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 100)
  const content = tableToCsv(seenTable(view))
  try {
    const { saved, fileName } = await call('file.save', { suggestedName: `${name}.csv`, format: 'csv', content })
    if (saved) toast(`Saved ${fileName}`, 'success')
  } catch (error) {
    toastError('The table was not saved', error)
  }
}
