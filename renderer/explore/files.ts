import type { MovieFilter } from '../../shared/filter/filter.ts'
import type { ReportPartOf } from '../../shared/report/report-spec.ts'
import { call } from '../api.ts'
import { toast, toastError } from '../components/index.ts'
import { filterSentence } from '../filter/describe.ts'
import type { MemberNames } from '../filter/members.ts'
import { formatCount } from '../format.ts'
import { toTsv } from '../grid/focus/tsv.ts'
import { type ExportOffer, tableChoice } from '../state/actions/export-offer.ts'
import { type KindedTable, longTable, seenWithKinds } from './table/file-tables.ts'
import { overlapNotes, type PivotView, seenTable, textAt, type ViewRow } from './table/pivot-view.ts'

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

/** The table of an answer for a report: as it is seen, its numbers as they are written there. */
export function reportedTable(view: PivotView, title: string, notes: readonly string[]): ReportPartOf<'table'> {
  const { columns, rows } = seenTable(view)
  const heads = Math.max(1, view.spec.rows.length)
  const seen = [...view.rows, view.total]
  return {
    kind: 'table',
    title,
    notes: [...notes],
    columns: columns.map(({ label, numeric }) => ({ label, numeric })),
    rows: rows.map((row, at) => [
      ...row.slice(0, heads).map((name) => String(name ?? '')),
      ...view.columns.map((column) => textAt(view, seen[at] as ViewRow, column)),
    ]),
    total: rows.length,
  }
}

/** What can be exported of an answer: the table as it is seen, and one row a cell. */
export function pivotOffer(view: PivotView, title: string, filter: MovieFilter, names: MemberNames): ExportOffer {
  const about = { title, words: [...overlapNotes(view), filterSentence(filter, names)], filter, sql: null }
  const choice = (id: string, what: string, { table, kinds }: KindedTable) =>
    tableChoice(table, about, { id, what, kinds })
  return {
    title,
    choices: [
      choice('seen', 'The table as it is seen', seenWithKinds(view)),
      choice('long', 'A row for each cell', longTable(view)),
    ],
  }
}
