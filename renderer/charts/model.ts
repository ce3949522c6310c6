import type { SpreadPoint } from '../../shared/contract/explore.ts'
import type { GhostScale } from './plots/scale.ts'

/** How a mark stands in the filter: not named by it, kept, left aside because others are kept, or dropped. */
export type MarkState = 'free' | 'kept' | 'aside' | 'dropped'

/** One bar, point or cell that can be pointed at, picked and read aloud. */
export interface Mark {
  key: string
  /** On the axis. */
  label: string
  /** The whole name where the axis shortens it: "7.0–7.4", "Mar 2015". */
  name: string
  /** What the filter leaves, in the chart's unit; the length of the bar. */
  value: number
  /** The same over the whole catalogue: the ghost behind. */
  all: number
  state: MarkState
  /** Of so few films that its number says little: hatched, and its tip says of how many. */
  few?: boolean
  /** Its period was not over when the numbers were published: there is more to come, and a low bar is no drop. */
  unfinished?: boolean
}

/** Where a mark is, in parts of the plot's box from its left and its top. A point has no size. */
export interface MarkPlace {
  x: number
  y: number
  width: number
  height: number
}

/** An axis of values: its ends, and what it names. */
export interface ValueTicks {
  domain: readonly [number, number]
  ticks: readonly { at: number; label: string }[]
  /** What is along it, where the title does not say so. */
  name?: string
}

/** How a series looks: one of the colours for categories, dashed or pale the second time round; null = neither, as the unknown. */
export interface SeriesLook {
  colour: number | null
  again: boolean
}

/** Several rows of marks over the same slots: lines, stacks, areas. Drawn by Recharts' charts, which are loaded when they are needed. */
export interface SeriesDrawing {
  kind: 'series'
  shape: 'lines' | 'bars' | 'area' | 'band'
  /** Slots down the height, bars to the right. */
  across: boolean
  /** Series by series, in each one mark a slot; across slot by slot. */
  marks: readonly Mark[]
  places: readonly (MarkPlace | null)[]
  /** What is drawn of each mark: its number, its part of all in its slot, or of the axis on a log scale; NaN = unknown. */
  values: readonly number[]
  /** Of a band its lower and upper edge, slot by slot. */
  edges: readonly ([number, number] | null)[]
  slots: readonly string[]
  /** The slots that are named; null = as many as there is room for. */
  axisLabels: readonly number[] | null
  series: readonly { key: string; name: string; look: SeriesLook }[]
  axis: ValueTicks
  /** Of lines: the other of two sides that are compared, series by series and slot by slot; NaN = unknown. Drawn dashed, and no marks. */
  others?: readonly (readonly number[])[]
  /** Bars without gaps, as those of a histogram. */
  touching: boolean
}

/** A mark for each pair of numbers, as large as its films are many. Drawn by Recharts' charts as well. */
export interface ScatterDrawing {
  kind: 'scatter'
  marks: readonly Mark[]
  places: readonly (MarkPlace | null)[]
  points: readonly { x: number; y: number; size: number }[]
  x: ValueTicks
  y: ValueTicks
}

/** The same drawing for each member of a dimension, with the same axes. Drawn by Recharts' charts as well. */
export interface MultiplesDrawing {
  kind: 'multiples'
  panels: readonly { name: string; drawing: SeriesDrawing }[]
  /** Panel by panel, in each as its drawing has them: of every panel as many. */
  marks: readonly Mark[]
}

/** What is drawn, as data: the plot on the screen and the exported picture are both made from it. */
export type Drawing =
  | { kind: 'columns' | 'area' | 'bars'; marks: readonly Mark[]; scale: GhostScale; axisLabels: readonly number[] }
  | {
      kind: 'spread'
      marks: readonly Mark[]
      points: readonly (SpreadPoint | null)[]
      /** Of the other of two sides that are compared, whose means are drawn as a dashed line; absent = there is one. */
      other?: readonly (SpreadPoint | null)[]
      axisLabels: readonly number[]
      /** Ends of the rating axis. */
      domain: readonly [number, number]
    }
  | {
      kind: 'heat'
      marks: readonly Mark[]
      columns: readonly string[]
      rows: readonly string[]
      max: number
      /** What the colours begin at, in equal steps, where nothing is no end of the scale: means. Absent = at nothing, by the root. */
      from?: number
      unit: string
    }
  | SeriesDrawing
  | ScatterDrawing
  | MultiplesDrawing

/** A cell of a chart's table: what "as a table" shows and CSV exports. */
export type Cell = string | number | null

export interface ChartTable {
  columns: readonly { label: string; numeric: boolean }[]
  rows: readonly (readonly Cell[])[]
}

/** What a tooltip says and a screen reader hears about one mark. */
export interface MarkTip {
  title: string
  lines: readonly { label: string; value: string }[]
}

/** A chart in full: what is drawn, what it is called, what is counted, and what each mark says. */
export interface ChartModel {
  id: string
  title: string
  /** What is counted and how many: "12,345 films". */
  counted: string
  /** What a reader must know besides: unknowns left out, several genres a film, the ghost's scale, sample data. */
  notes: readonly string[]
  drawing: Drawing
  /** Text of a value on the bar or its axis. */
  format: (value: number) => string
  tip: (index: number) => MarkTip
  table: () => ChartTable
}

/** A tip as one sentence. */
export function tipSentence({ title, lines }: MarkTip): string {
  return [title, ...lines.map(({ label, value }) => `${label} ${value}`)].join(', ')
}

/** What a person did to a mark. */
export type MarkAction = 'pick' | 'add' | 'exclude'

/** Stretches of neighbouring marks that the filter leaves aside or drops: what a plot of one piece has veiled. */
export function markRuns(marks: readonly Mark[]): { from: number; to: number; state: 'aside' | 'dropped' }[] {
  const runs: { from: number; to: number; state: 'aside' | 'dropped' }[] = []
  marks.forEach(({ state }, index) => {
    if (state !== 'aside' && state !== 'dropped') return
    const last = runs.at(-1)
    if (last && last.to === index - 1 && last.state === state) last.to = index
    else runs.push({ from: index, to: index, state })
  })
  return runs
}
