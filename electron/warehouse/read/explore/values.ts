import { dimensionOf, type RangeId } from '../../../../shared/model/dimensions.ts'
import type { FilmColumns } from '../columns/film-columns.ts'
import { quantile } from '../columns/quantile.ts'

/** The values of a column's codes, ascending from code 1. */
export interface Numbers {
  of: Float64Array
  /** In steps, which are whole: so a sum is the same in whatever order it is added up. */
  steps: Float64Array
  /** The value of so many steps. */
  from(steps: number): number
  /** The mean of the whole catalogue; NaN where no film has a value. */
  mean(): number
}

const means = new WeakMap<FilmColumns, Map<RangeId, number>>()

/** The values of a range by code. */
export function numbersOf(columns: FilmColumns, id: RangeId): Numbers {
  const { steps } = dimensionOf(id)
  const { codes, values } = columns.of[id]
  return {
    mean: () => {
      const known = means.get(columns) ?? new Map<RangeId, number>()
      means.set(columns, known)
      const mean = known.get(id) ?? meanOf(codes, numbersOf(columns, id))
      known.set(id, mean)
      return mean
    },
    of: Float64Array.from(values, (value) => value ?? 0),
    steps: Float64Array.from(values, (value) => (value === null ? 0 : steps.to(value))),
    from: steps.from,
  }
}

function meanOf(codes: Uint16Array | Uint32Array, { steps, from }: Numbers): number {
  let known = 0
  let sum = 0
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number
    known += code === 0 ? 0 : 1
    sum += steps[code] as number
  }
  return known === 0 ? Number.NaN : from(sum) / known
}

/** How many films of a group have each value; code 0 stands for those without one. */
export interface Histogram {
  numbers: Numbers
  counts: Uint32Array
}

/** What is known of the values of a group. */
export interface Values {
  films: number
  known: number
  sum: number
  lowest: number
  highest: number
  quantile: (fraction: number) => number
  /** How many of the values are so much or more. */
  atLeast: (value: number) => number
}

/** Of a group whose values were only added up. */
export const noValues = {
  lowest: Number.NaN,
  highest: Number.NaN,
  quantile: () => Number.NaN,
  atLeast: () => Number.NaN,
}

/** What a histogram tells; its code 0 is emptied. */
export function histogramOf({ numbers, counts }: Histogram): Values {
  const unknown = counts[0] as number
  counts[0] = 0
  let known = 0
  let sum = 0
  let first = 0
  let last = 0
  for (let code = 1; code < counts.length; code++) {
    const count = counts[code] as number
    if (count === 0) continue
    if (first === 0) first = code
    last = code
    known += count
    sum += count * (numbers.steps[code] as number)
  }
  return {
    films: known + unknown,
    known,
    sum: numbers.from(sum),
    lowest: numbers.of[first] as number,
    highest: numbers.of[last] as number,
    quantile: (fraction) => quantile(numbers.of, counts, known, fraction),
    atLeast: (value) => {
      let films = 0
      for (let code = 1; code < counts.length; code++) {
        if ((numbers.of[code] as number) >= value) films += counts[code] as number
      }
      return films
    },
  }
}
