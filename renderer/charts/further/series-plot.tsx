import { memo, type ReactElement, type ReactNode } from 'react'
import { Area, Bar, CartesianGrid, ComposedChart, Line, Rectangle, type RectangleProps, XAxis, YAxis } from 'recharts'
import { classes } from '../../components/index.ts'
import type { ChartModel, SeriesDrawing, ValueTicks } from '../model.ts'
import { boxOf, type PlotBox, shortLabel } from '../plots/geometry.ts'
import { isolatedIndices, spreadIndices } from '../plots/scale.ts'
import { slotAxis, valueAxis } from './axes.ts'
import { Legend } from './legend.tsx'
import { lookOf } from './looks.ts'

interface Row {
  slot: number
  edges: [number, number] | null
  [series: `v${number}` | `other${number}`]: number | null
}

/** Up to so many points of a line have a dot each. */
const mostDots = 40

/** The numbers slot by slot, as Recharts takes them. */
function rowsOf(drawing: SeriesDrawing): Row[] {
  const { slots, series, edges } = drawing
  return slots.map((_, slot) => {
    const row: Row = { slot, edges: edges[slot] ?? null }
    series.forEach((_series, at) => {
      const value = drawing.values[indexOf(drawing, at, slot)] ?? Number.NaN
      row[`v${at}`] = Number.isNaN(value) ? null : value
      const other = drawing.others?.[at]?.[slot] ?? Number.NaN
      if (drawing.others) row[`other${at}`] = Number.isNaN(other) ? null : other
    })
    return row
  })
}

/** The place of a series' mark in a slot among all marks. */
function indexOf({ across, slots, series }: SeriesDrawing, at: number, slot: number): number {
  return across ? slot * series.length + at : at * slots.length + slot
}

/** The slots that are named: those it was told, or as many as there is room for. */
export function namedSlots({ axisLabels, slots, across }: SeriesDrawing, box: PlotBox): readonly number[] {
  if (axisLabels) return axisLabels
  if (across) return spreadIndices(slots.length, Math.floor(box.height / 11))
  const longest = slots.reduce((most, { length }) => Math.max(most, length), 1)
  return spreadIndices(slots.length, Math.floor(box.width / (longest * 6.5 + 8)))
}

/** Lines, stacks, areas and bands over equal slots, drawn by Recharts. */
export const SeriesPlot = memo(function SeriesPlot(props: { model: ChartModel; width: number; height: number }) {
  const { model, width, height } = props
  const { drawing } = model
  if (drawing.kind !== 'series') return null
  const box = boxOf(drawing, width, height)
  const named = namedSlots(drawing, box)
  return (
    <SeriesChart drawing={drawing} width={width} height={height} box={box} named={named} axis={drawing.axis}>
      <Legend drawing={drawing} box={box} width={width} height={height} />
    </SeriesChart>
  )
})

/** One of Recharts' charts of a drawing: where its marks go in it, what its axes name, and which of them are there. */
export function SeriesChart(props: {
  drawing: SeriesDrawing
  width: number
  height: number
  box: PlotBox
  named: readonly number[]
  axis: ValueTicks
  hidden?: { left: boolean; bottom: boolean }
  children?: ReactNode
}) {
  const { drawing, width, height, box, named, axis, hidden = { left: false, bottom: false }, children } = props
  const { across, slots } = drawing
  const bottom = height - box.top - box.height
  const beside = { width: box.left, hide: hidden.left }
  const below = { height: bottom, ...(hidden.bottom ? { tick: false } : {}) }
  return (
    <ComposedChart
      className="further"
      width={width}
      height={height}
      data={rowsOf(drawing)}
      layout={across ? 'vertical' : 'horizontal'}
      margin={{
        left: hidden.left ? box.left : 0,
        top: box.top,
        right: width - box.left - box.width,
        bottom: 0,
      }}
      barCategoryGap={drawing.touching ? 0 : '12%'}
      accessibilityLayer={false}
    >
      <CartesianGrid
        horizontal={!across}
        vertical={across}
        {...(across ? { verticalValues: axis.ticks.map(({ at }) => at) } : {})}
      />
      {across ? (
        <>
          <XAxis {...valueAxis(axis)} {...below} />
          <YAxis {...slotAxis(slots, named, shortLabel)} {...beside} />
        </>
      ) : (
        <>
          <XAxis {...slotAxis(slots, named, (label) => label)} axisLine {...below} />
          <YAxis {...valueAxis(axis)} {...beside} />
        </>
      )}
      {partsOf(drawing)}
      {children}
    </ComposedChart>
  )
}

/** The marks of all series, as the shape has them. */
function partsOf(drawing: SeriesDrawing): ReactElement[] {
  const { shape, series, others } = drawing
  const band =
    shape === 'band'
      ? [<Area key="band" className="band" dataKey="edges" isAnimationActive={false} activeDot={false} />]
      : []
  const dashed = (others ?? []).map((values, at) => {
    const look = lookOf(series[at]?.look ?? { colour: null, again: false })
    return (
      <Line
        key={`other ${series[at]?.key}`}
        dataKey={`other${at}`}
        className={classes(look, 'other')}
        isAnimationActive={false}
        connectNulls={false}
        activeDot={false}
        dot={aloneOf(values, look)}
        strokeWidth={1.25}
        strokeDasharray="4 3"
      />
    )
  })
  return [
    ...band,
    ...dashed,
    ...series.map(({ key, look }, at) => {
      const shared = { dataKey: `v${at}`, className: lookOf(look), isAnimationActive: false } as const
      if (shape === 'bars') {
        return <Bar key={key} {...shared} stackId="all" shape={(bar: RectangleProps) => <Piece {...bar} />} />
      }
      if (shape === 'area') return <Area key={key} {...shared} stackId="all" activeDot={false} />
      return (
        <Line
          key={key}
          {...shared}
          connectNulls={false}
          activeDot={false}
          dot={dotOf(drawing, at, lookOf(look))}
          strokeWidth={1.75}
        />
      )
    }),
  ]
}

/** Rings for the points of a dashed line that have no neighbour. */
function aloneOf(values: readonly number[], look: string) {
  const alone = new Set(isolatedIndices(values.map((value) => (Number.isNaN(value) ? null : value))))
  return ({ cx, cy, index = 0 }: { cx?: number; cy?: number; index?: number }) =>
    alone.has(index) && typeof cx === 'number' && typeof cy === 'number' && !Number.isNaN(cy) ? (
      <circle key={index} className={classes('dot few', look)} cx={cx} cy={cy} r={2.25} />
    ) : (
      <g key={index} />
    )
}

/** A piece of a bar; Recharts' own rectangle, without the text that it would read out. */
function Piece({ x = 0, y = 0, width = 0, height = 0 }: RectangleProps) {
  return <Rectangle x={x} y={y} width={width} height={height} className="piece" />
}

/** The dots of a line: hollow where a number is of few films; of long lines only those and points that stand alone. */
function dotOf(drawing: SeriesDrawing, at: number, look: string) {
  const indices = drawing.slots.map((_, slot) => indexOf(drawing, at, slot))
  const values = indices.map((index) =>
    Number.isNaN(drawing.values[index] ?? Number.NaN) ? null : drawing.values[index],
  )
  const alone = new Set(isolatedIndices(values))
  return ({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) => {
    const slot = index ?? 0
    const few = drawing.marks[indices[slot] ?? 0]?.few === true
    const isShown = typeof cx === 'number' && typeof cy === 'number' && !Number.isNaN(cy) && values[slot] !== null
    if (!isShown || !(few || alone.has(slot) || drawing.slots.length <= mostDots)) return <g key={slot} />
    return <circle key={slot} className={classes('dot', few && 'few', look)} cx={cx} cy={cy} r={few ? 3 : 2.25} />
  }
}
