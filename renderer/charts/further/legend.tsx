import type { SeriesDrawing } from '../model.ts'
import { legendWidth, type PlotBox } from '../plots/geometry.ts'
import { lookOf } from './looks.ts'

/** Height of a line of the legend, and pixels that a character of it takes. */
const line = 15
const character = 6.2

/** The names of the series at the right of the plot, as far as there is room for lines; the tips tell them all. */
export function Legend({
  drawing,
  box,
  width,
  height,
}: {
  drawing: SeriesDrawing
  box: PlotBox
  width: number
  height: number
}) {
  const room = legendWidth(drawing, width)
  if (room === 0) return null
  const { series, shape } = drawing
  const isFilled = shape === 'bars' || shape === 'area'
  const lines = Math.max(1, Math.floor(height / line))
  const shown = series.length <= lines ? series : series.slice(0, lines - 1)
  const rest = series.length - shown.length
  const most = Math.floor((room - 24) / character)
  const left = box.left + box.width + 12
  const at = (index: number) => index * line + 10
  return (
    <g className="series-legend">
      {shown.map(({ key, name, look }, index) => (
        <g key={key}>
          <path className={`${lookOf(look)}${isFilled ? ' filled' : ''}`} d={`M${left} ${at(index) - 4}h14`} />
          <text x={left + 20} y={at(index)}>
            {name.length > most ? `${name.slice(0, most - 1).trimEnd()}…` : name}
          </text>
        </g>
      ))}
      {rest > 0 ? (
        <text x={left + 20} y={at(shown.length)}>
          and {rest} more
        </text>
      ) : null}
    </g>
  )
}
