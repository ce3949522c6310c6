import type { Pivot, PivotMember } from '../../../shared/contract/questions/pivot.ts'
import type { CalculationId } from '../../../shared/explore-arrangement.ts'
import { acrossAxes, axisTitle, type ExploreAxis, type ExploreSpec } from '../../../shared/explore-spec.ts'
import { isAnyRange } from '../../../shared/model/values/derived.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import type { Question } from '../../state/question.ts'

/** What the calculations are called, behind the name of their measure. */
export const calculationLabels: Record<CalculationId, string> = {
  running_total: 'running total',
  difference: 'difference from previous',
  percent: '% change from previous',
  difference_first: 'difference from first',
  percent_first: '% change from first',
  rank: 'rank',
  mean_3: 'mean of 3 neighbours',
  mean_5: 'mean of 5 neighbours',
}

/**
 * A calculation over numbers in their order. NaN is unknown: nothing is worked out of it.
 *
 * @returns as many numbers; NaN where there is none, as before the first. Percents are parts of 1, the largest number has rank 1
 */
export function calculated(id: CalculationId, values: readonly number[]): number[] {
  switch (id) {
    case 'running_total': {
      let sum = 0
      return values.map((value) => {
        if (!Number.isNaN(value)) sum += value
        return Number.isNaN(value) ? value : sum
      })
    }
    case 'difference':
      return values.map((value, at) => value - (values[at - 1] ?? Number.NaN))
    case 'percent':
      return values.map((value, at) => change(value, values[at - 1]))
    case 'difference_first':
      return values.map((value) => value - (values[0] ?? Number.NaN))
    case 'percent_first':
      return values.map((value) => change(value, values[0]))
    case 'rank':
      return values.map((value) => (Number.isNaN(value) ? value : 1 + values.filter((other) => other > value).length))
    case 'mean_3':
      return values.map((_, at) => meanAround(values, at, 1))
    case 'mean_5':
      return values.map((_, at) => meanAround(values, at, 2))
  }
}

/** By which part a number is more than another; none of nothing. */
function change(value: number, from = Number.NaN): number {
  return from === 0 ? Number.NaN : value / from - 1
}

/** The mean of a number and of so many at each side; none where one of them is missing. */
function meanAround(values: readonly number[], at: number, side: number): number {
  let sum = 0
  for (let each = at - side; each <= at + side; each++) sum += values[each] ?? Number.NaN
  return sum / (2 * side + 1)
}

/** Along which axis a calculation goes: ranks down the rows; the others along columns that are in order, else down the rows. */
function alongOf(spec: ExploreSpec, id: CalculationId): { way: 'down' | 'across'; axis: ExploreAxis } | null {
  const { rows, columns } = spec
  // Colours and small multiples stand beside one another, each with its own numbers.
  const [column] = rows.length > 0 ? columns : acrossAxes(spec)
  const row = rows.at(-1)
  const isAcross = column && (!row || (id !== 'rank' && isAnyRange(column.dimension)))
  if (isAcross) return { way: 'across', axis: column }
  return row ? { way: 'down', axis: row } : null
}

/** "along released decade": the way of a calculation, in words. */
export function alongText(spec: ExploreSpec, id: CalculationId): string {
  const along = alongOf(spec, id)
  return along ? `along ${inSentence(axisTitle(along.axis))}` : ''
}

/** What stands in no order: films whose value is unknown, and all others. */
function isOutside({ key, isOthers }: PivotMember): boolean {
  return key === null || isOthers
}

/**
 * The numbers of an answer with those of some measures worked out: along rows of the same group as they stand, or along columns. Total
 * cells, what is unknown and the row of others are blank: they are in no order with the rest.
 */
export function withCalculations(
  spec: ExploreSpec,
  pivot: Pivot,
  calculations: Question['calculations'],
): Float64Array {
  if (Object.keys(calculations).length === 0) return pivot.values
  const values = Float64Array.from(pivot.values)
  const width = pivot.columns.length + 1
  spec.measures.forEach((measure, place) => {
    const id = calculations[measure]
    if (!id) return
    const at = (row: number, column: number) => (row * width + column) * spec.measures.length + place
    for (let row = 0; row < pivot.rows.length; row++) {
      for (let column = 0; column < width; column++) values[at(row, column)] = Number.NaN
    }
    const fill = (cells: readonly number[]) => {
      const numbers = calculated(
        id,
        cells.map((cell) => pivot.values[cell] as number),
      )
      for (const [index, cell] of cells.entries()) values[cell] = numbers[index] as number
    }
    if (alongOf(spec, id)?.way === 'across') {
      const rows = pivot.rows.flatMap(({ path }, row) => (path.length > 0 || spec.rows.length === 0 ? [row] : []))
      for (const row of rows) for (const columns of beside(pivot)) fill(columns.map((column) => at(row, column)))
    } else {
      const across = acrossAxes(spec).length > 0 ? pivot.columns.map((_, column) => column) : [width - 1]
      for (const group of siblings(pivot)) for (const column of across) fill(group.map((row) => at(row, column)))
    }
  })
  return values
}

/** Rows that stand beside each other: those of the first dimension, and those of the second within each of them. */
function siblings({ rows }: Pivot): number[][] {
  const outer: number[] = []
  const groups: number[][] = [outer]
  rows.forEach(({ path }, row) => {
    const last = path.at(-1)
    if (path.length === 1) groups.push([])
    if (!last || isOutside(last)) return
    const group = path.length === 1 ? outer : (groups.at(-1) as number[])
    group.push(row)
  })
  return groups
}

/** Columns that differ in their first dimension alone: one list for all that is within. */
function beside({ columns }: Pivot): number[][] {
  const groups = new Map<string, number[]>()
  columns.forEach(({ path, ...member }, column) => {
    const [first = member, ...within] = path ?? []
    if (isOutside(first)) return
    const name = JSON.stringify(within.map(({ key }) => key))
    groups.set(name, [...(groups.get(name) ?? []), column])
  })
  return [...groups.values()]
}

/** Whether a cell is a total, in which nothing is worked out. */
export function isTotalCell(spec: ExploreSpec, path: readonly PivotMember[], column: readonly PivotMember[]): boolean {
  return (spec.rows.length > 0 && path.length === 0) || (acrossAxes(spec).length > 0 && column.length === 0)
}
