import { filterParts } from '../../../../shared/filter/filter.ts'
import type { FurtherChartId } from '../../../../shared/model/charts.ts'
import { type DimensionId, dimensionIds, eachDimension } from '../../../../shared/model/dimensions.ts'
import { type Matrix, matrixIds, matrixOf } from './chart-axes.ts'
import type { FilmColumns } from './film-columns.ts'
import { partBits } from './filter-mask.ts'
import { SetColumn } from './set-column.ts'

/** What charts, facets and figures are made from. Arrays are indexed by the codes of the columns. */
export interface Counts {
  /** Films by the set of parts of the filter they fail: `failing[0]` pass the whole filter. */
  failing: Uint32Array
  /** Films by each dimension (a set: by combination): those that pass, and those that fail its own clause at most. */
  of: Record<DimensionId, { passing: Uint32Array; left: Uint32Array }>
  /** Films by the cells of each further chart, of those that fail at most the clauses of its axes. */
  matrices: Record<FurtherChartId, Uint32Array>
}

/** What counting needs of the columns beside them: made once. */
export type CountIndex = Readonly<Record<FurtherChartId, Matrix>>

export function countIndex(columns: FilmColumns): CountIndex {
  return Object.fromEntries(matrixIds.map((id) => [id, matrixOf(columns, id)])) as Record<FurtherChartId, Matrix>
}

/** Films by the codes of a dimension out of a chart's cells, where an axis of it has a place for each code; else null. */
function fromMatrix(index: CountIndex, cells: Counts['matrices'], id: DimensionId): Uint32Array | null {
  for (const chart of matrixIds) {
    const { rows, columns, width } = index[chart]
    const counts = cells[chart]
    if (rows.codesOf === id) {
      return Uint32Array.from({ length: rows.size }, (_, row) => {
        let sum = 0
        for (let at = row * width; at < (row + 1) * width; at++) sum += counts[at] as number
        return sum
      })
    }
    if (columns.codesOf !== id) continue
    const sums = new Uint32Array(width)
    for (let at = 0; at < counts.length; at += width) {
      for (let column = 0; column < width; column++) {
        sums[column] = (sums[column] as number) + (counts[at + column] as number)
      }
    }
    return sums
  }
  return null
}

/** The sets of parts whose films count somewhere: a dimension's own part, and the parts that a further chart leaves out. */
function countedMasks(index: CountIndex): number[] {
  const masks = new Set([0, ...dimensionIds.map((id) => partBits[id])])
  for (const id of matrixIds) for (const mask of subsets(index[id].leavesOut)) masks.add(mask)
  return [...masks]
}

/** Every set of the parts of some dimensions, as masks; the empty one first. */
function subsets(ids: readonly DimensionId[]): number[] {
  let masks = [0]
  for (const id of ids) masks = [...masks, ...masks.map((mask) => mask | partBits[id])]
  return masks
}

/**
 * Counts every dimension and chart. Each leaves out its own clauses: a film that fails only those counts there alone. The films
 * are parted once by the set of parts they fail; then each column is gone through in one tight loop a part.
 *
 * @param masks from `FilterMask`; null = no filter
 * @param scratch as long as there are rows; overwritten
 * @param adding dimensions whose own clause stays (see `addingDimensions`)
 */
export function countAll(
  columns: FilmColumns,
  index: CountIndex,
  masks: Uint16Array | null,
  scratch: Int32Array,
  adding: ReadonlySet<DimensionId> = new Set(),
): Counts {
  const failing = new Uint32Array(1 << filterParts.length)
  if (masks === null) {
    failing[0] = columns.rows
    return {
      failing,
      of: eachDimension((id) => {
        const passing = new Uint32Array(places(columns, id))
        addEach(passing, columns.of[id].codes)
        return { passing, left: passing }
      }),
      matrices: eachMatrix((id) => {
        const cells = new Uint32Array(index[id].size)
        addEach(cells, index[id].cells)
        return cells
      }),
    }
  }
  const { from, to } = part(masks, failing, countedMasks(index), scratch)
  const rowsOf = (mask: number) => scratch.subarray(from[mask], to[mask])
  const passingRows = rowsOf(0)
  const matrices = eachMatrix((id) => {
    const cells = new Uint32Array(index[id].size)
    add(cells, index[id].cells, passingRows)
    return cells
  })
  // Before the films that fail the clauses of axes come to the cells: a pass over the films less for each.
  const known = eachDimension((id) => fromMatrix(index, matrices, id))
  for (const id of matrixIds) {
    const leavesOut = index[id].leavesOut.filter((dimension) => !adding.has(dimension))
    for (const mask of subsets(leavesOut)) if (mask !== 0) add(matrices[id], index[id].cells, rowsOf(mask))
  }
  return {
    failing,
    of: eachDimension((id) => {
      const { codes } = columns.of[id]
      const passing = known[id] ?? new Uint32Array(places(columns, id))
      if (known[id] === null) add(passing, codes, passingRows)
      const own = rowsOf(partBits[id])
      if (own.length === 0 || adding.has(id)) return { passing, left: passing }
      const left = passing.slice()
      add(left, codes, own)
      return { passing, left }
    }),
    matrices,
  }
}

function eachMatrix<T>(make: (id: FurtherChartId) => T): Record<FurtherChartId, T> {
  return Object.fromEntries(matrixIds.map((id) => [id, make(id)])) as Record<FurtherChartId, T>
}

function places(columns: FilmColumns, id: DimensionId): number {
  const column = columns.of[id]
  return column instanceof SetColumn ? column.combinations.length : column.values.length
}

/**
 * Sorts the rows by their mask, by counting, those of uncounted masks last.
 *
 * @param failing filled with the rows of each mask
 * @param order filled with the rows
 * @returns where the rows of each counted mask begin and end
 */
function part(
  masks: Uint16Array,
  failing: Uint32Array,
  counted: readonly number[],
  order: Int32Array,
): { from: Uint32Array; to: Uint32Array } {
  for (let row = 0; row < masks.length; row++) {
    const mask = masks[row] as number
    failing[mask] = (failing[mask] as number) + 1
  }
  const from = new Uint32Array(failing.length)
  let place = 0
  for (const mask of counted) {
    from[mask] = place
    place += failing[mask] as number
  }
  // The masks that count nowhere share what is left, each after the other.
  const isCounted = new Set(counted)
  for (let mask = 0; mask < failing.length; mask++) {
    if (isCounted.has(mask)) continue
    from[mask] = place
    place += failing[mask] as number
  }
  const to = from.slice()
  for (let row = 0; row < masks.length; row++) {
    const mask = masks[row] as number
    const at = to[mask] as number
    order[at] = row
    to[mask] = at + 1
  }
  return { from, to }
}

function addEach(counts: Uint32Array, codes: Uint16Array | Uint32Array): void {
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number
    counts[code] = (counts[code] as number) + 1
  }
}

function add(counts: Uint32Array, codes: Uint16Array | Uint32Array, rows: Int32Array): void {
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i] as number] as number
    counts[code] = (counts[code] as number) + 1
  }
}
