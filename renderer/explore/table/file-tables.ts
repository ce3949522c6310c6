import { type CalculationId, calculationIds } from '../../../shared/explore-arrangement.ts'
import { acrossAxes, axisTitle } from '../../../shared/explore-spec.ts'
import type { ColumnKind } from '../../../shared/export/export-spec.ts'
import { measureOf } from '../../../shared/model/measures.ts'
import type { ChartTable } from '../../charts/model.ts'
import { isFirstSide } from '../compare/sides.ts'
import { memberText } from '../words.ts'
import { fileHead, type PivotView, perMember, seenTable, type ViewColumn, valueAt } from './pivot-view.ts'

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
      ...view.columns.map((column) => kindOf(view, column)),
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
  const cells = columns.filter(
    (column) => isFirstSide(column) && column.at === 0 && column.path.length === across.length,
  )
  const numbers = columns.slice(0, perMember(view))
  const table: ChartTable = {
    columns: [
      ...[...spec.rows, ...across].map((axis) => ({ label: axisTitle(axis), numeric: false })),
      ...numbers.map((column) => ({ label: fileHead(view, column), numeric: true })),
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
        ...numbers.map((column) => known(valueAt(view, row, { ...column, index: first.index }))),
      ]),
    ),
  }
  const names = table.columns.length - numbers.length
  return {
    table,
    kinds: [
      ...Array.from({ length: names }, (): ColumnKind => 'text'),
      ...numbers.map((column) => kindOf(view, column)),
    ],
  }
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

const percents: readonly CalculationId[] = calculationIds.filter((id) => id.startsWith('percent'))

function kindOf({ calculations }: PivotView, { measure, side }: ViewColumn): ColumnKind {
  if (side === 'percent') return 'share'
  const calculation = calculations[measure]
  if (calculation && percents.includes(calculation)) return 'share'
  if (calculation === 'rank') return 'integer'
  const { format } = measureOf(measure)
  return format === 'share' ? 'share' : format === 'integer' ? 'integer' : 'decimal'
}
