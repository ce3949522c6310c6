import { acrossAxes } from '../../../shared/explore-spec.ts'
import { largest } from '../../../shared/extremes.ts'
import { columnTexts, type PivotView, perMember, textAt } from './pivot-view.ts'

/** Heights in pixels; the style sheet has the same. */
export const rowHeight = 26

/** Pixels that a character takes, and the room around a text. */
const character = 7.1
const padding = 20

/** Widths of a table's columns in pixels: as wide as what they say, within bounds, so that nothing jumps while it is scrolled. */
export interface TableSize {
  head: number
  column: number
  /** Height of the heads of columns: a line for each dimension across, and two more where there are several measures. */
  top: number
}

/** Works the sizes out of the texts of a table; of long tables from its first rows and its total. */
export function tableSize(view: PivotView, headTitle: string): TableSize {
  const { rows, total, columns, spec } = view
  const several = perMember(view) > 1
  const across = acrossAxes(spec).length
  const looked = [...rows.slice(0, 200), total]
  const longest = largest(
    columns.map((column) => {
      const { members, measure } = columnTexts(view, column)
      const member = largest(
        members.map(({ length }) => length),
        0,
      )
      // A measure's name may break into two lines.
      const word = largest(
        measure.split(' ').map(({ length }) => length),
        measure.length / 2,
      )
      return Math.max(1.1 * member, several || member === 0 ? word : 0, textAt(view, total, column).length)
    }),
    4,
  )
  const names = largest(
    looked.map(({ text, depth }) => text.length + 2 * depth + (spec.rows.length > 1 ? 3 : 0)),
    headTitle.length + 2,
  )
  return {
    head: clamp(names * character + padding, 120, 280),
    column: clamp(longest * character + padding, 64, 150),
    top: several || across === 0 ? 44 + 18 * across : rowHeight + 18 * (across - 1),
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.round(Math.min(high, Math.max(low, value)))
}
