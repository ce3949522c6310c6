import { largest } from '../../../../shared/extremes.ts'
import type { DimensionId } from '../../../../shared/model/dimensions.ts'
import type { PlacedAxis } from './axis.ts'

/** Some films in the groups that they belong to. Valid until the next is made. */
interface Chunk {
  /** Row of each film in the columns. */
  rows: Int32Array
  groups: Uint32Array
  /** How many members of the set that is an axis each entry stands for; empty where none is, or nobody asks. */
  pairs: Uint16Array
  /** Entries of the arrays that count. */
  length: number
}

/**
 * Films in the groups that they belong to: one entry for each film and group, so that a film with several genres is in several groups,
 * and in each of them once. A level of totals has entries of its own, never those of its cells added up. They are made piece by piece,
 * each in the room of the last, since written out they would be many times the columns.
 */
export interface Entries {
  /** How many groups there are. */
  size: number
  /** The set whose members `pairs` counts; null = none. */
  pairsOf: DimensionId | null
  each(visit: (chunk: Chunk) => void): void
}

/** Films of a piece: so many that its arrays stay near the processor. */
const filmsOfChunk = 16_384

/**
 * Films parted by the members of every axis, the last one varying fastest. Axes of one member a film come first, while there is one entry
 * a film: sets make several of it.
 *
 * @param withPairs whether measures ask how many members an entry stands for
 */
export function entriesOf(films: Int32Array, axes: readonly PlacedAxis[], withPairs: boolean): Entries {
  let stride = 1
  const adders = axes
    .toReversed()
    .map((axis) => {
      const own = { axis, add: adder(axis, stride, withPairs) }
      stride *= axis.members.length
      return own
    })
    .sort((a, b) => Number(a.axis.raw.isSet) - Number(b.axis.raw.isSet))
  const groups = new Uint32Array(Math.min(films.length, filmsOfChunk))
  return {
    size: stride,
    pairsOf: pairsOf(axes, withPairs),
    each: (visit) => {
      for (let from = 0; from < films.length; from += filmsOfChunk) {
        const rows = films.subarray(from, from + filmsOfChunk)
        groups.fill(0)
        visit(
          adders.reduce<Chunk>((chunk, { add }) => add(chunk), { rows, groups, pairs: noPairs, length: rows.length }),
        )
      }
    },
  }
}

const noPairs = new Uint16Array(0)

function pairsOf(axes: readonly PlacedAxis[], withPairs: boolean): DimensionId | null {
  return (withPairs && axes.find(({ raw }) => raw.isSet)?.raw.axis.dimension) || null
}

/** Parts every group by the members of one more axis. */
export function parted(entries: Entries, axis: PlacedAxis, withPairs: boolean): Entries {
  const width = axis.members.length
  const add = adder(axis, 1, withPairs)
  return {
    size: entries.size * width,
    pairsOf: entries.pairsOf ?? pairsOf([axis], withPairs),
    each: (visit) =>
      entries.each((chunk) => {
        const { groups, length } = chunk
        for (let i = 0; i < length; i++) groups[i] = (groups[i] as number) * width
        visit(add(chunk))
      }),
  }
}

/** Makes what adds to each group the places of an axis, so many groups apart. */
function adder({ raw, starts, flat, pairs }: PlacedAxis, stride: number, withPairs: boolean): (chunk: Chunk) => Chunk {
  const { codes, membersOf } = raw
  const offsets = flat.map((place) => place * stride)
  if (!raw.isSet) {
    return (chunk) => {
      const { rows, groups, length } = chunk
      // One place a code: found at its own index.
      for (let i = 0; i < length; i++) {
        groups[i] = (groups[i] as number) + (offsets[codes[rows[i] as number] as number] as number)
      }
      return chunk
    }
  }
  const most = largest(
    membersOf.map((members) => members.length),
    1,
  )
  let next = { rows: new Int32Array(0), groups: new Uint32Array(0), pairs: noPairs }
  return ({ rows, groups, length }) => {
    const room = length * most
    if (next.rows.length < room) {
      const counts = withPairs ? new Uint16Array(room) : noPairs
      next = { rows: new Int32Array(room), groups: new Uint32Array(room), pairs: counts }
    }
    const { rows: nextRows, groups: nextGroups, pairs: nextPairs } = next
    let at = 0
    for (let i = 0; i < length; i++) {
      const row = rows[i] as number
      const code = codes[row] as number
      const base = groups[i] as number
      const end = starts[code + 1] as number
      for (let place = starts[code] as number; place < end; place++) {
        nextRows[at] = row
        nextGroups[at] = base + (offsets[place] as number)
        if (withPairs) nextPairs[at] = pairs[place] as number
        at++
      }
    }
    return { ...next, length: at }
  }
}

/**
 * Numbers the groups that have films anew, without gaps.
 *
 * @returns the entries, and the former number of each group, ascending
 */
export function compacted(entries: Entries): { entries: Entries; former: number[] } {
  const place = new Uint32Array(entries.size)
  entries.each(({ groups, length }) => {
    for (let i = 0; i < length; i++) place[groups[i] as number] = 1
  })
  const former: number[] = []
  for (let group = 0; group < entries.size; group++) {
    if (place[group] === 0) continue
    place[group] = former.length
    former.push(group)
  }
  return {
    former,
    entries: {
      size: former.length,
      pairsOf: entries.pairsOf,
      each: (visit) =>
        entries.each((chunk) => {
          const { groups, length } = chunk
          for (let i = 0; i < length; i++) groups[i] = place[groups[i] as number] as number
          visit(chunk)
        }),
    },
  }
}
