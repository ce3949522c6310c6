import type { PlacedAxis } from './axis.ts'

/** Numbers that one answer holds at most. */
export const numberLimit = 200_000

/** How many of the first rows can be kept, whichever they are, so that all of them are at most so many; null where that is no help. */
export function rowsThatFit(
  most: number,
  outer: PlacedAxis | null,
  inner: PlacedAxis | null,
  pairs: readonly number[],
): number | null {
  if (outer === null) return null
  const width = inner?.members.length ?? 0
  const own = outer.members.map(() => 1)
  for (const pair of pairs) {
    const place = Math.floor(pair / width)
    own[place] = (own[place] as number) + 1
  }
  // Beside them there are the total, and the others and the unknown with as many rows of their own as there can be.
  let left = most - 1 - 2 * (1 + width)
  const largestFirst = own.toSorted((a, b) => b - a)
  const count = largestFirst.findIndex((rows) => {
    left -= rows
    return left < 0
  })
  return count < 1 ? null : Math.min(count, 100)
}
