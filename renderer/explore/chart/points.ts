import { measureOf } from '../../../shared/model/measures.ts'
import type { Mark } from '../../charts/model.ts'
import type { AxisPoint } from '../member-change.ts'
import { filmsAt, membersAt, type PivotView, valueAt } from '../table/pivot-view.ts'
import type { Cell } from './cross.ts'

/** A mark with what it stands for. */
export interface Point {
  mark: Mark
  /** NaN = unknown; the mark then has nothing to draw. */
  value: number
  films: number
  /** The number that the other side of a comparison has; null = none, or there is one side. */
  other: number | null
  /** What excluding it leaves out: of a cell its row. */
  excluded: string
  /** What it filters by; none for a place that no film has. */
  at: readonly AxisPoint[] | null
  cell: Cell | null
}

/** What a picture is made with, besides the answer. */
export interface Way {
  /** Of fewer films than this a mean, a quantile or a share is hatched. */
  few: number
}

/** The point of a cell. Counts are what they are; what is worked out of a handful of films is marked. */
export function pointOf(view: PivotView, cell: Cell, name: string, way: Way, excluded = name): Point {
  const { row, column } = cell
  const value = valueAt(view, row, column)
  const films = filmsAt(view, row, column)
  const isFew = films > 0 && films < way.few && measureOf(column.measure).additive === 'never'
  return {
    mark: {
      key: `${row.key} ${column.index} ${column.at}`,
      label: name,
      name,
      value: Number.isNaN(value) ? 0 : value,
      all: otherAt(view, cell) ?? 0,
      state: 'free',
      ...(isFew && !Number.isNaN(value) ? { few: true } : {}),
    },
    value,
    films,
    other: otherAt(view, cell),
    excluded,
    at: membersAt(view, row, column),
    cell,
  }
}

/** The number that the other side of a comparison has at a cell; null = there is none. */
export function otherAt(view: PivotView, { row, column }: Cell): number | null {
  if (!view.second) return null
  const value = valueAt(view, row, { ...column, side: 'second' })
  return Number.isNaN(value) ? null : value
}

/** A place that no film has. */
export function noPoint(key: string, name: string): Point {
  return {
    mark: { key, label: name, name, value: 0, all: 0, state: 'free' },
    value: Number.NaN,
    films: 0,
    other: null,
    excluded: name,
    at: null,
    cell: null,
  }
}
