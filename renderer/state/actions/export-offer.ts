import { create } from 'zustand'
import type { ColumnKind, ExportAbout, ExportSource } from '../../../shared/export/export-spec.ts'
import type { ChartTable } from '../../charts/model.ts'
import { formatCount } from '../../format.ts'

/** A column that can be exported. */
export interface OfferedColumn {
  id: string
  label: string
  /** Whether it is seen now. */
  shown: boolean
}

/** One thing that can be exported of a view. */
export interface ExportChoice {
  id: string
  /** What it is and how much: `400 of 1,234 films, as filtered`. */
  label: string
  rows: number
  /** Its columns, of which a person may pick, in their order; null = all of them are written. */
  columns: readonly OfferedColumn[] | null
  source: (columns: readonly { id: string; label: string }[]) => ExportSource
  about: ExportAbout
}

/** What a view has to export. A comparison or any other table of its own makes one with `tableChoice`. */
export interface ExportOffer {
  /** What it is of, as on the screen. */
  title: string
  choices: readonly [ExportChoice, ...ExportChoice[]]
}

interface ExportState {
  offer: ExportOffer | null
}

/** The dialog that exports, and what it was opened for. */
export const useExportStore = create<ExportState>(() => ({ offer: null }))

/** Asks how something is to be exported. */
export function openExport(offer: ExportOffer): void {
  useExportStore.setState({ offer })
}

/** Closes the dialog. */
export function closeExport(): void {
  useExportStore.setState({ offer: null })
}

/**
 * A table that the page has, as a choice: all its columns, as they are.
 *
 * @param kinds of its columns where they are known; else numbers are whole as far as they are
 */
export function tableChoice(
  { columns, rows }: ChartTable,
  about: ExportAbout,
  { id, what, kinds }: { id: string; what: string; kinds?: readonly ColumnKind[] },
): ExportChoice {
  return {
    id,
    label: `${what}: ${formatCount(rows.length, 'row')}`,
    rows: rows.length,
    columns: null,
    source: () => ({
      kind: 'rows',
      columns: columns.map(({ label, numeric }, index) => ({
        label,
        kind: kinds?.[index] ?? (numeric ? 'integer' : 'text'),
      })),
      rows: rows.map((row) => [...row]),
    }),
    about,
  }
}
