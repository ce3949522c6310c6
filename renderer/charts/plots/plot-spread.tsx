import { memo, useId } from 'react'
import { Curve, Surface } from 'recharts'
import type { SpreadPoint } from '../../../shared/contract/explore.ts'
import type { ChartModel } from '../model.ts'
import { heightOf, SlotAxis, ValueAxis } from './axis-parts.tsx'
import { plotBox } from './geometry.ts'
import { isolatedIndices, ticksInside } from './scale.ts'

type SpreadPlotProps = { model: ChartModel; width: number; height: number }

/** The filter's own years are veiled by the mark layer, so only other numbers or another size draw the lines again. */
function samePoints(a: SpreadPlotProps, b: SpreadPlotProps): boolean {
  const [from, to] = [a.model.drawing, b.model.drawing]
  if (a.width !== b.width || a.height !== b.height || from.kind !== 'spread' || to.kind !== 'spread') return false
  if (from.domain[0] !== to.domain[0] || from.domain[1] !== to.domain[1]) return false
  if ((from.other === undefined) !== (to.other === undefined)) return false
  const all = (drawing: typeof from) => [...drawing.points, ...(drawing.other ?? [])]
  const [before, after] = [all(from), all(to)]
  return before.length === after.length && before.every((point, index) => point === after[index])
}

/** Means as a line inside the middle half of the films; gaps where no film has a value. */
export const SpreadPlot = memo(function SpreadPlot(props: SpreadPlotProps) {
  const { model, width, height } = props
  const { drawing } = model
  const clip = useId()
  if (drawing.kind !== 'spread') return null
  const box = plotBox('spread', width, height, 1)
  const { marks, points, other, domain, axisLabels } = drawing
  const slot = box.width / Math.max(1, marks.length)
  const at = (value: number) => (value - domain[0]) / (domain[1] - domain[0])
  const line = (pick: (point: SpreadPoint) => number, of = points) =>
    marks.map((_, index) => {
      const point = of[index]
      return { x: box.left + (index + 0.5) * slot, y: point ? heightOf(box, at(pick(point))) : null }
    })
  const means = line(({ mean }) => mean)
  return (
    <Surface width={width} height={height}>
      <ValueAxis box={box} ticks={ticksInside(domain)} at={at} format={String} />
      <clipPath id={clip}>
        <rect x={box.left} y={box.top} width={box.width} height={box.height} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        <Curve className="band" points={line(({ p75 }) => p75)} baseLine={line(({ p25 }) => p25)} />
        <Curve className="mean-line" points={means} />
        {other ? <OtherMeans means={line(({ mean }) => mean, other)} alone={isolatedIndices(other)} /> : null}
        {isolatedIndices(points).map((index) => (
          <circle key={index} className="mean-dot" cx={means[index]?.x} cy={means[index]?.y ?? undefined} r={2} />
        ))}
      </g>
      <SlotAxis box={box} marks={marks} labelled={axisLabels} />
    </Surface>
  )
}, samePoints)

/** The means of the other side: a dashed line, and rings where a point has no neighbour. */
function OtherMeans({ means, alone }: { means: { x: number; y: number | null }[]; alone: readonly number[] }) {
  return (
    <>
      <Curve className="mean-line other" points={means} />
      {alone.map((index) => (
        <circle key={index} className="mean-line other" cx={means[index]?.x} cy={means[index]?.y ?? undefined} r={2} />
      ))}
    </>
  )
}
