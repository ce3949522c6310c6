/**
 * Round tick values from 0 up to at least `max`: steps of 1, 2, 2.5 or 5 times a power of ten, about `count` of them.
 * Whole numbers only when `whole`.
 */
export function niceTicks(max: number, count: number, whole = true): number[] {
  if (!(max > 0)) return [0, 1]
  const rough = max / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const factors = whole && power < 10 ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10]
  const factor = factors.find((candidate) => candidate * power >= rough) ?? 10
  const step = Math.max(factor * power, whole ? 1 : 0)
  const ticks: number[] = []
  for (let i = 0; ; i++) {
    const tick = Number((i * step).toPrecision(12))
    ticks.push(tick)
    if (tick >= max) return ticks
  }
}

/** How the ghost of the whole catalogue stands behind what is left. */
export interface GhostScale {
  /** Top of the value axis. */
  max: number
  /** What a ghost value is multiplied by to be drawn on that axis; 1 = the same scale. */
  factor: number
  /** Each step of the axis is ten times the one before. */
  log?: true
  /** What stands behind is another side that is compared: its outline is drawn over the marks. */
  outlined?: true
}

/**
 * One scale for both while what is left is at least a fifth of the whole; below that the bars would be a smear, so the
 * axis fits what is left and the ghost keeps its shape only (the caption says so).
 */
export function ghostScale(value: number, all: number): GhostScale {
  if (value <= 0 || value >= all / 5) return { max: Math.max(value, all, 1), factor: 1 }
  return { max: value, factor: value / all }
}

/** Where values stand on an axis that begins at 0, and which of them it names. */
export interface ValueScale {
  ticks: readonly number[]
  /** Part of the axis below a value, 0 to 1. */
  at: (value: number) => number
}

/**
 * The value axis of counts up to `max`: in equal steps to a round end, or by powers of ten, on which 0 still has no length and
 * fractions of 1 stay near it.
 */
export function valueScale({ max, log }: GhostScale): ValueScale {
  if (!log) {
    const ticks = niceTicks(max, 3)
    const end = ticks.at(-1) ?? 1
    return { ticks, at: (value) => value / end }
  }
  const ticks = [0]
  for (let power = 1; power <= max; power *= 10) ticks.push(power)
  return { ticks, at: (value) => Math.log1p(Math.max(0, value)) / Math.log1p(max) }
}

/** How many times the middle bar the longest one is when it makes the others hard to tell apart. */
const dwarfing = 20

/** Whether one value is so large that the others look alike beside it; bars of nothing are no measure. */
export function dwarfs(values: readonly number[]): boolean {
  const some = values.filter((value) => value > 0).sort((a, b) => a - b)
  const middle = some[Math.floor((some.length - 1) / 2)] ?? 0
  return some.length > 2 && (some.at(-1) ?? 0) > dwarfing * middle
}

/** About five round values inside an axis that need not begin at 0. */
export function ticksInside([low, high]: readonly [number, number]): number[] {
  const step = niceTicks(high - low, 5)[1] ?? 1
  const ticks: number[] = []
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) ticks.push(tick)
  return ticks
}

/** Evenly spread indices out of `count`, first one included, no more than `most`. */
export function spreadIndices(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(1, most)))
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step)
}

/** Indices of points that have no neighbour on either side: a line does not show them. */
export function isolatedIndices(points: readonly unknown[]): number[] {
  const gap = (index: number) => points[index] === null || points[index] === undefined
  return points.flatMap((_, index) => (!gap(index) && gap(index - 1) && gap(index + 1) ? [index] : []))
}

/** The index of the equal-width slot a position falls in, held inside the slots. */
export function slotAt(position: number, length: number, count: number): number {
  if (count <= 0 || length <= 0) return 0
  return Math.min(count - 1, Math.max(0, Math.floor((position / length) * count)))
}
