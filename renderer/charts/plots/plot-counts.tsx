import { memo } from 'react'
import { Curve, Surface } from 'recharts'
import { formatTick } from '../../format.ts'
import type { ChartModel } from '../model.ts'
import { SlotAxis, ValueAxis } from './axis-parts.tsx'
import { type PlotBox, plotBox } from './geometry.ts'
import { ColumnMarks, type CountDrawing, RowMarks } from './marks.tsx'
import { valueScale } from './scale.ts'

export interface PlotProps {
  model: ChartModel
  width: number
  height: number
}

/** Axes of a drawing that counts upwards over equal slots. */
function CountAxes({ drawing, box }: { drawing: CountDrawing; box: PlotBox }) {
  const { ticks, at } = valueScale(drawing.scale)
  return (
    <>
      <ValueAxis box={box} ticks={ticks} at={at} format={formatTick} />
      <SlotAxis box={box} marks={drawing.marks} labelled={drawing.axisLabels} />
      {drawing.scale.log ? (
        <text className="axis-name" x={box.left + 4} y={box.top + 8}>
          log scale
        </text>
      ) : null}
    </>
  )
}

/** Columns over an ordered axis, the whole catalogue's shape behind them. */
export function ColumnPlot({ model, width, height }: PlotProps) {
  const drawing = model.drawing as CountDrawing
  const box = plotBox('columns', width, height, 1)
  return (
    <Surface width={width} height={height}>
      <CountAxes drawing={drawing} box={box} />
      <ColumnMarks drawing={drawing} box={box} format={model.format} />
    </Surface>
  )
}

/** Horizontal bars, one a row, with the value at the right edge. */
export function BarPlot({ model, width, height }: PlotProps) {
  const drawing = model.drawing as CountDrawing
  const box = plotBox('bars', width, height, drawing.marks.length)
  return (
    <Surface width={width} height={height}>
      <RowMarks drawing={drawing} box={box} right={width - 4} format={model.format} />
    </Surface>
  )
}

/** What the filter keeps of the area is veiled by the mark layer, so only other numbers or another size draw it again. */
function sameNumbers(a: PlotProps, b: PlotProps): boolean {
  const [from, to] = [a.model.drawing, b.model.drawing]
  if (a.width !== b.width || a.height !== b.height || from.kind !== 'area' || to.kind !== 'area') return false
  if (from.marks.length !== to.marks.length || from.scale.factor !== to.scale.factor) return false
  if (from.scale.log !== to.scale.log || from.scale.outlined !== to.scale.outlined) return false
  return from.marks.every((mark, index) => {
    const other = to.marks[index]
    return other !== undefined && mark.key === other.key && mark.value === other.value && mark.all === other.all
  })
}

/** An area over many narrow steps of time, the whole catalogue's shape behind it. */
export const AreaPlot = memo(function AreaPlot({ model, width, height }: PlotProps) {
  const drawing = model.drawing as CountDrawing
  const { marks, scale } = drawing
  const box = plotBox('area', width, height, 1)
  const { at } = valueScale(scale)
  const slot = box.width / Math.max(1, marks.length)
  const bottom = box.top + box.height
  const points = (value: (mark: CountDrawing['marks'][number]) => number) =>
    marks.map((mark, index) => ({ x: box.left + (index + 0.5) * slot, y: bottom - at(value(mark)) * box.height }))
  const behind = points(({ all }) => all * scale.factor)
  return (
    <Surface width={width} height={height}>
      <CountAxes drawing={drawing} box={box} />
      {scale.outlined ? null : <Curve className="ghost" type="step" baseLine={bottom} points={behind} />}
      <Curve className="mark area" type="step" baseLine={bottom} points={points(({ value }) => value)} />
      {scale.outlined ? <Curve className="outline" type="step" points={behind} /> : null}
    </Surface>
  )
}, sameNumbers)
