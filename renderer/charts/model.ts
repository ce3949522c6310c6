/** How a mark stands in the filter: not named by it, kept, left aside because others are kept, or dropped. */
export type MarkState = 'free' | 'kept' | 'aside' | 'dropped'

/** One bar, point or cell that can be pointed at, picked and read aloud. */
export interface Mark {
  key: string
  /** On the axis. */
  label: string
  /** The whole name where the axis shortens it: "1990–1999", "Mar 2015". */
  name: string
  /** What the filter leaves, in the chart's unit. */
  value: number
  /** The same over the whole catalogue: the ghost behind. */
  all: number
  state: MarkState
}

/** A cell of a chart's table: what "as a table" shows and CSV exports. */
export type Cell = string | number | null

export interface ChartTable {
  columns: readonly { label: string; numeric: boolean }[]
  rows: readonly (readonly Cell[])[]
}

/** Numbers in words: what is counted and by how much it may mislead. */
export interface ChartCaption {
  /** Short, under the title: "12,345 films". */
  short: string
  /** Everything else a reader must know: unknowns left out, several genres a film, sample data. */
  notes: readonly string[]
}

/** The part of a chart that the frame, the exports and the table share, whatever is drawn inside. */
export interface ChartInfo {
  id: string
  title: string
  caption: ChartCaption
  table: ChartTable
}

/** What a person did to a mark. */
export type MarkAction = 'pick' | 'add' | 'exclude'
