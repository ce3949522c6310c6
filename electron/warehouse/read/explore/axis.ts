import type { ExploreAxis, MemberKey } from '../../../../shared/explore-spec.ts'
import { dimensionOf } from '../../../../shared/model/dimensions.ts'
import type { FilmColumns } from '../columns/film-columns.ts'
import { SetColumn } from '../columns/set-column.ts'

/** A member of an axis, or all others. */
export interface AxisMember {
  key: MemberKey
  label: string
  isOthers: boolean
}

/** A dimension cut into the members of an axis, before it is known which of them films have. */
export interface RawAxis {
  axis: ExploreAxis
  codes: Uint16Array | Uint32Array
  isSet: boolean
  /** The members of each code of the column, as indexes into `keys`; of a set, of each combination. */
  membersOf: readonly (readonly number[])[]
  /** The key of each member in its natural order; the first is the unknown. */
  keys: readonly MemberKey[]
  labels: readonly string[]
}

/** An axis whose members are those that have films. */
export interface PlacedAxis {
  raw: RawAxis
  /** By place: as they are ordered by nature, then the others, then the unknown. */
  members: readonly AxisMember[]
  /** The places of each code: `flat` from `starts[code]` to `starts[code + 1]`. One each, but for sets. */
  starts: Uint32Array
  flat: Uint32Array
  /** How many members a place stands for in that code; 0 = the film has none. */
  pairs: Uint16Array
}

/** The members of an axis over the columns. */
export function rawAxis(columns: FilmColumns, axis: ExploreAxis): RawAxis {
  const column = columns.of[axis.dimension]
  const dimension = dimensionOf(axis.dimension)
  const { codes } = column
  if (column instanceof SetColumn) {
    const { combinations: membersOf, values: keys, labels } = column
    return { axis, codes, isSet: true, membersOf, keys, labels }
  }
  if (dimension.kind !== 'range') {
    const membersOf = column.values.map((_, code) => [code])
    return { axis, codes, isSet: false, membersOf, keys: column.values, labels: column.labels }
  }
  const buckets = dimension.buckets.find(({ id }) => id === axis.bucket) ?? dimension.buckets[0]
  const keys: MemberKey[] = [null]
  const membersOf = column.values.map((value) => {
    if (value === null) return [0]
    const key = buckets.of(Number(value))
    // Codes ascend by value, so a new bucket is always later than the last one.
    if (keys.at(-1) !== key) keys.push(key)
    return [keys.length - 1]
  })
  return { axis, codes, isSet: false, membersOf, keys, labels: keys.map(() => '') }
}

/** Which members the films of some rows have. */
export function presentMembers({ codes, membersOf, keys }: RawAxis, rows: Int32Array): boolean[] {
  const seen = new Uint8Array(membersOf.length)
  for (let i = 0; i < rows.length; i++) seen[codes[rows[i] as number] as number] = 1
  const present = keys.map(() => false)
  membersOf.forEach((members, code) => {
    if (seen[code] === 1) for (const member of members) present[member] = true
  })
  return present
}

/**
 * Gives members their places.
 *
 * @param shown members that have a place of their own; the others that are present share one. Null = all. The unknown always has its own.
 */
export function placed(raw: RawAxis, present: readonly boolean[], shown: ReadonlySet<number> | null): PlacedAxis {
  const { membersOf, keys, labels } = raw
  const members: AxisMember[] = []
  const placeOf = new Int32Array(keys.length).fill(-1)
  const own = (member: number) => shown === null || shown.has(member)
  for (let member = 1; member < keys.length; member++) {
    if (!present[member] || !own(member)) continue
    placeOf[member] = members.length
    members.push({ key: keys[member] ?? null, label: labels[member] ?? '', isOthers: false })
  }
  const others = members.length
  const rest = keys.map((_, member) => member > 0 && present[member] === true && !own(member))
  if (rest.includes(true)) members.push({ key: null, label: '', isOthers: true })
  if (present[0]) {
    placeOf[0] = members.length
    members.push({ key: null, label: '', isOthers: false })
  }
  const starts = new Uint32Array(membersOf.length + 1)
  const flat: number[] = []
  const pairs: number[] = []
  membersOf.forEach((all, code) => {
    let outside = 0
    for (const member of all) {
      const place = placeOf[member] as number
      if (place >= 0) {
        flat.push(place)
        pairs.push(member === 0 ? 0 : 1)
      } else if (rest[member]) outside++
    }
    // A film with several of the others is among them once.
    if (outside > 0) {
      flat.push(others)
      pairs.push(outside)
    }
    // A code that no film has: its place is never asked for, but the next one's must be found at its own index.
    if (!raw.isSet && flat.length === code) {
      flat.push(0)
      pairs.push(0)
    }
    starts[code + 1] = flat.length
  })
  return { raw, members, starts, flat: Uint32Array.from(flat), pairs: Uint16Array.from(pairs) }
}
