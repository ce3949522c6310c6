import type { ReactNode } from 'react'
import type { LayoutColumn } from './columns/layout.ts'
import type { CellValue } from './focus/tsv.ts'
import type { RowSource } from './scroll/window-cache.ts'

export interface GridColumn<Row> extends LayoutColumn {
  label: string
  /** What the column holds, in a sentence; told with its header. */
  description?: string
  /** What the numbers count, such as `min`; part of the header. */
  unit?: string
  /** Numbers stand at the end, so that digits line up. */
  align?: 'start' | 'end'
  /** Fixed-width letters, for codes and hashes. */
  mono?: boolean
  /** Id the warehouse sorts by; a column without one cannot be sorted. */
  sortKey?: string
  /** Why a column without a sort key has none: a sentence without a full stop. */
  noSort?: string
  /** The direction of the first click on the header. */
  firstDir?: 'asc' | 'desc'
  /** What is copied. */
  value: (row: Row) => CellValue
  /** What is shown, and read out. */
  text: (row: Row) => string
  /** Shown instead of `text`, when it takes more than text. */
  render?: (row: Row) => ReactNode
}

/** A result that a grid shows. Its `key` names question and version; `question` alone stays the same over a sync. */
export interface GridSource<Row> extends RowSource<Row> {
  question: string
  /** Where a row stands in this result, so that the focus survives a sync; absent = the focus keeps its row number. */
  locate?: (rowId: string | number) => Promise<number | null>
}

/** What a page may ask of its grid. */
export interface GridHandle {
  /** Puts the keyboard into the grid. */
  focus: () => void
  copy: (withHeaders: boolean) => void
  /** Moves the focus by rows, as the arrow keys do. */
  step: (rows: number) => void
  /** Puts the focus on a row and shows it. */
  goTo: (row: number) => void
}
