import { measureOf } from '../../../shared/model/measures.ts'
import { withCalculations } from '../table/calculations.ts'
import type { PivotView, ViewColumn } from '../table/pivot-view.ts'
import type { ColumnSide, SecondSide } from './sides.ts'

const sides: readonly ColumnSide[] = ['first', 'second', 'difference', 'percent']

/** A table of two sides: in place of each column one for each side, their difference, and that in percent. */
export function comparedView(view: PivotView, second: SecondSide): PivotView {
  return {
    ...view,
    columns: view.columns.flatMap((column) => sides.map((side): ViewColumn => ({ ...column, side }))),
    second,
  }
}

/** A second side with what is worked out of its measures. */
export function secondSide(
  view: PivotView,
  numbers: Omit<SecondSide, 'names' | 'least'>,
  { names, least }: Pick<SecondSide, 'names' | 'least'>,
): SecondSide {
  const { spec, pivot, calculations } = view
  const values = Float64Array.from(withCalculations(spec, { ...pivot, ...numbers }, calculations))
  return { ...numbers, values, names, least }
}

/** What to know of the differences of a table; nothing where all are told. */
export function comparedNotes({ spec, second }: PivotView): string[] {
  if (!second || spec.measures.every((id) => measureOf(id).additive !== 'never')) return []
  return [`Differences of means, percentiles and shares are told where both sides have ${second.least} films or more.`]
}
