import type { PivotMember } from '../../../shared/contract/questions/pivot.ts'
import { acrossAxes, axisTitle, type ExploreAxis } from '../../../shared/explore-spec.ts'
import type { MeasureId } from '../../../shared/model/measures.ts'
import { isAnyRange } from '../../../shared/model/values/derived.ts'
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

/** What a picture has to draw of an answer: one dimension, or two that cross; once, or once for each of its small multiples. */
export interface Cross {
  first: Side
  second: Side | null
  /** Whether slots are along the second side and series are of the first: where the second is a range, and no colours were asked for. */
  isTurned: boolean
  /** Whether the second side is what colours were asked for. */
  hasColours: boolean
  /** What there is a picture each for. */
  panels: Side | null
  /** The cell of a member of each side, in one of the pictures; null where no film is. With one side, `second` is not asked. */
  cell: (first: number, second: number, panel?: number) => Cell | null
  /** What is on the shelves and is not drawn, in words. */
  leftOut: readonly string[]
}

/**
 * The sides of an answer for one of its measures; null where there is no dimension. Colours cross the columns where there are some, else
 * the rows; without colours, columns or inner rows cross the rows.
 */
export function crossOf(view: PivotView, measure: MeasureId): Cross | null {
  const { spec, pivot, total } = view
  const columns = view.columns.filter((column) => column.measure === measure)
  const at = new Map(columns.map((column) => [columnKey(column.path), column]))
  // All rows, whatever is folded in the table.
  const { rows } = viewOf(spec, pivot, new Set())
  const outer = rows.filter(({ depth }) => depth === 0)
  const [rowAxis, innerAxis] = spec.rows
  const [columnAxis] = spec.columns
  const across = acrossAxes(spec)
  const ofRows = (axis: ExploreAxis): Side => {
    const column = at.get(columnKey([])) as ViewColumn
    return {
      axis,
      members: outer.map((row) => ({
        member: row.path[0] as PivotMember,
        text: row.text,
        films: filmsAt(view, row, column),
        overall: { row, column },
      })),
    }
  }
  const ofColumns = (axis: ExploreAxis): Side => ({ axis, members: columnMembers(view, columns, across.indexOf(axis)) })
  const panels = spec.multiples && across.length + spec.rows.length > 1 ? ofColumns(spec.multiples) : null
  /** The cell of a row in a column of these members, and of a picture's. */
  const cellAt = (
    row: ViewRow | undefined,
    path: readonly (PivotMember | undefined)[],
    panel?: number,
  ): Cell | null => {
    const whole = panel === undefined ? path : [...path, panels?.members[panel]?.member]
    const column = at.get(columnKey(whole))
    return row && column ? { row, column } : null
  }
  const plain = { panels, isTurned: false, hasColours: false }
  if (spec.colour && (columnAxis || rowAxis)) {
    const second = ofColumns(spec.colour)
    const colourOf = (index: number) => second.members[index]?.member
    if (columnAxis) {
      const first = ofColumns(columnAxis)
      const cell: Cross['cell'] = (slot, colour, panel) =>
        cellAt(total, [first.members[slot]?.member, colourOf(colour)], panel)
      const leftOut = spec.rows.map((axis) => `${axisTitle(axis)} down the rows is not drawn.`)
      return { ...plain, hasColours: true, first, second, cell, leftOut }
    }
    const first = ofRows(rowAxis as ExploreAxis)
    const cell: Cross['cell'] = (slot, colour, panel) => cellAt(outer[slot], [colourOf(colour)], panel)
    return { ...plain, hasColours: true, first, second, cell, leftOut: withinRows(innerAxis) }
  }
  if (rowAxis && columnAxis) {
    const [first, second] = [ofRows(rowAxis), ofColumns(columnAxis)]
    const cell: Cross['cell'] = (row, column, panel) => cellAt(outer[row], [second.members[column]?.member], panel)
    const isTurned = isAnyRange(columnAxis.dimension)
    return { ...plain, isTurned, first, second, cell, leftOut: withinRows(innerAxis) }
  }
  if (rowAxis && innerAxis) {
    const first = ofRows(rowAxis)
    const { second, row } = innerRows(rows, innerAxis)
    const cell: Cross['cell'] = (slot, inner, panel) => cellAt(row(slot, inner), [], panel)
    return { ...plain, isTurned: isAnyRange(innerAxis.dimension), first, second, cell, leftOut: [] }
  }
  if (rowAxis) {
    const cell: Cross['cell'] = (slot, _, panel) => cellAt(outer[slot], [], panel)
    return { ...plain, first: ofRows(rowAxis), second: null, cell, leftOut: [] }
  }
  const [axis] = across
  if (!axis) return null
  const first = ofColumns(axis)
  const cell: Cross['cell'] = (slot, _, panel) => cellAt(total, [first.members[slot]?.member], panel)
  return { ...plain, first, second: null, cell, leftOut: [] }
}

function withinRows(inner: ExploreAxis | undefined): string[] {
  return inner ? [`${axisTitle(inner)} within the rows is not drawn.`] : []
}

function columnKey(path: readonly (PivotMember | undefined)[]): string {
  return path.map(keyOf).join()
}

/** The members of a dimension across, each once: as the answer has them, or put in order where they are within those of another. */
function columnMembers(view: PivotView, columns: readonly ViewColumn[], depth: number): Side['members'] {
  const axis = acrossAxes(view.spec)[depth] as ExploreAxis
  const found = new Map<string, Side['members'][number]>()
  for (const column of columns) {
    const member = column.path[depth]
    if (!member || column.path.length !== depth + 1) continue
    const key = keyOf(member)
    const films = filmsAt(view, view.total, column) + (found.get(key)?.films ?? 0)
    const overall = depth === 0 ? { row: view.total, column } : null
    found.set(key, { member, text: memberText(axis, member), films, overall })
  }
  const members = [...found.values()]
  if (depth === 0) return members
  return members
    .toSorted((a, b) => inOrder(a.member, b.member) || b.films - a.films)
    .map((each) => ({ ...each, films: Number.NaN }))
}

/** The inner dimension of the rows, each member once, and its row within one of the outer. */
function innerRows(rows: readonly ViewRow[], axis: ExploreAxis) {
  const inner = new Map<string, { member: PivotMember; text: string }>()
  const found = new Map<string, ViewRow>()
  let outer = -1
  for (const row of rows) {
    if (row.depth === 0) outer++
    const member = row.path[1]
    if (!member) continue
    const key = keyOf(member)
    if (!inner.has(key)) inner.set(key, { member, text: row.text })
    found.set(`${outer} ${key}`, row)
  }
  const members = [...inner.values()].toSorted((a, b) => inOrder(a.member, b.member))
  const second: Side = { axis, members: members.map((each) => ({ ...each, films: Number.NaN, overall: null })) }
  return { second, row: (at: number, index: number) => found.get(`${at} ${keyOf(members[index]?.member)}`) }
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
