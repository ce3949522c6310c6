import type { Mark } from '../model.ts'
import type { PlotBox } from './geometry.ts'

/** Pixels between an axis and its labels. */
export const labelGap = 8

interface ValueAxisProps {
  box: PlotBox
  ticks: readonly number[]
  /** Part of the box below a value, 0 to 1. */
  at: (value: number) => number
  format: (value: number) => string
}

/** Where a part of the box ends, counted from its bottom, in pixels from the top of the plot. */
export function heightOf(box: PlotBox, part: number): number {
  return box.top + box.height * (1 - part)
}

/**
 * A grid line and a label left of the box for each tick. Our own, as the other axes: Recharts' measure and lay out in a store
 * of their own what `plotBox` knows already, which draws every chart twice.
 */
export function ValueAxis({ box, ticks, at, format }: ValueAxisProps) {
  return ticks.map((value) => {
    const y = heightOf(box, at(value))
    return (
      <g key={value}>
        <line className="grid-line" x1={box.left} x2={box.left + box.width} y1={y} y2={y} />
        <text className="axis-text" x={box.left - labelGap} y={y} dy="0.355em">
          {format(value)}
        </text>
      </g>
    )
  })
}

/** The line below the box, and the labels of some of its equal slots, in the middle of theirs. */
export function SlotAxis(props: { box: PlotBox; marks: readonly Mark[]; labelled: readonly number[] }) {
  const { box, marks, labelled } = props
  const bottom = box.top + box.height
  const slot = box.width / Math.max(1, marks.length)
  return (
    <>
      <line className="axis-line" x1={box.left} x2={box.left + box.width} y1={bottom} y2={bottom} />
      {labelled.map((index) => (
        <text
          key={marks[index]?.key ?? index}
          className="axis-text middle"
          x={box.left + (index + 0.5) * slot}
          y={bottom + labelGap}
          dy="0.71em"
        >
          {marks[index]?.label}
        </text>
      ))}
    </>
  )
}
