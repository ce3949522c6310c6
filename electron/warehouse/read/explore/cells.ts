import type { FilmColumns } from '../columns/film-columns.ts'
import type { Axis } from './axis.ts'
import type { Limits } from './limits.ts'

/**
 * Where films are counted. A cell is a member of every axis that has one member a film; within it there is a slot for each way to be in
 * the axes that are sets: one of its members, or `all` of them together. So one pass over the films counts them by members and in total,
 * where a film with several genres is once.
 */
export interface Cells {
  axes: readonly Axis[]
  /** How many cells and, in each, how many slots there are. */
  count: number
  slots: number
  /** The slots of each code of the set column: `flat` from `starts[code]` to `starts[code + 1]`. Null where no axis is a set. */
  sets: SetSlots | null
  /** The members of a cell and a slot by axis: the place, or the number of places for all of a set. */
  placesOf(cell: number, slot: number, into: number[]): void
  /** Goes through films in pieces, each in the room of the last: the cell of each film. */
  each(films: Int32Array, visit: (rows: Int32Array, cells: CellNumbers) => void): void
}

interface SetSlots {
  codes: Uint16Array | Uint32Array
  starts: Uint32Array
  flat: Uint32Array
  /** How many members of the set an entry of `flat` stands for, shared out over all of the code's, both as a film would count. */
  pairs: Float64Array
  shared: Float64Array
}

type CellNumbers = Uint32Array | Float64Array

/** Films of a piece: so many that its arrays stay near the processor. */
const filmsOfPiece = 16_384
const room = new Uint32Array(filmsOfPiece)

/** The cells of some axes, for some films. */
export function cellsOf(columns: FilmColumns, axes: readonly Axis[], films: Int32Array, limits: Limits): Cells {
  const single = axes.filter(({ isSet }) => !isSet)
  const lookups = single.map((axis) => ({
    codes: axis.codes,
    size: axis.members.length,
    // One place a code: found at its own index.
    places: axis.flat,
  }))
  const loose = lookups.reduce((count, { size }) => count * size, 1)
  const eachLoose: Cells['each'] = (some, visit) => {
    const numbers = loose > 2 ** 32 ? new Float64Array(filmsOfPiece) : room
    for (let from = 0; from < some.length; from += filmsOfPiece) {
      const rows = some.subarray(from, from + filmsOfPiece)
      const [first, ...rest] = lookups
      if (first) setPlaces(numbers, rows, first.codes, first.places)
      else numbers.fill(0)
      for (const { codes, size, places } of rest) addPlaces(numbers, rows, codes, places, size)
      visit(rows, numbers)
    }
  }
  const { slots, sets, placesOfSlot } = setSlots(columns, axes)
  const tight = loose * slots > limits.loose ? tightened(loose, films, eachLoose, loose <= limits.listed) : null
  return {
    axes,
    count: tight ? tight.former.length : loose,
    slots,
    sets,
    each: tight ? tight.each : eachLoose,
    placesOf: (cell, slot, into) => {
      let rest = tight ? (tight.former[cell] as number) : cell
      for (let index = axes.length - 1; index >= 0; index--) {
        const { isSet, members } = axes[index] as Axis
        if (isSet) continue
        into[index] = rest % members.length
        rest = Math.floor(rest / members.length)
      }
      placesOfSlot(slot, into)
    },
  }
}

function setPlaces(
  numbers: CellNumbers,
  rows: Int32Array,
  codes: Uint16Array | Uint32Array,
  places: Uint32Array,
): void {
  for (let i = 0; i < rows.length; i++) numbers[i] = places[codes[rows[i] as number] as number] as number
}

function addPlaces(
  numbers: CellNumbers,
  rows: Int32Array,
  codes: Uint16Array | Uint32Array,
  places: Uint32Array,
  size: number,
): void {
  for (let i = 0; i < rows.length; i++) {
    numbers[i] = (numbers[i] as number) * size + (places[codes[rows[i] as number] as number] as number)
  }
}

/** Numbers the cells that films are in anew, without gaps and in their order. */
function tightened(
  loose: number,
  films: Int32Array,
  each: Cells['each'],
  isListed: boolean,
): { former: number[]; each: Cells['each'] } {
  const listed = new Uint32Array(isListed ? loose : 0)
  const found = new Set<number>()
  each(films, (rows, cells) => {
    if (isListed) for (let i = 0; i < rows.length; i++) listed[cells[i] as number] = 1
    else for (let i = 0; i < rows.length; i++) found.add(cells[i] as number)
  })
  for (let cell = 0; cell < listed.length; cell++) if (listed[cell] === 1) found.add(cell)
  const former = [...found].sort((a, b) => a - b)
  const placeOf = new Map(isListed ? [] : former.map((cell, place) => [cell, place]))
  if (isListed) {
    former.forEach((cell, place) => {
      listed[cell] = place
    })
  }
  return {
    former,
    each: (some, visit) =>
      each(some, (rows, cells) => {
        if (isListed) for (let i = 0; i < rows.length; i++) cells[i] = listed[cells[i] as number] as number
        else for (let i = 0; i < rows.length; i++) cells[i] = placeOf.get(cells[i] as number) ?? 0
        visit(rows, cells)
      }),
  }
}

/** The slots of the axes that are sets: of each combination every way to take one member of each, or all. */
function setSlots(columns: FilmColumns, axes: readonly Axis[]) {
  const places = axes.flatMap((axis, index) => (axis.isSet ? [{ axis, index, size: axis.members.length + 1 }] : []))
  const slots = places.reduce((count, { size }) => count * size, 1)
  const [first] = places
  const placesOfSlot = (slot: number, into: number[]) => {
    let rest = slot
    for (const { index, size } of places.toReversed()) {
      into[index] = rest % size
      rest = Math.floor(rest / size)
    }
  }
  if (!first) return { slots, sets: null, placesOfSlot }
  if (places.some(({ axis }) => axis.codes !== first.axis.codes)) throw new Error('axes of two different sets')
  const { codes } = first.axis
  const { combinations } = columns.of[first.axis.axis.dimension as 'genre']
  const sets = { codes, ...waysOf(places, combinations) }
  return { slots, sets, placesOfSlot }
}

interface SlotAxis {
  axis: Axis
  size: number
}

const known = new WeakMap<Axis, Omit<SetSlots, 'codes'>>()

function waysOf(axes: readonly SlotAxis[], combinations: readonly (readonly number[])[]): Omit<SetSlots, 'codes'> {
  const [first, second] = axes as [SlotAxis, SlotAxis?]
  const made = (!second && known.get(first.axis)) || allWays(axes, combinations)
  if (!second) known.set(first.axis, made)
  return made
}

/** Of each combination every way to take one member for each of the axes, or all. */
function allWays(axes: readonly SlotAxis[], combinations: readonly (readonly number[])[]): Omit<SetSlots, 'codes'> {
  const starts = new Uint32Array(combinations.length + 1)
  const flat: number[] = []
  const pairs: number[] = []
  const shared: number[] = []
  let code = 0
  let count = 0
  const add = (depth: number, slot: number, pairsSoFar: number, share: number): void => {
    const next = axes[depth]
    if (!next) {
      flat.push(slot)
      pairs.push(pairsSoFar < 0 ? count : pairsSoFar)
      shared.push(share)
      return
    }
    const { axis, size } = next
    for (let k = axis.starts[code] as number; k < (axis.starts[code + 1] as number); k++) {
      const here = axis.pairs[k] as number
      const part = count === 0 ? share : (share * here) / count
      // Assignments are those of the first set on a shelf; shares are of each.
      add(depth + 1, slot * size + (axis.flat[k] as number), pairsSoFar < 0 ? here : pairsSoFar, part)
    }
    add(depth + 1, slot * size + size - 1, pairsSoFar, share)
  }
  for (const members of combinations) {
    count = members[0] === 0 ? 0 : members.length
    add(0, 0, -1, 1)
    code++
    starts[code] = flat.length
  }
  return { starts, flat: Uint32Array.from(flat), pairs: Float64Array.from(pairs), shared: Float64Array.from(shared) }
}
