import { dimensionOf, type RangeId } from '../../../../shared/model/dimensions.ts'
import { quantile } from '../columns/quantile.ts'

/** The values of a column's codes, ascending from code 1. */
export interface Numbers {
  of: Float64Array
  /** In steps, which are whole: so a sum is the same in whatever order it is added up. */
  steps: Float64Array
  /** The value of so many steps. */
  from(steps: number): number
}

/** The values of a range by code. */
export function numbersOf(id: RangeId, values: readonly (number | null)[]): Numbers {
  const { steps } = dimensionOf(id)
  return {
    of: Float64Array.from(values, (value) => value ?? 0),
    steps: Float64Array.from(values, (value) => (value === null ? 0 : steps.to(value))),
    from: steps.from,
  }
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
}

/** Of a group whose values were only added up. */
export const noValues = { lowest: Number.NaN, highest: Number.NaN, quantile: () => Number.NaN }

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
  }
}
