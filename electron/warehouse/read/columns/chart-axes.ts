import {
  type Axis,
  type Chart,
  chartDimensions,
  chartIdsOf,
  charts,
  type FurtherChartId,
} from '../../../../shared/model/charts.ts'
import { type DimensionId, dimensionOf } from '../../../../shared/model/dimensions.ts'
import { measureOf } from '../../../../shared/model/measures.ts'
import type { FilmColumns } from './film-columns.ts'
import { SetColumn } from './set-column.ts'

/** A dimension cut into the places of an axis: its codes (of a set: its combinations), or the buckets of its values. */
interface Places {
  /** Place of each code. */
  of: Uint32Array
  /** How many places there are; 0 stands for the unknown, where codes are put into buckets. */
  size: number
  /** The key of each bucket, ascending; empty for the codes themselves. */
  keys: number[]
  /** The dimension, where each of its codes has a place of its own, which is the code. */
  codesOf: DimensionId | null
}

/** What counting a chart of two things needs beside the columns: worked out once, so that a pass looks up less. */
export interface Matrix {
  /** `row * width + column` of each film. */
  cells: Uint32Array
  width: number
  size: number
  rows: Places
  columns: Places
  /** The dimensions whose clauses the chart leaves out. */
  leavesOut: readonly DimensionId[]
}

/** The further charts that are counted as a matrix. */
export const matrixIds: readonly FurtherChartId[] = [...chartIdsOf('heat'), ...chartIdsOf('spread')]

/** The cell of each film in a further chart: of its two axes, or of its axis and the values that its measures are of. */
export function matrixOf(columns: FilmColumns, id: FurtherChartId): Matrix {
  const chart: Chart = charts[id]
  const [rowAxis, columnAxis] = chart.axes
  const rows = placesOf(columns, rowAxis)
  const across: Axis = columnAxis ?? { dimension: measuredBy(id) }
  const second = placesOf(columns, across)
  const rowCodes = columns.of[rowAxis.dimension].codes
  const columnCodes = columns.of[across.dimension].codes
  const width = second.size
  const cells = new Uint32Array(columns.rows)
  for (let film = 0; film < cells.length; film++) {
    const row = rows.of[rowCodes[film] as number] as number
    cells[film] = row * width + (second.of[columnCodes[film] as number] as number)
  }
  return { cells, width, size: rows.size * width, rows, columns: second, leavesOut: chartDimensions(id) }
}

/** The dimension whose values the measures of a chart are of. */
export function measuredBy(id: FurtherChartId): DimensionId {
  const of = charts[id].measures.map((measure) => measureOf(measure).of).find((dimension) => dimension !== undefined)
  if (!of) throw new Error(`chart ${id} has one axis and measures no dimension`)
  return of
}

function placesOf(columns: FilmColumns, axis: Axis): Places {
  const column = columns.of[axis.dimension]
  const dimension = dimensionOf(axis.dimension)
  const buckets = dimension.kind === 'range' ? dimension.buckets.find(({ id }) => id === axis.bucket) : undefined
  if (!buckets) {
    const size = column instanceof SetColumn ? column.combinations.length : column.values.length
    return { of: Uint32Array.from({ length: size }, (_, code) => code), size, keys: [], codesOf: axis.dimension }
  }
  const keys = [Number.NaN]
  const of = column.values.map((value) => {
    if (value === null) return 0
    const key = buckets.of(Number(value))
    // Codes ascend by value, so a new bucket is always later than the last one.
    if (keys.at(-1) !== key) keys.push(key)
    return keys.length - 1
  })
  const isCodes = of.every((place, code) => place === code)
  return { of: Uint32Array.from(of), size: keys.length, keys, codesOf: isCodes ? axis.dimension : null }
}
