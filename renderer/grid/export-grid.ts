import type { RefObject } from 'react'
import { type ReportPartOf, reportRows } from '../../shared/report/report-spec.ts'
import { type MenuEntry, toastError } from '../components/index.ts'
import { formatInteger } from '../format.ts'
import { type ExportOffer, type OfferedColumn, openExport, tableChoice } from '../state/actions/export-offer.ts'
import { useExporter } from '../state/actions/exporter.ts'
import { useReportPart } from '../state/actions/report-offer.ts'
import type { CellValue } from './focus/tsv.ts'
import type { GridColumn } from './grid-types.ts'

/** Rows that are exported at most of a grid whose page reads them: it holds them all at once. */
const exportLimit = 100_000

/** What can be exported of a grid whose rows the warehouse writes itself, by its columns: those that are seen first. */
export type GridChoices = (columns: readonly OfferedColumn[], total: number) => ExportOffer['choices']

/** A grid that can be exported. */
interface ExportedGrid<Row> {
  /** What the rows are, as on the screen. */
  label: string
  /** The visible columns, in their order. */
  columns: readonly GridColumn<Row>[]
  /** Every column. */
  all: readonly GridColumn<Row>[]
  /** Rows there are; null while that is being read. */
  total: number | null
  /** Absent = the rows are read by the page and written as they are seen. */
  choices: GridChoices | undefined
  /** Gives the first so many rows. */
  read: (most: number) => Promise<readonly Row[]>
  /** The grid on the page. */
  element: RefObject<HTMLElement | null>
}

/** Offers a grid for export, to the command for it and as a line of its menus. */
export function useGridExport<Row>(grid: ExportedGrid<Row>): MenuEntry {
  const reason = whyNoRows(grid.total, grid.choices !== undefined)
  const ask = () => askExport(grid)
  useExporter(grid.label, ask, reason)
  const { total } = grid
  useReportPart('table', grid.label, grid.element, total ? () => reported(grid, total) : null)
  return {
    label: 'Export…',
    shortcut: 'CmdOrCtrl+E',
    disabled: reason !== null,
    ...(reason === null ? {} : { reason }),
    onSelect: () => void ask(),
  }
}

/** The first rows of a grid for a report, as they are read on the page. */
async function reported<Row>(
  { label, columns, read }: ExportedGrid<Row>,
  total: number,
): Promise<ReportPartOf<'table'>> {
  const rows = await read(Math.min(total, reportRows))
  return {
    kind: 'table',
    title: label,
    notes: [],
    columns: columns.map((column) => ({ label: titleOf(column), numeric: column.align === 'end' })),
    rows: rows.map((row) => columns.map((column) => column.text(row))),
    total,
  }
}

/** Why a grid's rows cannot be exported; null when they can. */
export function whyNoRows(total: number | null, isWritten: boolean): string | null {
  if (total === null) return 'the rows are still being read'
  if (total === 0) return 'there are no rows'
  return !isWritten && total > exportLimit ? `more than ${formatInteger(exportLimit)} rows` : null
}

function titleOf<Row>({ label, unit }: GridColumn<Row>): string {
  return unit ? `${label} (${unit})` : label
}

async function askExport<Row>({ label, columns, all, total, choices, read }: ExportedGrid<Row>): Promise<void> {
  if (choices) {
    const offered = (shown: boolean) => (column: GridColumn<Row>) => ({ id: column.id, label: titleOf(column), shown })
    const hidden = all.filter((column) => !columns.includes(column))
    const ordered = [...columns.map(offered(true)), ...hidden.map(offered(false))]
    openExport({ title: label, choices: choices(ordered, total ?? 0) })
    return
  }
  try {
    const rows = await read(total ?? 0)
    const cells: CellValue[][] = rows.map((row) => columns.map((column) => column.value(row)))
    const table = {
      columns: columns.map((column) => ({ label: titleOf(column), numeric: column.align === 'end' })),
      rows: cells,
    }
    const about = { title: label, words: [], filter: null, sql: null }
    openExport({ title: label, choices: [tableChoice(table, about, { id: 'rows', what: 'All rows' })] })
  } catch (thrown) {
    toastError('The rows were not read', thrown)
  }
}
