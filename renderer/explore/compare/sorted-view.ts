import type { ExploreSpec } from '../../../shared/explore-spec.ts'
import { type PivotView, type ViewColumn, type ViewRow, valueAt } from '../table/pivot-view.ts'

type Sort = NonNullable<ExploreSpec['sort']>

/** Whether rows are sorted by a column: by its measure, of its side, in its members. */
export function isSortedBy({ measure, column, side }: Sort, { path, ...of }: ViewColumn): boolean {
  if (measure !== of.measure || (side ?? 'first') !== (of.side ?? 'first')) return false
  const sorted = column ? [column.key, ...(column.within ?? [])] : []
  return sorted.length === path.length && path.every(({ key }, at) => key === sorted[at])
}

/**
 * A table of two sides in the order of its second side or of a difference, which no side knows alone: rows stay within their groups, what
 * has no number comes last, and behind it the row of all others. Sorted by the first side, or by nothing, it is as it was answered.
 */
export function sortedView(view: PivotView): PivotView {
  const { sort } = view.spec
  if (!view.second || !sort?.side) return view
  const column = view.columns.find((each) => isSortedBy(sort, each))
  if (!column) return view
  const sign = sort.dir === 'asc' ? 1 : -1
  const value = (row: ViewRow) => valueAt(view, row, column)
  const last = (row: ViewRow) => (row.path.at(-1)?.isOthers ? 2 : Number.isNaN(value(row)) ? 1 : 0)
  const inOrder = (one: ViewRow, other: ViewRow) =>
    last(one) - last(other) || (last(one) === 0 ? sign * (value(one) - value(other)) : 0)
  return {
    ...view,
    rows: groupsOf(view.rows)
      .toSorted(([a], [b]) => inOrder(a, b))
      .flatMap(([head, ...rows]) => [head, ...rows.toSorted(inOrder)]),
  }
}

/** Each row of the outer dimension with those within it. */
function groupsOf(rows: readonly ViewRow[]): [ViewRow, ...ViewRow[]][] {
  const groups: [ViewRow, ...ViewRow[]][] = []
  for (const row of rows) {
    const group = groups.at(-1)
    if (row.depth === 0 || !group) groups.push([row])
    else group.push(row)
  }
  return groups
}
