import type { MarkPlace, SeriesDrawing, SeriesLook, ValueTicks } from '../../charts/model.ts'
import { sameSize } from '../compare/other-side.ts'
import type { Point } from './points.ts'
import type { Sheet } from './sheet.ts'

/** Part of a slot left free at each end of a bar, as Recharts' `barCategoryGap` has it. */
const gap = 0.12

interface Shape {
  shape: SeriesDrawing['shape']
  /** Slots down the height, for names. */
  across?: boolean
  /** Parts of all in their slot, in place of the numbers. */
  isShare?: boolean
  touching?: boolean
  /** Of a band its lower and upper edge, slot by slot. */
  edges?: readonly ([number, number] | null)[]
  axis: ValueTicks
  looks: readonly SeriesLook[]
}

/** The points of a sheet in the order of its drawing's marks. */
export function inMarkOrder({ points, slots }: Pick<Sheet, 'points' | 'slots'>, across: boolean): Point[] {
  return across ? slots.flatMap((_, slot) => points.map((row) => row[slot] as Point)) : points.flat()
}

/** What is drawn of each point, series by series: its number, or its part of all in its slot. */
export function drawnValues({ points, slots }: Sheet, isShare: boolean): number[][] {
  const sums = slots.map((_, slot) => points.reduce((sum, row) => sum + known(row[slot]?.value), 0))
  return points.map((row) =>
    row.map(({ value }, slot) => (isShare ? (sums[slot] ? known(value) / (sums[slot] as number) : Number.NaN) : value)),
  )
}

/** What the other side has of each point, as it is drawn beside those of the first; NaN = unknown. */
export function othersOf({ points, view, measure }: Pick<Sheet, 'points' | 'view' | 'measure'>): number[][] {
  const factor = sameSize(view, measure)
  return points.map((row) => row.map(({ other }) => (other === null ? Number.NaN : other * factor)))
}

function known(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? 0 : value
}

/** A sheet as lines, bars on each other, areas on each other, or a line in a band. */
export function seriesDrawing(sheet: Sheet, how: Shape): SeriesDrawing {
  const { shape, across = false, isShare = false, touching = false, edges = [], axis, looks } = how
  const { slots, series } = sheet
  const values = drawnValues(sheet, isShare)
  const part = (value: number) => (value - axis.domain[0]) / (axis.domain[1] - axis.domain[0])
  const isPiled = shape === 'bars' || shape === 'area'
  /** What lies below each point. */
  const below = slots.map(() => 0)
  const places = values.map((row) =>
    row.map((value, slot): MarkPlace | null => {
      if (Number.isNaN(value)) return null
      const from = isPiled ? (below[slot] as number) : value
      const to = isPiled ? from + value : value
      below[slot] = to
      return placeOf(shape, part(Math.min(from, to)), part(Math.max(from, to)), slot)
    }),
  )
  function placeOf(of: SeriesDrawing['shape'], low: number, high: number, slot: number): MarkPlace {
    const width = 1 / slots.length
    const middle = (slot + 0.5) * width
    // An area is one piece: what can be pointed at is the middle of its height.
    if (of === 'area') return { x: middle, y: 1 - (low + high) / 2, width: 0, height: 0 }
    if (of !== 'bars') return { x: middle, y: 1 - high, width: 0, height: 0 }
    const free = touching ? 0 : gap
    const start = (slot + free) * width
    const thick = (1 - 2 * free) * width
    return across
      ? { x: low, y: start, width: high - low, height: thick }
      : { x: start, y: 1 - high, width: thick, height: high - low }
  }
  const ordered = <T>(rows: readonly (readonly T[])[]): T[] =>
    across ? slots.flatMap((_, slot) => rows.map((row) => row[slot] as T)) : rows.flat()
  return {
    kind: 'series',
    shape,
    across,
    marks: inMarkOrder(sheet, across).map(({ mark }) => mark),
    places: ordered(places),
    values: ordered(values),
    edges,
    slots: slots.map(({ label }) => label),
    axisLabels: sheet.axisLabels,
    series: series.map(({ text }, at) => ({
      key: `${at} ${text}`,
      name: text,
      look: looks[at] ?? { colour: null, again: false },
    })),
    axis,
    touching,
    ...(sheet.view.second && shape === 'lines' ? { others: othersOf(sheet) } : {}),
  }
}
