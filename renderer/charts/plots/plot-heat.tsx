import { memo } from 'react'
import type { ChartModel, Drawing } from '../model.ts'
import { type Bar, pathOf } from './bar-path.ts'
import { heatStep, type MarkGrid, markGrid, type PlotBox, plotBox, shortLabel, slotBox } from './geometry.ts'
import { Hatch } from './hatch.tsx'
import { HeatLegend } from './heat-legend.tsx'
import { spreadIndices } from './scale.ts'

/** Pixels that the name of a row needs; of thinner rows only some are named, and all in tooltip and table. */
const lineHeight = 10

/** Counts in a grid on one sequential scale; numbers where a cell has room for them. */
export const HeatPlot = memo(function HeatPlot(props: { model: ChartModel; width: number; height: number }) {
  const { model, width, height } = props
  const { drawing } = model
  if (drawing.kind !== 'heat') return null
  const box = plotBox('heat', width, height, drawing.rows.length)
  const grid = markGrid(drawing)
  const cell = slotBox(grid, box, 0)
  const numbers = cell.width >= 34 && cell.height >= 13
  return (
    <svg className="heat" width={width} height={height} aria-hidden="true">
      {namedRows(drawing.rows.length, box.height).map((row) => (
        <text
          key={drawing.rows[row]}
          className="axis-text"
          x={box.left - 6}
          y={box.top + (row + 0.5) * cell.height}
          dy="0.355em"
        >
          {shortLabel(drawing.rows[row] ?? '')}
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
      {cellPaths(drawing, box).map(([className, path]) => (
        <path key={className} className={className} d={path} />
      ))}
      <Hatch bars={drawing.marks.flatMap(({ few }, index) => (few ? [cellOf(grid, box, index)] : []))} />
      {numbers &&
        drawing.marks.map((mark, index) => {
          if (mark.value <= 0) return null
          const slot = slotBox(grid, box, index)
          const onDark = heatStep(mark.value, drawing) > 4 && mark.state !== 'aside' && mark.state !== 'dropped'
          return (
            <text
              key={mark.key}
              className={onDark ? 'heat-text on-dark' : 'heat-text'}
              x={box.left + slot.left + slot.width / 2}
              y={box.top + slot.top + slot.height / 2}
              dy="0.355em"
            >
              {model.format(mark.value)}
            </text>
          )
        })}
      <HeatLegend drawing={drawing} format={model.format} y={box.top + box.height + 22} right={box.left + box.width} />
    </svg>
  )
})

/** The rows that have room for their names: all, or every so many from the middle of the first ones. */
function namedRows(rows: number, height: number): number[] {
  const named = spreadIndices(rows, Math.floor(height / lineHeight))
  const middle = Math.floor(((named[1] ?? 1) - 1) / 2)
  return named.map((row) => row + middle).filter((row) => row < rows)
}

function cellOf(grid: MarkGrid, box: PlotBox, index: number): Bar {
  const { left, top, width, height } = slotBox(grid, box, index)
  return { x: box.left + left + 0.5, y: box.top + top + 0.5, width: width - 1, height: height - 1 }
}

/** The cells as one path for each look they have: hundreds of elements less to make and to compare. */
function cellPaths(drawing: Extract<Drawing, { kind: 'heat' }>, box: PlotBox): [className: string, path: string][] {
  const grid = markGrid(drawing)
  const looks = new Map<string, Bar[]>()
  for (const [index, mark] of drawing.marks.entries()) {
    const look = `heat-${heatStep(mark.value, drawing)} ${mark.state}`
    const cell = cellOf(grid, box, index)
    const alike = looks.get(look)
    if (alike) alike.push(cell)
    else looks.set(look, [cell])
  }
  return [...looks].map(([look, cells]) => [look, pathOf(cells)])
}
