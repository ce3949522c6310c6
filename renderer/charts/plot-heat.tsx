import { memo } from 'react'
import { heatStep, plotBox, shortLabel, slotBox } from './geometry.ts'
import type { ChartModel } from './model.ts'
import { spreadIndices } from './scale.ts'

/** Counts in a grid on one sequential scale; numbers where a cell has room for them. */
export const HeatPlot = memo(function HeatPlot(props: { model: ChartModel; width: number; height: number }) {
  const { model, width, height } = props
  const { drawing } = model
  if (drawing.kind !== 'heat') return null
  const box = plotBox('heat', width, height, drawing.rows.length)
  const grid = { columns: drawing.columns.length, rows: drawing.rows.length }
  const cell = slotBox(grid, box, 0)
  const numbers = cell.width >= 34 && cell.height >= 13
  return (
    <svg className="heat" width={width} height={height} aria-hidden="true">
      {drawing.rows.map((label, row) => (
        <text key={label} className="axis-text" x={box.left - 6} y={box.top + (row + 0.5) * cell.height} dy="0.355em">
          {shortLabel(label)}
        </text>
      ))}
      {spreadIndices(drawing.columns.length, Math.floor(box.width / 40)).map((column) => (
        <text
          key={column}
          className="axis-text middle"
          x={box.left + (column + 0.5) * cell.width}
          y={box.top + box.height + 13}
        >
          {drawing.columns[column]}
        </text>
      ))}
      {drawing.marks.map((mark, index) => {
        const slot = slotBox(grid, box, index)
        const step = heatStep(mark.value, drawing.max)
        return (
          <g key={mark.key}>
            <rect
              className={`heat-${step} ${mark.state}`}
              x={box.left + slot.left + 0.5}
              y={box.top + slot.top + 0.5}
              width={Math.max(0, slot.width - 1)}
              height={Math.max(0, slot.height - 1)}
            />
            {numbers && mark.value > 0 && (
              <text
                className={
                  step > 4 && mark.state !== 'aside' && mark.state !== 'dropped' ? 'heat-text on-dark' : 'heat-text'
                }
                x={box.left + slot.left + slot.width / 2}
                y={box.top + slot.top + slot.height / 2}
                dy="0.355em"
              >
                {model.format(mark.value)}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
})
