import { type MeasureId, measureOf } from '../../../shared/model/measures.ts'

/** What a column shows of two sides: the first, the second, the first less the second, and that in percent of the second. */
export type ColumnSide = 'first' | 'second' | 'difference' | 'percent'

/** What is known of a second side, in the rows and columns of the first. */
export interface SecondSide {
  matched: number
  values: Float64Array<ArrayBuffer>
  films: Uint32Array<ArrayBuffer>
  /** Films that both sides must have for a difference of means, quantiles or shares to be told: of fewer it says little. */
  least: number
  /** What the sides are called. */
  names: readonly [first: string, second: string]
}

/** A column as far as sides go. */
interface Sided {
  measure: MeasureId
  side?: ColumnSide
}

/** Whether a column is that of the only side, or of the first. */
export function isFirstSide({ side }: Sided): boolean {
  return side === undefined || side === 'first'
}

/**
 * What a column of a difference shows.
 *
 * @param films of the side that has fewer
 * @param least films that it must have, where the number is none that is counted
 */
export function differenceOf(
  { measure, side }: Sided,
  [first, second]: readonly [number, number],
  films: number,
  least: number,
): number {
  if (measureOf(measure).additive === 'never' && films < least) return Number.NaN
  const difference = first - second
  if (side !== 'percent') return difference
  return second === 0 ? Number.NaN : difference / Math.abs(second)
}

/** A measure with the side that is shown of it: "Films A − B in %". */
export function sidedLabel(label: string, side: ColumnSide | undefined, second: SecondSide | null): string {
  if (!side || !second) return label
  const [first, other] = second.names
  if (side === 'first') return `${label} ${first}`
  if (side === 'second') return `${label} ${other}`
  return `${label} ${first} − ${other}${side === 'percent' ? ' in %' : ''}`
}
