import type { DimensionId } from '../../../../shared/model/dimensions.ts'
import type { PlacedAxis } from './axis.ts'

/**
 * Films in the groups that they belong to: one entry for each film and group, so that a film with several genres is in several groups,
 * and in each of them once. A level of totals has entries of its own, never those of its cells added up.
 */
export interface Entries {
  /** Row of the film in the columns. */
  rows: Int32Array
  groups: Uint32Array
  /** How many groups there are. */
  size: number
  /** The set that was an axis, with how many of its members each entry stands for; null = none was. */
  pairs: { of: DimensionId; counts: Uint16Array } | null
}

/** Every film once, all in group 0. */
export function allFilms(rows: Int32Array): Entries {
  return { rows, groups: new Uint32Array(rows.length), size: 1, pairs: null }
}

/** Parts every group by the members of one more axis. The entries that were given are used up. */
export function parted(entries: Entries, axis: PlacedAxis): Entries {
  const { rows, groups } = entries
  const { raw, members, starts, flat } = axis
  const { codes } = raw
  const width = members.length
  if (!raw.isSet) {
    // One place a code: found at its own index.
    for (let i = 0; i < rows.length; i++) {
      groups[i] = (groups[i] as number) * width + (flat[codes[rows[i] as number] as number] as number)
    }
    return { ...entries, size: entries.size * width }
  }
  let length = 0
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i] as number] as number
    length += (starts[code + 1] as number) - (starts[code] as number)
  }
  const next = {
    rows: new Int32Array(length),
    groups: new Uint32Array(length),
    size: entries.size * width,
    pairs: { of: raw.axis.dimension, counts: new Uint16Array(length) },
  }
  const { counts } = next.pairs
  let at = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number
    const code = codes[row] as number
    const base = (groups[i] as number) * width
    const end = starts[code + 1] as number
    for (let place = starts[code] as number; place < end; place++) {
      next.rows[at] = row
      next.groups[at] = base + (flat[place] as number)
      counts[at] = axis.pairs[place] as number
      at++
    }
  }
  return next
}

/**
 * Numbers the groups that have films anew, without gaps.
 *
 * @returns the entries, and the former number of each group, ascending
 */
export function compacted(entries: Entries): { entries: Entries; former: number[] } {
  const { groups, size } = entries
  const place = new Uint32Array(size)
  for (let i = 0; i < groups.length; i++) place[groups[i] as number] = 1
  const former: number[] = []
  for (let group = 0; group < size; group++) {
    if (place[group] === 0) continue
    place[group] = former.length
    former.push(group)
  }
  for (let i = 0; i < groups.length; i++) groups[i] = place[groups[i] as number] as number
  return { entries: { ...entries, size: former.length }, former }
}
