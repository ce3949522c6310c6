import { memo, useMemo } from 'react'
import { Area, AreaChart, BarChart, CartesianGrid, XAxis, YAxis } from 'recharts'
import { formatCompact } from '../format.ts'
import { gridLines, labelBelow, labelBeside, noLines } from './axis-parts.tsx'
import { plotBox, shortLabel } from './geometry.ts'
import { ColumnMarks, type CountDrawing, MarksContext, RowMarks, valueTicks } from './marks.tsx'
import type { ChartModel } from './model.ts'

export interface PlotProps {
  model: ChartModel
  width: number
  height: number
}

/** An array that keeps its identity while its items stay the same, so that a layout made from it stays too. */
function useSame<T extends string | number>(items: readonly T[]): T[] {
  const key = items.join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the items
  return useMemo(() => [...items], [key])
}

interface ScaffoldProps {
  keys: string[]
  labels: string[]
  /** Keys that have a label on the axis. */
  labelled: string[]
  ticks: number[]
  width: number
  height: number
}

/** What the layout of a chart depends on; the numbers of its marks are not among it. */
function useScaffold(drawing: CountDrawing): Omit<ScaffoldProps, 'width' | 'height'> {
  return {
    keys: useSame(drawing.marks.map((mark) => mark.key)),
    labels: useSame(drawing.marks.map((mark) => mark.label)),
    labelled: useSame(drawing.axisLabels.map((index) => drawing.marks[index]?.key ?? '')),
    ticks: useSame(valueTicks(drawing)),
  }
}

/**
 * Recharts lays out axes and grid from the keys, the ticks and the size. The marks stand inside it and read their numbers from a
 * context, so that a step of a brush redraws a few paths instead of laying the chart out again.
 */
const ColumnScaffold = memo(function ColumnScaffold({ keys, labels, labelled, ticks, width, height }: ScaffoldProps) {
  const box = plotBox('columns', width, height, 1)
  const byKey = new Map(keys.map((key, index) => [key, labels[index] ?? key]))
  return (
    <BarChart
      data={keys.map((key) => ({ key }))}
      width={width}
      height={height}
      margin={{ top: box.top, right: width - box.left - box.width, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid
        vertical={false}
        horizontalPoints={gridLines(ticks, [0, ticks.at(-1) ?? 1], box)}
        verticalCoordinatesGenerator={noLines}
      />
      <ColumnMarks />
      <XAxis
        dataKey="key"
        scale="band"
        height={height - box.top - box.height}
        ticks={labelled}
        interval={0}
        tick={labelBelow}
        tickLine={false}
        tickFormatter={(key: string) => byKey.get(key) ?? key}
      />
      <YAxis
        width={box.left}
        ticks={ticks}
        domain={[0, ticks.at(-1) ?? 1]}
        allowDataOverflow
        interval={0}
        tick={labelBeside}
        tickLine={false}
        axisLine={false}
        tickFormatter={formatCompact}
      />
    </BarChart>
  )
})

/** Columns over an ordered axis, the whole catalogue's shape behind them. */
export function ColumnPlot({ model, width, height }: PlotProps) {
  const scaffold = useScaffold(model.drawing as CountDrawing)
  const context = useMemo(() => ({ model, width, height }), [model, width, height])
  return (
    <MarksContext.Provider value={context}>
      <ColumnScaffold {...scaffold} width={width} height={height} />
    </MarksContext.Provider>
  )
}

const RowScaffold = memo(function RowScaffold({ keys, labels, ticks, width, height }: ScaffoldProps) {
  const box = plotBox('bars', width, height, keys.length)
  const byKey = new Map(keys.map((key, index) => [key, labels[index] ?? key]))
  return (
    <BarChart
      layout="vertical"
      data={keys.map((key) => ({ key }))}
      width={width}
      height={height}
      margin={{
        top: box.top,
        right: width - box.left - box.width,
        bottom: height - box.top - box.height,
        left: 0,
      }}
      accessibilityLayer={false}
    >
      <XAxis type="number" hide domain={[0, ticks.at(-1) ?? 1]} allowDataOverflow />
      <YAxis
        type="category"
        dataKey="key"
        scale="band"
        width={box.left}
        interval={0}
        tick={labelBeside}
        tickLine={false}
        axisLine={false}
        tickFormatter={(key: string) => shortLabel(byKey.get(key) ?? key)}
      />
      <RowMarks />
    </BarChart>
  )
})

/** Horizontal bars, one a row, with the value at the right edge. */
export function BarPlot({ model, width, height }: PlotProps) {
  const scaffold = useScaffold(model.drawing as CountDrawing)
  const context = useMemo(() => ({ model, width, height }), [model, width, height])
  return (
    <MarksContext.Provider value={context}>
      <RowScaffold {...scaffold} width={width} height={height} />
    </MarksContext.Provider>
  )
}

/** What the filter keeps of the area is veiled by the mark layer, so only other numbers or another size draw it again. */
function sameNumbers(a: PlotProps, b: PlotProps): boolean {
  const [from, to] = [a.model.drawing, b.model.drawing]
  if (a.width !== b.width || a.height !== b.height || from.kind !== 'area' || to.kind !== 'area') return false
  if (from.marks.length !== to.marks.length || from.scale.factor !== to.scale.factor) return false
  return from.marks.every((mark, index) => {
    const other = to.marks[index]
    return other !== undefined && mark.key === other.key && mark.value === other.value && mark.all === other.all
  })
}

/** An area over many narrow steps of time, the whole catalogue's shape behind it. */
export const AreaPlot = memo(function AreaPlot({ model, width, height }: PlotProps) {
  const drawing = model.drawing as CountDrawing
  const { marks, scale, axisLabels } = drawing
  const box = plotBox('area', width, height, 1)
  const ticks = valueTicks(drawing)
  const labels = new Map(marks.map((mark) => [mark.key, mark.label]))
  return (
    <AreaChart
      data={marks.map(({ key, value, all }) => ({ key, value, ghost: all * scale.factor }))}
      width={width}
      height={height}
      margin={{ top: box.top, right: width - box.left - box.width, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid
        vertical={false}
        horizontalPoints={gridLines(ticks, [0, ticks.at(-1) ?? 1], box)}
        verticalCoordinatesGenerator={noLines}
      />
      <XAxis
        dataKey="key"
        scale="band"
        height={height - box.top - box.height}
        ticks={axisLabels.map((index) => marks[index]?.key ?? '')}
        interval={0}
        tick={labelBelow}
        tickLine={false}
        tickFormatter={(key: string) => labels.get(key) ?? key}
      />
      <YAxis
        width={box.left}
        ticks={ticks}
        domain={[0, ticks.at(-1) ?? 1]}
        interval={0}
        tick={labelBeside}
        tickLine={false}
        axisLine={false}
        tickFormatter={formatCompact}
      />
      <Area
        className="ghost-area"
        dataKey="ghost"
        type="step"
        isAnimationActive={false}
        activeDot={false}
        dot={false}
      />
      <Area className="mark-area" dataKey="value" type="step" isAnimationActive={false} activeDot={false} dot={false} />
    </AreaChart>
  )
}, sameNumbers)
