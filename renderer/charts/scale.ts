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
}

/**
 * One scale for both while what is left is at least a fifth of the whole; below that the bars would be a smear, so the
 * axis fits what is left and the ghost keeps its shape only (the caption says so).
 */
export function ghostScale(value: number, all: number): GhostScale {
  if (value <= 0 || value >= all / 5) return { max: Math.max(value, all, 1), factor: 1 }
  return { max: value, factor: value / all }
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
