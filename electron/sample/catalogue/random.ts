/** Seeded randomness: every value is a pure function of its inputs, so that any film or fault can be made again alone. */

/** A stream of numbers in [0, 1). */
export type Random = () => number

/** Mixes a seed and two integers into one unsigned 32-bit integer (finaliser constants: lowbias32 by Chris Wellons). */
export function hash32(seed: number, a: number, b = 0): number {
  let h = Math.imul(seed ^ 0x5bd1e995, 0x27d4eb2f) ^ Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca77)
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d)
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b)
  return (h ^ (h >>> 16)) >>> 0
}

/** One number in [0, 1) for a seed and two integers. */
export function unit(seed: number, a: number, b = 0): number {
  return hash32(seed, a, b) / 4294967296
}

/** A stream for a seed and two integers (mulberry32). */
export function randomFor(seed: number, a: number, b = 0): Random {
  let state = hash32(seed, a, b)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** An integer in [0, below). */
export function intBelow(random: Random, below: number): number {
  return Math.floor(random() * below)
}

/** One member of a non-empty list. */
export function pick<T>(random: Random, list: readonly T[]): T {
  return list[intBelow(random, list.length)] as T
}

/** A normally distributed number (Box-Muller). */
export function normal(random: Random, mean: number, deviation: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()))
  return mean + deviation * radius * Math.cos(2 * Math.PI * random())
}

/** A chooser of values in proportion to their weights. */
export function weighted<T>(table: readonly (readonly [T, number])[]): (random: Random) => T {
  const total = table.reduce((sum, [, weight]) => sum + weight, 0)
  return (random) => {
    let left = random() * total
    for (const [value, weight] of table) {
      left -= weight
      if (left < 0) return value
    }
    return (table[0] as readonly [T, number])[0]
  }
}
