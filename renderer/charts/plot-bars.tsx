import { memo } from 'react'
import { Area, AreaChart, Bar, BarChart, type BarShapeProps, CartesianGrid, XAxis, YAxis } from 'recharts'
import { formatCompact } from '../format.ts'
import { plotBox } from './geometry.ts'
import type { ChartModel, Mark } from './model.ts'
import { niceTicks } from './scale.ts'

interface CountPlotProps {
  model: ChartModel
  width: number
  height: number
}

interface Datum extends Mark {
  ghost: number
  /** The longer of the two, so that one bar reaches over both. */
  reach: number
  text: string
}

function data(model: ChartModel): Datum[] {
  const { drawing } = model
  if (drawing.kind === 'spread' || drawing.kind === 'heat') return []
  return drawing.marks.map((mark) => {
    const ghost = mark.all * drawing.scale.factor
    return { ...mark, ghost, reach: Math.max(mark.value, ghost), text: model.format(mark.value) }
  })
}

// Recharts types the datum of a shape as `any`; this is the one place that names it.
const datumOf = (props: BarShapeProps): Datum => props.payload as Datum

function Column(props: BarShapeProps) {
  const { x, y, width, height } = props
  const { ghost, value, reach, state } = datumOf(props)
  if (reach <= 0) return null
  const gap = width > 6 ? 1 : width > 3 ? 0.5 : 0
  const bottom = y + height
  const ghostHeight = (height * ghost) / reach
  const valueHeight = (height * value) / reach
  return (
    <g>
      <rect className="ghost" x={x + gap} y={bottom - ghostHeight} width={width - 2 * gap} height={ghostHeight} />
      <rect
        className={`mark ${state}`}
        x={x + gap}
        y={bottom - valueHeight}
        width={width - 2 * gap}
        height={valueHeight}
      />
    </g>
  )
}

function Row(props: BarShapeProps) {
  const { x, y, width, height } = props
  const { ghost, value, reach, state, text } = datumOf(props)
  const ghostWidth = reach > 0 ? (width * ghost) / reach : 0
  const valueWidth = reach > 0 ? (width * value) / reach : 0
  const limit = props.parentViewBox.x + props.parentViewBox.width
  return (
    <g>
      <rect className="ghost" x={x} y={y + 1} width={ghostWidth} height={Math.max(0, height - 2)} />
      <rect className={`mark ${state}`} x={x} y={y + 1} width={valueWidth} height={Math.max(0, height - 2)} />
      <text className={`value ${state}`} x={limit + 48} y={y + height / 2} dy="0.355em" textAnchor="end">
        {text}
      </text>
    </g>
  )
}

/** Columns over an ordered axis, the whole catalogue's shape behind them. */
export const ColumnPlot = memo(function ColumnPlot({ model, width, height }: CountPlotProps) {
  const { drawing } = model
  if (drawing.kind !== 'columns') return null
  const box = plotBox('columns', width, height)
  const ticks = niceTicks(drawing.scale.max, 3)
  const labels = drawing.axisLabels.map((index) => drawing.marks[index]?.key ?? '')
  return (
    <BarChart
      data={data(model)}
      width={width}
      height={height}
      margin={{ top: box.top, right: width - box.left - box.width, bottom: 0, left: 0 }}
      barCategoryGap={0}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} />
      <XAxis
        dataKey="key"
        height={height - box.top - box.height}
        ticks={labels}
        interval={0}
        tickLine={false}
        tickFormatter={(key: string) => drawing.marks.find((mark) => mark.key === key)?.label ?? key}
      />
      <YAxis
        width={box.left}
        ticks={ticks}
        domain={[0, ticks.at(-1) ?? 1]}
        interval={0}
        tickLine={false}
        axisLine={false}
        tickFormatter={formatCompact}
      />
      <Bar dataKey="reach" shape={Column} isAnimationActive={false} minPointSize={0} />
    </BarChart>
  )
})

/** An area over many narrow steps of time, the whole catalogue's shape behind it. */
export const AreaPlot = memo(function AreaPlot({ model, width, height }: CountPlotProps) {
  const { drawing } = model
  if (drawing.kind !== 'area') return null
  const box = plotBox('area', width, height)
  const ticks = niceTicks(drawing.scale.max, 3)
  const labels = drawing.axisLabels.map((index) => drawing.marks[index]?.key ?? '')
  return (
    <AreaChart
      data={data(model)}
      width={width}
      height={height}
      margin={{ top: box.top, right: width - box.left - box.width, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} />
      <XAxis
        dataKey="key"
        scale="band"
        height={height - box.top - box.height}
        ticks={labels}
        interval={0}
        tickLine={false}
        tickFormatter={(key: string) => drawing.marks.find((mark) => mark.key === key)?.label ?? key}
      />
      <YAxis
        width={box.left}
        ticks={ticks}
        domain={[0, ticks.at(-1) ?? 1]}
        interval={0}
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
})

/** Horizontal bars, one a row, with the value at the right edge. */
export const BarPlot = memo(function BarPlot({ model, width, height }: CountPlotProps) {
  const { drawing } = model
  if (drawing.kind !== 'bars') return null
  const box = plotBox('bars', width, height)
  return (
    <BarChart
      layout="vertical"
      data={data(model)}
      width={width}
      height={height}
      margin={{ top: box.top, right: width - box.left - box.width, bottom: height - box.top - box.height, left: 0 }}
      barCategoryGap={0}
      accessibilityLayer={false}
    >
      <XAxis type="number" hide domain={[0, drawing.scale.max]} />
      <YAxis
        type="category"
        dataKey="key"
        width={box.left}
        interval={0}
        tickLine={false}
        axisLine={false}
        tickFormatter={(key: string) => drawing.marks.find((mark) => mark.key === key)?.label ?? key}
      />
      <Bar dataKey="reach" shape={Row} isAnimationActive={false} minPointSize={0} />
    </BarChart>
  )
})
