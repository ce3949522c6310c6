import type { Cells } from './cells.ts'

/**
 * The passes over films, each one tight loop. While films are counted, the slots of a cell and value lie side by side, so that the entries
 * of a film, one a genre, meet the same few lines of memory.
 */

/** Films of each slot of each cell. */
export function countFilms({ count, slots, sets, each }: Cells, films: Int32Array): Uint32Array {
  const counts = new Uint32Array(count * slots)
  each(films, (rows, cells) => {
    if (sets === null) {
      for (let i = 0; i < rows.length; i++) {
        const cell = cells[i] as number
        counts[cell] = (counts[cell] as number) + 1
      }
      return
    }
    const { codes, starts, flat } = sets
    for (let i = 0; i < rows.length; i++) {
      const code = codes[rows[i] as number] as number
      const base = (cells[i] as number) * slots
      const end = starts[code + 1] as number
      for (let k = starts[code] as number; k < end; k++) {
        const at = base + (flat[k] as number)
        counts[at] = (counts[at] as number) + 1
      }
    }
  })
  return counts
}

/**
 * Films of each slot by their value, at `(cell * slots + slot) * values + code`, and all films of each slot.
 *
 * @param codes the value of each film, below `values`
 */
export function countValues(
  { count, slots, sets, each }: Cells,
  rows: Int32Array,
  codes: Uint16Array | Uint32Array,
  values: number,
): { counts: Uint32Array; films: Uint32Array } {
  const counts = new Uint32Array(count * values * slots)
  const films = new Uint32Array(count * slots)
  each(rows, (some, cells) => {
    if (sets === null) {
      for (let i = 0; i < some.length; i++) {
        const cell = cells[i] as number
        const at = cell * values + (codes[some[i] as number] as number)
        counts[at] = (counts[at] as number) + 1
        films[cell] = (films[cell] as number) + 1
      }
      return
    }
    const { codes: combinations, starts, flat } = sets
    for (let i = 0; i < some.length; i++) {
      const row = some[i] as number
      const combination = combinations[row] as number
      const base = ((cells[i] as number) * values + (codes[row] as number)) * slots
      const end = starts[combination + 1] as number
      for (let k = starts[combination] as number; k < end; k++) {
        const at = base + (flat[k] as number)
        counts[at] = (counts[at] as number) + 1
      }
    }
  })
  return { counts: sets === null ? counts : turned(counts, films, slots, values), films }
}

/** Counts with the values of a slot side by side, where the slots of a value were; adds them up to the films of each slot. */
function turned(counts: Uint32Array, films: Uint32Array, slots: number, values: number): Uint32Array {
  const to = new Uint32Array(counts.length)
  let next = 0
  for (let at = 0; at < films.length; at++) {
    const slot = at % slots
    let from = (at - slot) * values + slot
    let sum = 0
    for (let value = 0; value < values; value++) {
      const here = counts[from] as number
      to[next] = here
      sum += here
      from += slots
      next++
    }
    films[at] = sum
  }
  return to
}

/** What `sumValues` finds by slot. */
export interface Sums {
  films: Uint32Array
  /** Films without a value. */
  unknown: Uint32Array
  sums: Float64Array
}

/** Adds up a number of each film by slot, and counts the films, and those that have none: whose code is 0. */
export function sumValues(
  { count, slots, sets, each }: Cells,
  rows: Int32Array,
  codes: Uint16Array | Uint32Array,
  numbers: Float64Array,
): Sums {
  const films = new Uint32Array(count * slots)
  const unknown = new Uint32Array(count * slots)
  const sums = new Float64Array(count * slots)
  each(rows, (some, cells) => {
    if (sets === null) {
      for (let i = 0; i < some.length; i++) {
        const code = codes[some[i] as number] as number
        const at = cells[i] as number
        films[at] = (films[at] as number) + 1
        sums[at] = (sums[at] as number) + (numbers[code] as number)
        if (code === 0) unknown[at] = (unknown[at] as number) + 1
      }
      return
    }
    const { codes: combinations, starts, flat } = sets
    for (let i = 0; i < some.length; i++) {
      const row = some[i] as number
      const code = codes[row] as number
      const number = numbers[code] as number
      const base = (cells[i] as number) * slots
      const combination = combinations[row] as number
      const end = starts[combination + 1] as number
      for (let k = starts[combination] as number; k < end; k++) {
        const at = base + (flat[k] as number)
        films[at] = (films[at] as number) + 1
        sums[at] = (sums[at] as number) + number
        if (code === 0) unknown[at] = (unknown[at] as number) + 1
      }
    }
  })
  return { films, unknown, sums }
}

/**
 * Adds up by slot what each combination of a set weighs.
 *
 * @param weights by entry of `sets.flat`; where no axis is a set, by combination
 */
export function sumWeights(
  { count, slots, sets, each }: Cells,
  films: Int32Array,
  combinations: Uint16Array | Uint32Array,
  weights: Float64Array,
): Float64Array {
  const sums = new Float64Array(count * slots)
  each(films, (rows, cells) => {
    if (sets === null) {
      for (let i = 0; i < rows.length; i++) {
        const at = cells[i] as number
        sums[at] = (sums[at] as number) + (weights[combinations[rows[i] as number] as number] as number)
      }
      return
    }
    const { codes, starts, flat } = sets
    for (let i = 0; i < rows.length; i++) {
      const code = codes[rows[i] as number] as number
      const base = (cells[i] as number) * slots
      const end = starts[code + 1] as number
      for (let k = starts[code] as number; k < end; k++) {
        const at = base + (flat[k] as number)
        sums[at] = (sums[at] as number) + (weights[k] as number)
      }
    }
  })
  return sums
}

/**
 * Films of some groups by their value: at `(group - first) * values + code`.
 *
 * @param groupOf the group of each slot of each cell
 */
export function countGroups(
  { slots, sets, each }: Cells,
  films: Int32Array,
  codes: Uint16Array | Uint32Array,
  values: number,
  groupOf: Int32Array,
  [first, end]: readonly [number, number],
): Uint32Array {
  const counts = new Uint32Array((end - first) * values)
  const add = (at: number, code: number) => {
    const group = groupOf[at] as number
    if (group < first || group >= end) return
    const place = (group - first) * values + code
    counts[place] = (counts[place] as number) + 1
  }
  each(films, (rows, cells) => {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number
      const code = codes[row] as number
      const base = (cells[i] as number) * slots
      if (sets === null) {
        add(base, code)
        continue
      }
      const combination = sets.codes[row] as number
      const last = sets.starts[combination + 1] as number
      for (let k = sets.starts[combination] as number; k < last; k++) add(base + (sets.flat[k] as number), code)
    }
  })
  return counts
}
