import { type AnyRangeId, axisDimension } from '../../shared/model/values/derived.ts'

/** A closed range in a dimension's own values (years, rating points, minutes, `yyyymmdd`). */
export type Range = [number, number]

/** A value as a whole step of its dimension, so that neighbours differ by exactly one. */
export function toStep(id: AnyRangeId, value: number): number {
  return axisDimension(id).steps.to(value)
}

/** The value of a whole step; the inverse of {@link toStep}. */
export function fromStep(id: AnyRangeId, step: number): number {
  return axisDimension(id).steps.from(step)
}

function toSteps(id: AnyRangeId, ranges: readonly Range[]): Range[] {
  return ranges.map(([low, high]) => {
    const a = toStep(id, low)
    const b = toStep(id, high)
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

function fromSteps(id: AnyRangeId, steps: readonly Range[]): Range[] {
  return steps.map(([low, high]) => [fromStep(id, low), fromStep(id, high)])
}

/** The union of ranges in its one spelling. */
export function unite(id: AnyRangeId, ...sets: readonly (readonly Range[])[]): Range[] {
  return fromSteps(id, merged(toSteps(id, sets.flat())))
}

/** What of `ranges` is left without `removed`. */
export function subtract(id: AnyRangeId, ranges: readonly Range[], removed: readonly Range[]): Range[] {
  let left = merged(toSteps(id, ranges))
  for (const [low, high] of merged(toSteps(id, removed))) {
    left = left.flatMap(([a, b]): Range[] => {
      if (b < low || a > high) return [[a, b]]
      const parts: Range[] = []
      if (a < low) parts.push([a, low - 1])
      if (b > high) parts.push([high + 1, b])
      return parts
    })
  }
  return fromSteps(id, left)
}

/** Whether every value of `range` lies inside `ranges`. */
export function covers(id: AnyRangeId, ranges: readonly Range[], range: Range): boolean {
  return ranges.length > 0 && subtract(id, [range], ranges).length === 0
}

/** Whether `range` and `ranges` share a value. */
export function overlaps(id: AnyRangeId, ranges: readonly Range[], range: Range): boolean {
  const [low, high] = [toStep(id, range[0]), toStep(id, range[1])]
  return toSteps(id, ranges).some(([a, b]) => a <= high && b >= low)
}

/** Whether two sets of ranges hold the same values. */
export function sameRanges(id: AnyRangeId, a: readonly Range[], b: readonly Range[]): boolean {
  return JSON.stringify(unite(id, a)) === JSON.stringify(unite(id, b))
}
