import { classes } from '../../components/index.ts'
import type { Drawing, Mark, MarkState } from '../model.ts'
import { labelGap } from './axis-parts.tsx'
import { type Bar, pathOf } from './bar-path.ts'
import { columnIn, fitOverColumns, hasRoomAbove, type PlotBox, shortLabel } from './geometry.ts'
import { Hatch } from './hatch.tsx'
import { valueScale } from './scale.ts'

export type CountDrawing = Extract<Drawing, { kind: 'columns' | 'area' | 'bars' }>

/** Pixels that a line of text needs. */
const textHeight = 11

const states: readonly MarkState[] = ['free', 'kept', 'aside', 'dropped']

function Bars({
  marks,
  outlined,
  ghost,
  value,
}: {
  marks: readonly Mark[]
  outlined: boolean
  ghost: (index: number) => Bar
  value: (index: number) => Bar
}) {
  const indices = marks.map((_, index) => index)
  const isOpen = (index: number) => marks[index]?.unfinished === true
  return (
    <>
      {outlined ? null : <path className="ghost" d={pathOf(indices.map(ghost))} />}
      {states.map((state) => {
        const path = pathOf(indices.filter((index) => marks[index]?.state === state && !isOpen(index)).map(value))
        return path && <path key={state} className={`mark ${state}`} d={path} />
      })}
      {indices.filter(isOpen).map((index) => (
        <path key={index} className={`mark ${marks[index]?.state} unfinished`} d={pathOf([value(index)])} />
      ))}
      <Hatch bars={indices.filter((index) => marks[index]?.few).map(value)} />
      {outlined ? <path className="outline" d={pathOf(indices.map(ghost))} /> : null}
    </>
  )
}

/** Columns standing on the axis, one in each equal slot of the plot, with their values where all of them fit. */
export function ColumnMarks(props: { drawing: CountDrawing; box: PlotBox; format: (value: number) => string }) {
  const { drawing, box, format } = props
  const { marks, scale } = drawing
  const { at } = valueScale(scale)
  const slot = box.width / Math.max(1, marks.length)
  const gap = slot > 6 ? 2 : slot > 3 ? 1 : 0
  const labelled = fitOverColumns(
    marks.map(({ value }) => format(value)),
    slot,
  )
  const column = (index: number, value: number): Bar => {
    const height = at(value) * box.height
    const { left, width } = columnIn({ left: box.left + index * slot, width: slot }, gap)
    return { x: left, y: box.top + box.height - height, width, height }
  }
  return (
    <>
      <Bars
        marks={marks}
        outlined={scale.outlined === true}
        ghost={(index) => column(index, (marks[index]?.all ?? 0) * scale.factor)}
        value={(index) => column(index, marks[index]?.value ?? 0)}
      />
      {labelled &&
        marks.map((mark, index) => {
          const { x, y, width } = column(index, mark.value)
          const inside = !hasRoomAbove(y - box.top)
          // On a pale column it could not be read.
          const isPale = mark.state === 'aside' || mark.state === 'dropped' || mark.unfinished
          if (mark.value === 0 || (inside && isPale)) return null
          return (
            <text
              key={mark.key}
              className={classes('value', mark.state, inside && 'inside')}
              x={x + width / 2}
              y={inside ? y + 12 : y - 4}
              textAnchor="middle"
            >
              {format(mark.value)}
            </text>
          )
        })}
    </>
  )
}

/** Horizontal bars, one in each equal row, their names on the left and the values in a column that ends at `right`. */
export function RowMarks(props: {
  drawing: CountDrawing
  box: PlotBox
  right: number
  format: (value: number) => string
}) {
  const { drawing, box, right, format } = props
  const { marks, scale } = drawing
  const slot = box.height / Math.max(1, marks.length)
  const step = Math.max(1, Math.ceil(textHeight / slot))
  const { ticks, at } = valueScale(scale)
  const lengthOf = (value: number) => (scale.log ? at(value) : value / scale.max) * box.width
  const row = (index: number, value: number): Bar => {
    return { x: box.left, y: box.top + index * slot + 1, width: lengthOf(value), height: slot - 2 }
  }
  return (
    <>
      {/* Equal steps need no lines: the numbers stand beside. Steps of ten do. */}
      {scale.log &&
        ticks.map((tick) => {
          const x = box.left + lengthOf(tick)
          return <line key={tick} className="grid-line" x1={x} x2={x} y1={box.top} y2={box.top + box.height} />
        })}
      <Bars
        marks={marks}
        outlined={scale.outlined === true}
        ghost={(index) => row(index, (marks[index]?.all ?? 0) * scale.factor)}
        value={(index) => row(index, marks[index]?.value ?? 0)}
      />
      {marks.map((mark, index) => {
        // Where rows are lower than their texts, each so many are named.
        if (index % step > 0) return null
        const y = box.top + (index + 0.5) * slot
        return (
          <g key={mark.key}>
            <text className="axis-text" x={box.left - labelGap} y={y} dy="0.355em">
              {shortLabel(mark.label)}
            </text>
            <text className={`value ${mark.state}`} x={right} y={y} dy="0.355em" textAnchor="end">
              {format(mark.value)}
            </text>
          </g>
        )
      })}
    </>
  )
}
