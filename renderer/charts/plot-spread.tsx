import { memo } from 'react'
import { Area, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from 'recharts'
import { gridLines, labelBelow, labelBeside, noLines } from './axis-parts.tsx'
import { plotBox } from './geometry.ts'
import type { ChartModel } from './model.ts'
import { isolatedIndices, ratingTicks } from './scale.ts'

type SpreadPlotProps = { model: ChartModel; width: number; height: number }

/** The filter's own years are veiled by the mark layer, so only other numbers or another size draw the lines again. */
function samePoints(a: SpreadPlotProps, b: SpreadPlotProps): boolean {
  const [from, to] = [a.model.drawing, b.model.drawing]
  if (a.width !== b.width || a.height !== b.height || from.kind !== 'spread' || to.kind !== 'spread') return false
  if (from.domain[0] !== to.domain[0] || from.domain[1] !== to.domain[1]) return false
  return from.points.length === to.points.length && from.points.every((point, index) => point === to.points[index])
}

/** Mean rating a year as a line inside the middle half of the films; gaps where a year has no rated film. */
export const SpreadPlot = memo(function SpreadPlot(props: SpreadPlotProps) {
  const { model, width, height } = props
  const { drawing } = model
  if (drawing.kind !== 'spread') return null
  const box = plotBox('spread', width, height, 1)
  const isolated = new Set(isolatedIndices(drawing.points))
  const data = drawing.marks.map((mark, index) => {
    const point = drawing.points[index]
    return { key: mark.key, mean: point?.mean ?? null, middle: point ? [point.p25, point.p75] : null }
  })
  const dotAt = ({ index = -1, cx, cy }: { index?: number; cx?: number; cy?: number }) =>
    isolated.has(index) ? <circle key={index} className="mean-dot" cx={cx} cy={cy} r={2} /> : <g key={index} />
  return (
    <ComposedChart
      data={data}
      width={width}
      height={height}
      margin={{ top: box.top, right: width - box.left - box.width, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid
        vertical={false}
        horizontalPoints={gridLines(ratingTicks(drawing.domain), drawing.domain, box)}
        verticalCoordinatesGenerator={noLines}
      />
      <XAxis
        dataKey="key"
        scale="band"
        height={height - box.top - box.height}
        ticks={drawing.axisLabels.map((index) => drawing.marks[index]?.key ?? '')}
        interval={0}
        tick={labelBelow}
        tickLine={false}
      />
      <YAxis
        width={box.left}
        ticks={ratingTicks(drawing.domain)}
        domain={[...drawing.domain]}
        allowDataOverflow
        interval={0}
        tick={labelBeside}
        tickLine={false}
        axisLine={false}
      />
      <Area className="band-area" dataKey="middle" isAnimationActive={false} activeDot={false} dot={false} />
      <Line
        className="mean-line"
        dataKey="mean"
        isAnimationActive={false}
        activeDot={false}
        dot={isolated.size > 0 ? dotAt : false}
      />
    </ComposedChart>
  )
}, samePoints)
