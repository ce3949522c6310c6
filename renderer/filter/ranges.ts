import type { RangeField } from '../../shared/filter.ts'

/** A closed range in a field's own values (years, rating points, minutes, `yyyymmdd`). */
export type Range = [number, number]

/** Anything at or above this is "and more": the upper end of an open-ended band. */
export const openEnd: Record<RangeField, number> = { year: 9999, rating: 10, runtime: 99_999, uploaded: 99_991_231 }

/**
 * A value as a whole step of its field, so that neighbours differ by exactly one. Ratings step by a tenth. Dates count
 * every month as 31 days: order and month ends stay exact, and the end of a month touches the start of the next.
 */
export function toStep(field: RangeField, value: number): number {
  if (field === 'rating') return Math.round(value * 10)
  if (field !== 'uploaded') return Math.round(value)
  const year = Math.floor(value / 10_000)
  const month = Math.floor(value / 100) % 100
  return (year * 12 + month - 1) * 31 + (value % 100) - 1
}

/** The value of a whole step; the inverse of {@link toStep}. */
export function fromStep(field: RangeField, step: number): number {
  if (field === 'rating') return step / 10
  if (field !== 'uploaded') return step
  const months = Math.floor(step / 31)
  return Math.floor(months / 12) * 10_000 + ((months % 12) + 1) * 100 + (step % 31) + 1
}

function toSteps(field: RangeField, ranges: readonly Range[]): Range[] {
  return ranges.map(([low, high]) => {
    const a = toStep(field, low)
    const b = toStep(field, high)
    return a <= b ? [a, b] : [b, a]
  })
}

/** Sorted, disjoint, not touching: the one spelling of a set of ranges, so that equal sets compare equal. */
function merged(steps: readonly Range[]): Range[] {
  const result: Range[] = []
  for (const [low, high] of [...steps].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1)
    if (last && low <= last[1] + 1) last[1] = Math.max(last[1], high)
    else result.push([low, high])
  }
  return result
}

function fromSteps(field: RangeField, steps: readonly Range[]): Range[] {
  return steps.map(([low, high]) => [fromStep(field, low), fromStep(field, high)])
}

/** The union of ranges in its one spelling. */
export function unite(field: RangeField, ...sets: readonly (readonly Range[])[]): Range[] {
  return fromSteps(field, merged(toSteps(field, sets.flat())))
}

/** What of `ranges` is left without `removed`. */
export function subtract(field: RangeField, ranges: readonly Range[], removed: readonly Range[]): Range[] {
  let left = merged(toSteps(field, ranges))
  for (const [low, high] of merged(toSteps(field, removed))) {
    left = left.flatMap(([a, b]): Range[] => {
      if (b < low || a > high) return [[a, b]]
      const parts: Range[] = []
      if (a < low) parts.push([a, low - 1])
      if (b > high) parts.push([high + 1, b])
      return parts
    })
  }
  return fromSteps(field, left)
}

/** Whether every value of `range` lies inside `ranges`. */
export function covers(field: RangeField, ranges: readonly Range[], range: Range): boolean {
  return ranges.length > 0 && subtract(field, [range], ranges).length === 0
}

/** Whether `range` and `ranges` share a value. */
export function overlaps(field: RangeField, ranges: readonly Range[], range: Range): boolean {
  const [low, high] = [toStep(field, range[0]), toStep(field, range[1])]
  return toSteps(field, ranges).some(([a, b]) => a <= high && b >= low)
}

/** Whether two sets of ranges hold the same values. */
export function sameRanges(field: RangeField, a: readonly Range[], b: readonly Range[]): boolean {
  return JSON.stringify(unite(field, a)) === JSON.stringify(unite(field, b))
}
