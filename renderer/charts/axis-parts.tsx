import type { ReactNode } from 'react'
import type { PlotBox } from './geometry.ts'

interface TickProps {
  x?: number | string
  y?: number | string
  payload?: { value?: unknown }
  index?: number
  tickFormatter?: (value: never, index: number) => string
}

/**
 * A label below its place on the axis. Our own, as the next one: Recharts' measures every label in the page, which has the whole
 * window laid out again each time; room for them is given by `plotBox` and the number of ticks.
 */
export function labelBelow(props: TickProps): ReactNode {
  return tick(props, 'axis-tick middle', '0.71em')
}

/** A label left of its place on the axis. */
export function labelBeside(props: TickProps): ReactNode {
  return tick(props, 'axis-tick', '0.355em')
}

function tick({ x, y, payload, index = 0, tickFormatter }: TickProps, className: string, dy: string): ReactNode {
  const value = payload?.value
  return (
    <text x={x} y={y} dy={dy} className={className}>
      {tickFormatter ? tickFormatter(value as never, index) : String(value ?? '')}
    </text>
  )
}

/** Places of the grid's lines for ticks of the value axis, in pixels; handed in for the same reason as the labels. */
export function gridLines(ticks: readonly number[], [low, high]: readonly [number, number], box: PlotBox): number[] {
  return ticks.map((value) => box.top + box.height * (1 - (value - low) / (high - low)))
}

/** A grid without lines in one direction must not have them worked out. */
export const noLines = (): number[] => []
