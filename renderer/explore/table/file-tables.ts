import { type CalculationId, calculationIds } from '../../../shared/explore-arrangement.ts'
import { acrossAxes, axisTitle } from '../../../shared/explore-spec.ts'
import type { ColumnKind } from '../../../shared/export/export-spec.ts'
import { type MeasureId, measureOf } from '../../../shared/model/measures.ts'
import type { ChartTable } from '../../charts/model.ts'
import { memberText } from '../words.ts'
import { fileHead, type PivotView, seenTable, valueAt } from './pivot-view.ts'

/** A table with what each of its columns holds. */
export interface KindedTable {
  table: ChartTable
  kinds: readonly ColumnKind[]
}

/** The table as it is seen, its measures and calculations as the numbers that they are. */
export function seenWithKinds(view: PivotView): KindedTable {
  const heads = Math.max(1, view.spec.rows.length)
  return {
    table: seenTable(view),
    kinds: [
      ...Array.from({ length: heads }, (): ColumnKind => 'text'),
      ...view.columns.map(({ measure }) => kindOf(view, measure)),
    ],
  }
}

/** One row for each cell that is no total: its members, then its measures. */
export function longTable(view: PivotView): KindedTable {
  const { spec, total, columns, pivot } = view
  const rest = pivot.others?.rest.length ?? 0
  const across = acrossAxes(spec)
  // Those of folded groups too.
  const leaves = pivot.rows.flatMap(({ path }, index) =>
    path.length === spec.rows.length ? [{ ...total, index, path }] : [],
  )
  const cells = columns.filter(({ at, path }) => at === 0 && path.length === across.length)
  const table: ChartTable = {
    columns: [
      ...[...spec.rows, ...across].map((axis) => ({ label: axisTitle(axis), numeric: false })),
      ...spec.measures.map((measure) => ({ label: fileHead(view, measure), numeric: true })),
    ],
    rows: leaves.flatMap((row) =>
      cells.map((first) => [
        ...row.path.map((member, depth) => {
          const axis = spec.rows[depth]
          return axis ? memberText(axis, member, rest) : null
        }),
        ...first.path.map((member, depth) => {
          const axis = across[depth]
          return axis ? memberText(axis, member) : null
        }),
        ...spec.measures.map((measure, at) => known(valueAt(view, row, { ...first, measure, at }))),
      ]),
    ),
  }
  const names = table.columns.length - spec.measures.length
  return {
    table,
    kinds: [
      ...Array.from({ length: names }, (): ColumnKind => 'text'),
      ...spec.measures.map((measure) => kindOf(view, measure)),
    ],
  }
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

const percents: readonly CalculationId[] = calculationIds.filter((id) => id.startsWith('percent'))

function kindOf({ calculations }: PivotView, measure: MeasureId): ColumnKind {
  const calculation = calculations[measure]
  if (calculation && percents.includes(calculation)) return 'share'
  if (calculation === 'rank') return 'integer'
  const { format } = measureOf(measure)
  return format === 'share' ? 'share' : format === 'integer' ? 'integer' : 'decimal'
}
