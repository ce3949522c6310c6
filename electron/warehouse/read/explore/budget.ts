import type { Axis } from './axis.ts'
import type { Paths } from './levels.ts'

/**
 * How many of the first rows can be kept, whichever they are, so that all of them are at most so many; null where that is no help.
 *
 * @param rows the rows by depth
 */
export function rowsThatFit(most: number, [outer, ...inner]: readonly Axis[], rows: readonly Paths[]): number | null {
  if (!outer) return null
  const own = new Map<number, number>()
  let width = 1
  for (const [depth, { keys }] of rows.entries()) {
    if (depth === 0) continue
    if (depth > 1) width *= inner[depth - 2]?.members.length ?? 1
    for (const key of keys) {
      const place = Math.floor(key / width)
      own.set(place, (own.get(place) ?? 0) + 1)
    }
  }
  // Beside them there are the total, and the others and the unknown with as many rows of their own as there can be.
  const within = inner.reduceRight((count, { members }) => 1 + members.length * count, 1)
  let left = most - 1 - 2 * within
  const largestFirst = [...own.values()].sort((a, b) => b - a)
  const count = largestFirst.findIndex((rows) => {
    left -= rows
    return left < 0
  })
  return count < 1 ? null : Math.min(count, 100)
}
