import type { Pivot, PivotMember } from '../../../shared/contract/questions/pivot.ts'
import type { DrillMember } from '../../../shared/drill.ts'
import { acrossAxes, axisTitle, type ExploreAxis, type ExploreSpec } from '../../../shared/explore-spec.ts'
import { type MeasureId, measureOf } from '../../../shared/model/measures.ts'
import { isAnySet } from '../../../shared/model/values/derived.ts'
import { inSentence } from '../../../shared/model/values/words.ts'
import type { ChartTable } from '../../charts/model.ts'
import { formatInteger } from '../../format.ts'
import type { Question } from '../../state/question.ts'
import { type ColumnSide, differenceOf, isFirstSide, type SecondSide, sidedLabel } from '../compare/sides.ts'
import { measureTitle, memberText, shownLabel, shownText } from '../words.ts'
import { alongText, isTotalCell, withCalculations } from './calculations.ts'

/** A row of the table. */
export interface ViewRow {
  /** Its place in the answer. */
  index: number
  path: readonly PivotMember[]
  /** Names it whatever its place: by its members. */
  key: string
  text: string
  depth: number
  /** Whether rows belong to it, and whether they are folded up. */
  group: 'open' | 'folded' | null
}

/** A column of numbers: a measure in a column of the answer, or over all of them. */
export interface ViewColumn {
  /** Its place among the answer's columns; the last is over all. */
  index: number
  /** Its members from the outside in; none = over all. A column of fewer than there are dimensions is over all of those within. */
  path: readonly PivotMember[]
  measure: MeasureId
  /** Its place among the measures. */
  at: number
  /** What it shows of two sides that are compared; absent = there is one. */
  side?: ColumnSide
}

/** The members of a column of an answer, from the outside in. */
function pathOf({ path, ...member }: Pivot['columns'][number]): readonly PivotMember[] {
  return path ?? [member]
}

/** An answer as a table shows it. */
export interface PivotView {
  spec: ExploreSpec
  pivot: Pivot
  /** Without the total, which is the last row of the answer. */
  rows: readonly ViewRow[]
  total: ViewRow
  columns: readonly ViewColumn[]
  /** What is shown of a measure in place of its numbers. */
  calculations: Question['calculations']
  /** The numbers that are shown, in the order of the answer's. */
  values: Float64Array
  /** The second of two sides that are compared, in the same rows and columns; null = there is one. */
  second: SecondSide | null
}

function keyOf(path: readonly PivotMember[]): string {
  return JSON.stringify(path.map(({ key, isOthers }) => (isOthers ? 'others' : [key])))
}

/** Lays an answer out, without the rows of folded groups. */
export function viewOf(
  spec: ExploreSpec,
  pivot: Pivot,
  folded: ReadonlySet<string>,
  calculations: Question['calculations'] = {},
): PivotView {
  const rest = pivot.others?.rest.length ?? 0
  const rows: ViewRow[] = []
  let isFolded = false
  pivot.rows.slice(0, -1).forEach(({ path }, index) => {
    const depth = path.length - 1
    const key = keyOf(path)
    const hasGroups = spec.rows.length > 1 && depth === 0
    if (hasGroups) isFolded = folded.has(key)
    if (depth > 0 && isFolded) return
    const text = memberText(spec.rows[depth] as ExploreAxis, path[depth] as PivotMember, rest)
    rows.push({ index, path, key, text, depth, group: hasGroups ? (isFolded ? 'folded' : 'open') : null })
  })
  const columns = [...pivot.columns.map(pathOf), []].flatMap((path, index) =>
    spec.measures.map((measure, at): ViewColumn => ({ index, path, measure, at })),
  )
  const total = { index: pivot.rows.length - 1, path: [], key: 'total', text: 'Total', depth: 0, group: null }
  const values = withCalculations(spec, pivot, calculations)
  return { spec, pivot, rows, total, columns, calculations, values, second: null }
}

/** The number of a cell; NaN = unknown. */
export function valueAt(view: PivotView, row: ViewRow, column: ViewColumn): number {
  const { spec, pivot, values, second } = view
  const cell = cellAt(pivot, row, column)
  const at = cell * spec.measures.length + column.at
  if (!second || !column.side || column.side === 'first') return values[at] as number
  if (column.side === 'second') return second.values[at] as number
  const films = Math.min(pivot.films[cell] as number, second.films[cell] as number)
  return differenceOf(column, [values[at] as number, second.values[at] as number], films, second.least)
}

/** The films of a cell; of a difference those of the first side. */
export function filmsAt({ pivot, second }: PivotView, row: ViewRow, column: ViewColumn): number {
  const { films } = second && column.side === 'second' ? second : pivot
  return films[cellAt(pivot, row, column)] as number
}

function cellAt(pivot: Pivot, row: ViewRow, column: ViewColumn): number {
  return row.index * (pivot.columns.length + 1) + column.index
}

/** What stands in a cell. */
export function textAt(view: PivotView, row: ViewRow, column: ViewColumn): string {
  const calculation = view.calculations[column.measure]
  if (calculation && isTotalCell(view.spec, row.path, column.path)) return ''
  const { side } = column
  const shown = side === 'difference' || side === 'percent' ? side : calculation
  return shownText(column.measure, shown, valueAt(view, row, column))
}

/** What stands over a column: its member of each dimension from the outside in, and its measure. */
export function columnTexts(
  { spec, calculations, second }: PivotView,
  { path, measure, side }: ViewColumn,
): { members: string[]; measure: string } {
  const members = acrossAxes(spec).map((axis, depth) => {
    const member = path[depth]
    if (member) return memberText(axis, member)
    return path.length > 0 ? 'All' : depth === 0 ? 'Total' : ''
  })
  return { members, measure: sidedLabel(shownLabel(measure, calculations[measure]), side, second) }
}

/** A column by the names of its members: "1990s, English"; empty where there is no dimension across. */
export function columnName(view: PivotView, column: ViewColumn): string {
  return columnTexts(view, column).members.filter(Boolean).join(', ')
}

/** The members that a cell stands for, to filter by; of a total fewer or none. */
export function membersAt(
  { spec, pivot }: PivotView,
  row: ViewRow,
  column: ViewColumn | null,
): { axis: ExploreAxis; member: DrillMember }[] {
  const drill = ({ key, isOthers }: PivotMember): DrillMember =>
    isOthers && pivot.others ? { key, others: pivot.others } : { key }
  const axes = acrossAxes(spec)
  const across = (column?.path ?? []).map((member, depth) => ({
    axis: axes[depth] as ExploreAxis,
    member: drill(member),
  }))
  return [
    ...row.path.map((member, depth) => ({ axis: spec.rows[depth] as ExploreAxis, member: drill(member) })),
    ...across,
  ]
}

/** What a column holds, for heads of files: with its unit, and with what was worked out along what. */
export function fileHead({ spec, calculations, second }: PivotView, { measure, side }: ViewColumn): string {
  const id = calculations[measure]
  return sidedLabel(id ? `${shownLabel(measure, id)} ${alongText(spec, id)}` : measureTitle(measure), side, second)
}

/** The table as it is seen, for the clipboard and for files: its rows and order, folded groups left folded, numbers unrounded. */
export function seenTable(view: PivotView): ChartTable {
  const { spec, rows, total, columns } = view
  const heads = spec.rows.map((axis) => ({ label: axisTitle(axis), numeric: false }))
  const rest = view.pivot.others?.rest.length ?? 0
  const names = ({ path }: ViewRow) =>
    spec.rows.map((axis, depth) => {
      const member = path[depth]
      return member ? memberText(axis, member, rest) : path.length === 0 && depth === 0 ? 'Total' : 'All'
    })
  return {
    columns: [
      ...(heads.length > 0 ? heads : [{ label: '', numeric: false }]),
      ...columns.map((column) => {
        const member = columnName(view, column)
        return {
          label: member ? `${member}: ${fileHead(view, column)}` : fileHead(view, column),
          numeric: true,
        }
      }),
    ],
    rows: [...rows, total].map((row) => [
      ...(spec.rows.length > 0 ? names(row) : ['Total']),
      ...columns.map((column) => {
        const value = valueAt(view, row, column)
        return Number.isNaN(value) ? null : value
      }),
    ]),
  }
}

/**
 * Where rows or columns add up to more than the total, because a film is in several of them: both numbers, said once for each. Nothing
 * where they are the same.
 */
export function overlapNotes(view: PivotView): string[] {
  const { spec, pivot, total } = view
  const columns = view.columns.filter(isFirstSide)
  const width = columns.length
  const notes = spec.measures.flatMap((measure, at) => {
    if (measureOf(measure).additive !== 'films' || view.calculations[measure]) return []
    const overall = columns[width - spec.measures.length + at] as ViewColumn
    const whole = valueAt(view, total, overall)
    const sums: [string, ExploreAxis | undefined, number][] = [
      ['rows', spec.rows.find(({ dimension }) => isAnySet(dimension)), rowSum(view, overall)],
      ['columns', acrossAxes(spec).find(({ dimension }) => isAnySet(dimension)), columnSum(view, at)],
    ]
    return sums.flatMap(([what, set, sum]) =>
      set && !Number.isNaN(whole) && formatInteger(sum) !== formatInteger(whole)
        ? [`Sum of ${what} ${formatInteger(sum)} · ${inSentence(measureOf(measure).label)} ${formatInteger(whole)}`]
        : [],
    )
  })
  if (notes.length === 0 || pivot.matched === 0) return []
  return [`${notes.join('; ')}: films have several genres.`]
}

function known(value: number): number {
  return Number.isNaN(value) ? 0 : value
}

/** The innermost rows of the answer added up, whatever is folded. */
function rowSum(view: PivotView, column: ViewColumn): number {
  const { spec, pivot } = view
  let sum = 0
  pivot.rows.forEach(({ path }, index) => {
    if (path.length === spec.rows.length && path.length > 0)
      sum += known(valueAt(view, { ...view.total, index }, column))
  })
  return sum
}

/** The innermost columns added up. */
function columnSum(view: PivotView, at: number): number {
  const depth = acrossAxes(view.spec).length
  return view.columns
    .filter(
      (column) => isFirstSide(column) && column.at === at && column.path.length > 0 && column.path.length === depth,
    )
    .reduce((sum, column) => sum + known(valueAt(view, view.total, column)), 0)
}

/** How many columns of a table stand under one member. */
export function perMember({ columns, pivot }: PivotView): number {
  return columns.length / (pivot.columns.length + 1)
}
