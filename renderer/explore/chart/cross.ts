import type { PivotMember } from '../../../shared/contract/pivot.ts'
import type { ExploreAxis } from '../../../shared/explore-spec.ts'
import type { MeasureId } from '../../../shared/model/measures.ts'
import { filmsAt, type PivotView, type ViewColumn, type ViewRow, viewOf } from '../table/pivot-view.ts'
import { memberText } from '../words.ts'

/** A cell of the answer. */
export interface Cell {
  row: ViewRow
  column: ViewColumn
}

/** One side of what is drawn: a dimension and its members, with the cell of each over all of the other side. */
export interface Side {
  axis: ExploreAxis
  members: readonly { member: PivotMember; text: string; films: number; overall: Cell | null }[]
}

/** What a picture has to draw of an answer: one dimension, or two that cross. */
export interface Cross {
  first: Side
  second: Side | null
  /** The cell of a member of each side; null where no film is. With one side, `second` is not asked. */
  cell: (first: number, second: number) => Cell | null
  /** What is on the shelves and is not drawn. */
  leftOut: ExploreAxis | null
}

/** The sides of an answer for one of its measures; null where there is no dimension. */
export function crossOf(view: PivotView, measure: MeasureId): Cross | null {
  const { spec, pivot, total } = view
  const columns = view.columns.filter((column) => column.measure === measure)
  const overall = columns.at(-1) as ViewColumn
  const parts = columns.slice(0, -1)
  // All rows, whatever is folded in the table.
  const { rows } = viewOf(spec, pivot, new Set())
  const outer = rows.filter(({ depth }) => depth === 0)
  const [rowAxis, innerAxis] = spec.rows
  const [columnAxis] = spec.columns
  const ofRows = (axis: ExploreAxis): Side => ({
    axis,
    members: outer.map((row) => ({
      member: row.path[0] as PivotMember,
      text: row.text,
      films: filmsAt(view, row, overall),
      overall: { row, column: overall },
    })),
  })
  const ofColumns = (axis: ExploreAxis): Side => ({
    axis,
    members: parts.map((column) => {
      const member = column.member as PivotMember
      return {
        member,
        text: memberText(axis, member),
        films: filmsAt(view, total, column),
        overall: { row: total, column },
      }
    }),
  })
  if (rowAxis && columnAxis) {
    const cell = (first: number, second: number): Cell => ({
      row: outer[first] as ViewRow,
      column: parts[second] as ViewColumn,
    })
    return { first: ofRows(rowAxis), second: ofColumns(columnAxis), cell, leftOut: innerAxis ?? null }
  }
  if (rowAxis && innerAxis) return ofGroups(ofRows(rowAxis), innerAxis, rows, overall)
  const axis = rowAxis ?? columnAxis
  if (!axis) return null
  const first = rowAxis ? ofRows(rowAxis) : ofColumns(axis)
  return { first, second: null, cell: (at) => first.members[at]?.overall ?? null, leftOut: null }
}

/** Two dimensions of rows: the inner one crosses the outer one. */
function ofGroups(first: Side, axis: ExploreAxis, rows: readonly ViewRow[], column: ViewColumn): Cross {
  const inner = new Map<string, { member: PivotMember; text: string }>()
  const cells = new Map<string, Cell>()
  let outer = -1
  for (const row of rows) {
    if (row.depth === 0) outer++
    const member = row.path[1]
    if (!member) continue
    const key = keyOf(member)
    if (!inner.has(key)) inner.set(key, { member, text: row.text })
    cells.set(`${outer} ${key}`, { row, column })
  }
  const members = [...inner.values()].toSorted((a, b) => inOrder(a.member, b.member))
  return {
    first,
    second: { axis, members: members.map((each) => ({ ...each, films: Number.NaN, overall: null })) },
    cell: (at, second) => cells.get(`${at} ${keyOf(members[second]?.member)}`) ?? null,
    leftOut: null,
  }
}

function keyOf(member: PivotMember | undefined): string {
  return JSON.stringify(member?.isOthers ? 'others' : [member?.key])
}

/** Values of a range as they ascend, what is unknown and the others last; names as they come. */
function inOrder(a: PivotMember, b: PivotMember): number {
  const rank = ({ key }: PivotMember) => (typeof key === 'number' ? key : key === null ? Number.POSITIVE_INFINITY : 0)
  const [left, right] = [rank(a), rank(b)]
  return left === right ? 0 : left - right
}
