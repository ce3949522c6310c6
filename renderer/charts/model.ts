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
  /** Its period was not over when the numbers were published: there is more to come, and a low bar is no drop. */
  unfinished?: boolean
}

/** What is drawn, as data: the plot on the screen and the exported picture are both made from it. */
export type Drawing =
  | { kind: 'columns' | 'area' | 'bars'; marks: readonly Mark[]; scale: GhostScale; axisLabels: readonly number[] }
  | {
      kind: 'spread'
      marks: readonly Mark[]
      points: readonly (SpreadPoint | null)[]
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
