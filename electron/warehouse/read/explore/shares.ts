import type { ShareBase } from '../../../../shared/model/aggregates.ts'
import { type MeasureId, measureOf } from '../../../../shared/model/measures.ts'
import type { Paths } from './levels.ts'
import type { Tally } from './tally.ts'

/** Where a level is: how many dimensions its rows and its columns are told apart by. */
export interface Depths {
  rows: number
  columns: number
}

/** Divides what shares were counted by what is 1 of them, which is on a level above. */
export function withShares(
  measures: readonly MeasureId[],
  depths: Depths,
  rows: readonly Paths[],
  columns: readonly Paths[],
  rowSizes: readonly number[],
  counted: (depths: Depths) => Tally,
): Tally {
  const { films, values } = counted(depths)
  const shared = new Map(values)
  for (const id of measures) {
    const { takes } = measureOf(id)
    if (takes.kind !== 'share') continue
    const at = baseOf(takes.within, depths)
    const base = counted(at).values.get(id)
    const across = columns[depths.columns] as Paths
    const baseAcross = (columns[at.columns] as Paths).keys.length
    const rowOf = parentsOf(rows, depths.rows, at.rows, rowSizes)
    const own = values.get(id)?.map((value, group) => {
      const column = at.columns === 0 ? 0 : group % across.keys.length
      const row = rowOf[Math.floor(group / across.keys.length)] as number
      return value / (base?.[row * baseAcross + column] as number)
    })
    if (own) shared.set(id, own)
  }
  return { films, values: shared }
}

function baseOf(within: ShareBase, { rows, columns }: Depths): Depths {
  if (within === 'total') return { rows: 0, columns: 0 }
  if (within === 'row') return { rows, columns: 0 }
  return { rows: within === 'column' ? 0 : Math.max(0, rows - 1), columns }
}

/** The row above each row at a depth, so far up. */
function parentsOf(rows: readonly Paths[], depth: number, above: number, sizes: readonly number[]): number[] {
  const { keys } = rows[depth] as Paths
  if (above === depth) return keys.map((_, index) => index)
  const width = sizes.slice(above, depth).reduce((product, size) => product * size, 1)
  const indexOf = new Map((rows[above] as Paths).keys.map((key, index) => [key, index]))
  return keys.map((key) => indexOf.get(Math.floor(key / width)) as number)
}
