import type { Cells } from './cells.ts'

/** The slots of cells that films are in: what every number of an answer is made of. */
export interface Leaves {
  cells: Cells
  /** Where each is: `cell * slots + slot`. */
  at: Int32Array
  /** Its place on each axis; for all of a set the number of places. */
  places: readonly Int32Array[]
}

/** Finds the leaves. @param films of each slot of each cell */
export function leavesOf(cells: Cells, films: Uint32Array): Leaves {
  let count = 0
  for (let at = 0; at < films.length; at++) if (films[at] !== 0) count++
  const leaves = new Int32Array(count)
  const places = cells.axes.map(() => new Int32Array(count))
  const here: number[] = []
  let leaf = 0
  for (let at = 0; at < films.length; at++) {
    if (films[at] === 0) continue
    leaves[leaf] = at
    cells.placesOf(Math.floor(at / cells.slots), at % cells.slots, here)
    for (const [axis, own] of places.entries()) own[leaf] = here[axis] as number
    leaf++
  }
  return { cells, at: leaves, places }
}

/** The members of neighbouring axes together that films are in: the rows or columns at one depth of a table. */
export interface Paths {
  /** The path of each leaf; -1 = it counts elsewhere. */
  of: Int32Array
  /** Ascending; a path is its parent's key times the size of the last axis and its place there. */
  keys: readonly number[]
}

const mostListed = 4_000_000

/**
 * @param from the first axis of the side
 * @param depth how many of its axes are told apart
 * @param end where the side ends: over the axes from `depth` on leaves are counted together
 */
export function pathsOf({ cells: { axes }, at, places }: Leaves, from: number, depth: number, end: number): Paths {
  const keyOf = new Float64Array(at.length)
  let size = 1
  for (let index = from; index < end; index++) {
    const { isSet, members } = axes[index] as Leaves['cells']['axes'][number]
    const own = places[index] as Int32Array
    const isKept = index < from + depth
    if (isKept) size *= members.length
    for (let leaf = 0; leaf < own.length; leaf++) {
      const place = own[leaf] as number
      const isAll = isSet && place === members.length
      if (isSet && isAll === isKept) keyOf[leaf] = Number.NaN
      else if (isKept) keyOf[leaf] = (keyOf[leaf] as number) * members.length + place
    }
  }
  // All of a side is there without films too.
  const keys = depth === 0 ? [0] : distinct(keyOf, size)
  const indexOf = size <= mostListed ? new Int32Array(size) : new Map<number, number>()
  for (const [index, key] of keys.entries()) {
    if (indexOf instanceof Map) indexOf.set(key, index)
    else indexOf[key] = index
  }
  const of = new Int32Array(at.length)
  for (let leaf = 0; leaf < of.length; leaf++) {
    const key = keyOf[leaf] as number
    of[leaf] = Number.isNaN(key) ? -1 : ((indexOf instanceof Map ? indexOf.get(key) : indexOf[key]) as number)
  }
  return { of, keys }
}

/** The numbers of a list, each once, ascending. */
function distinct(numbers: Float64Array, size: number): number[] {
  if (size > mostListed) return [...new Set(numbers)].filter((key) => !Number.isNaN(key)).sort((a, b) => a - b)
  const seen = new Uint8Array(size)
  for (let i = 0; i < numbers.length; i++) if (!Number.isNaN(numbers[i])) seen[numbers[i] as number] = 1
  const found: number[] = []
  for (let key = 0; key < size; key++) if (seen[key] === 1) found.push(key)
  return found
}

/** The paths of a side at every depth: 0 is all of it. */
export function depthsOf(leaves: Leaves, from: number, end: number): Paths[] {
  return Array.from({ length: end - from + 1 }, (_, depth) => pathsOf(leaves, from, depth, end))
}

/** The groups of a level: every row of one depth by every column of one. */
export interface Groups {
  size: number
  /** The group of each leaf; -1 = it counts in another level. */
  of: Int32Array
}

/** The groups of some rows and columns: `row * columns + column`. */
export function groupsOf(rows: Paths, columns: Paths): Groups {
  const across = columns.keys.length
  const of = new Int32Array(rows.of.length)
  for (let leaf = 0; leaf < of.length; leaf++) {
    const row = rows.of[leaf] as number
    const column = columns.of[leaf] as number
    of[leaf] = row < 0 || column < 0 ? -1 : row * across + column
  }
  return { size: rows.keys.length * across, of }
}

/** How many members of an axis films are in. */
export function membersOf({ cells: { axes }, places }: Leaves, index: number): number {
  const { isSet, members } = axes[index] as Leaves['cells']['axes'][number]
  const found = new Set(places[index])
  if (isSet) found.delete(members.length)
  return found.size
}
