import type { Drawing } from '../model.ts'
import { heatEnd, heatSteps } from './geometry.ts'

const swatch = { width: 12, height: 9, gap: 5 }
/** Pixels that a character of the legend takes. */
const character = 6.2

interface HeatLegendProps {
  drawing: Extract<Drawing, { kind: 'heat' }>
  format: (value: number) => string
  /** Top of the legend, in pixels. */
  y: number
  /** Its right end, in pixels. */
  right: number
}

/**
 * What the colours of a heat map mean: its steps from the least to the most, with the numbers at both ends and in the middle, and
 * what is counted. From nothing the steps are by the root, so the middle is a quarter of the most.
 */
export function HeatLegend({ drawing, format, y, right }: HeatLegendProps) {
  const { max, from, unit } = drawing
  if (!(max > 0)) return null
  const half = heatEnd(heatSteps / 2, drawing)
  const middle = from === undefined ? Math.floor(half) : half
  const last = `${format(max)} ${unit}`
  const steps = Array.from({ length: heatSteps + 1 }, (_, step) => step)
  // The few films of a small catalogue have no whole number between.
  const hasMiddle = from === undefined ? middle >= 1 && middle < max : max > from
  const split = hasMiddle ? heatSteps / 2 + 1 : steps.length
  const numbers = [
    // The colour of nothing is none of a scale that does not begin there.
    { text: from === undefined ? '0' : format(from), steps: steps.slice(from === undefined ? 0 : 1, split) },
    { text: format(middle), steps: steps.slice(split) },
  ].filter((part) => part.steps.length > 0)
  let x = 0
  const parts = numbers.map(({ text, steps }) => {
    const part = { text, steps, x, from: x + text.length * character + swatch.gap }
    x = part.from + steps.length * swatch.width + swatch.gap
    return part
  })
  // At the end of the plot, below the cells.
  const left = Math.max(0, right - x - last.length * character)
  return (
    <g className="heat-legend" transform={`translate(${Math.round(left)} ${y})`}>
      {parts.map((part) => (
        <g key={part.text}>
          <text x={part.x} y={swatch.height}>
            {part.text}
          </text>
          {part.steps.map((step, index) => (
            <path
              key={step}
              className={`heat-${step}`}
              d={`M${part.from + index * swatch.width} 0h${swatch.width - 1}v${swatch.height}h${1 - swatch.width}z`}
            />
          ))}
        </g>
      ))}
      <text x={x} y={swatch.height}>
        {last}
      </text>
    </g>
  )
}
