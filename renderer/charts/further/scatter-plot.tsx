import { memo } from 'react'
import { CartesianGrid, Scatter, ScatterChart, XAxis, YAxis } from 'recharts'
import { classes } from '../../components/index.ts'
import type { ChartModel, ScatterDrawing } from '../model.ts'
import { boxOf, type PlotBox } from '../plots/geometry.ts'
import { valueAxis } from './axes.ts'

/** Radius of the smallest and the largest dot, in pixels. */
const radii = { least: 3, most: 16 }
/** Pixels that a character takes, and a line in height. */
const character = 6.2
const line = 12

/** What Recharts tells of a dot. */
interface Dot {
  cx?: number | undefined
  cy?: number | undefined
  payload?: { at: number; size: number } | undefined
}

/** A dot for each pair of numbers, its area as its films are many, named where there is room. Drawn by Recharts. */
export const ScatterPlot = memo(function ScatterPlot(props: { model: ChartModel; width: number; height: number }) {
  const { model, width, height } = props
  const { drawing } = model
  if (drawing.kind !== 'scatter') return null
  const box = boxOf(drawing, width, height)
  const { x, y, points, marks } = drawing
  const most = points.reduce((largest, { size }) => Math.max(largest, size), 1)
  const radius = (size: number) => Math.max(radii.least, radii.most * Math.sqrt(size / most))
  // The large ones first, so that a small one is not hidden.
  const data = points
    .map((point, at) => ({ ...point, at }))
    .filter((point) => !Number.isNaN(point.x) && !Number.isNaN(point.y))
    .sort((a, b) => b.size - a.size)
  const named = namesThatFit(drawing, box, radius)
  return (
    <ScatterChart
      className="further"
      width={width}
      height={height}
      margin={{ left: 0, top: box.top, right: width - box.left - box.width, bottom: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid />
      <XAxis {...valueAxis(x)} allowDataOverflow={false} dataKey="x" height={height - box.top - box.height} axisLine />
      <YAxis {...valueAxis(y)} allowDataOverflow={false} dataKey="y" width={box.left} />
      <Scatter
        data={data}
        isAnimationActive={false}
        shape={({ cx, cy, payload }: Dot) => (
          <circle
            className={classes('scatter-dot', marks[payload?.at ?? 0]?.few && 'few')}
            cx={cx}
            cy={cy}
            r={radius(payload?.size ?? 0)}
          />
        )}
      />
      <text className="axis-name" x={box.left + box.width} y={height - 4} textAnchor="end">
        {x.name}
      </text>
      <text className="axis-name" x={box.left + 4} y={box.top + 9}>
        {y.name}
      </text>
      <g className="scatter-names">
        {named.map(({ index, left, top }) => (
          <text key={marks[index]?.key} x={left} y={top}>
            {marks[index]?.label}
          </text>
        ))}
      </g>
    </ScatterChart>
  )
})

/** The names that stand right of their dots without touching another name or dot, those of many films first. */
function namesThatFit({ marks, places, points }: ScatterDrawing, box: PlotBox, radius: (size: number) => number) {
  const dots = points.map(({ size }, index) => {
    const place = places[index]
    const [x, y] = place ? [box.left + place.x * box.width, box.top + place.y * box.height] : [-99, -99]
    const half = radius(size)
    return { left: x - half, top: y - half, right: x + half, bottom: y + half }
  })
  const taken: { left: number; top: number; right: number; bottom: number }[] = []
  const order = points.map((_, index) => index).sort((a, b) => (points[b]?.size ?? 0) - (points[a]?.size ?? 0))
  return order.flatMap((index) => {
    const place = places[index]
    const mark = marks[index]
    if (!place || !mark) return []
    const left = box.left + place.x * box.width + radius(points[index]?.size ?? 0) + 3
    const top = box.top + place.y * box.height + 4
    const own = { left, top: top - line + 2, right: left + mark.label.length * character, bottom: top + 2 }
    const isOut = own.right > box.left + box.width || own.top < box.top
    const meets = [...taken, ...dots.filter((_, other) => other !== index)].some(
      (other) => own.left < other.right && other.left < own.right && own.top < other.bottom && other.top < own.bottom,
    )
    if (isOut || meets) return []
    taken.push(own)
    return [{ index, left, top }]
  })
}
