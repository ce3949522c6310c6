import type { ExploreAxis, MemberKey } from '../../../../shared/explore-spec.ts'
import { axisDimension } from '../../../../shared/model/values/derived.ts'
import { codedBy } from '../columns/derived/derived-columns.ts'
import type { FilmColumns } from '../columns/film-columns.ts'
import { SetColumn } from '../columns/set-column.ts'

/** A member of an axis, or all others. */
export interface AxisMember {
  key: MemberKey
  label: string
  isOthers: boolean
}

/** A dimension cut into the members of an axis: all that the catalogue knows, whether films of a question have them or not. */
export interface Axis {
  axis: ExploreAxis
  codes: Uint16Array | Uint32Array
  /** By place: as they are ordered by nature, then the others, then the unknown. */
  members: readonly AxisMember[]
  /**
   * The places of each code of the column: `flat` from `starts[code]` to `starts[code + 1]`, and for how many members of the code each
   * stands, 0 for the unknown. Codes of sets alone have several.
   */
  starts: Uint32Array
  flat: Uint32Array
  pairs: Uint16Array
  isSet: boolean
}

const made = new WeakMap<FilmColumns, Map<string, Axis>>()

/** The axis of a dimension over the columns; made once, since it does not depend on what is asked. */
export function axisOf(columns: FilmColumns, axis: ExploreAxis): Axis {
  const axes = made.get(columns) ?? new Map<string, Axis>()
  made.set(columns, axes)
  const key = JSON.stringify([axis.dimension, axis.bucket])
  const known = axes.get(key) ?? wholeAxis(columns, axis)
  axes.set(key, known)
  return known
}

function wholeAxis(columns: FilmColumns, axis: ExploreAxis): Axis {
  const { keys, labels, membersOf } = membersOfCodes(columns, axis)
  const unknown = keys.length - 1
  const members = keys.slice(1).map((key, index) => ({ key, label: labels[index + 1] ?? '', isOthers: false }))
  return {
    axis,
    codes: codedBy(columns, axis.dimension).codes,
    members: [...members, { key: null, label: '', isOthers: false }],
    ...flatPlaces(membersOf, unknown),
    isSet: codedBy(columns, axis.dimension) instanceof SetColumn,
  }
}

function flatPlaces(membersOf: readonly (readonly number[])[], unknown: number) {
  const starts = new Uint32Array(membersOf.length + 1)
  membersOf.forEach((members, code) => {
    starts[code + 1] = (starts[code] as number) + members.length
  })
  const all = membersOf.flat()
  return {
    starts,
    flat: Uint32Array.from(all, (member) => (member === 0 ? unknown : member - 1)),
    pairs: Uint16Array.from(all, (member) => (member === 0 ? 0 : 1)),
  }
}

/** The members of each code of a column, as indexes of keys in their natural order; the first key is the unknown. */
function membersOfCodes(
  columns: FilmColumns,
  axis: ExploreAxis,
): { keys: readonly MemberKey[]; labels: readonly string[]; membersOf: readonly (readonly number[])[] } {
  const column = codedBy(columns, axis.dimension)
  const dimension = axisDimension(axis.dimension)
  if (column instanceof SetColumn) {
    return { keys: column.values, labels: column.labels, membersOf: column.combinations }
  }
  if (dimension.kind !== 'range') {
    return { keys: column.values, labels: column.labels, membersOf: column.values.map((_, code) => [code]) }
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
  return { keys, labels: [], membersOf }
}

/** An axis with places for some of its members, one for all others, and that of the unknown. */
export function withOthers(whole: Axis, kept: ReadonlySet<number>): Axis {
  const unknown = whole.members.length - 1
  const own = [...kept].sort((a, b) => a - b)
  const others = own.length
  const placeOf = whole.members.map((_, place) => (place === unknown ? others + 1 : others))
  own.forEach((former, place) => {
    placeOf[former] = place
  })
  const starts = new Uint32Array(whole.starts.length)
  const flat = new Uint32Array(whole.flat.length)
  const pairs = new Uint16Array(whole.flat.length)
  let at = 0
  for (let code = 0; code + 1 < starts.length; code++) {
    let outside = 0
    for (let k = whole.starts[code] as number; k < (whole.starts[code + 1] as number); k++) {
      const place = placeOf[whole.flat[k] as number] as number
      if (place === others) {
        outside++
        continue
      }
      flat[at] = place
      pairs[at] = whole.pairs[k] as number
      at++
    }
    // A film with several of the others is among them once.
    if (outside > 0) {
      flat[at] = others
      pairs[at] = outside
      at++
    }
    starts[code + 1] = at
  }
  return {
    ...whole,
    members: [
      ...own.map((place) => whole.members[place] as AxisMember),
      { key: null, label: '', isOthers: true },
      whole.members[unknown] as AxisMember,
    ],
    starts,
    flat: flat.slice(0, at),
    pairs: pairs.slice(0, at),
  }
}
