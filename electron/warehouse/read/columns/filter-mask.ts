import {
  type Clause,
  type FilterPart,
  filterParts,
  type MovieFilter,
  namesMatch,
  partKey,
  rangeMatches,
} from '../../../../shared/filter/filter.ts'
import type { AxisId } from '../../../../shared/model/values/derived.ts'
import { codedBy } from './derived/derived-columns.ts'
import type { FilmColumns } from './film-columns.ts'
import { SetColumn } from './set-column.ts'

/** Bits of a row's mask: one a part of the filter. */
const maskBits = 16
if (filterParts.length > maskBits) throw new Error(`a mask of ${maskBits} bits cannot hold ${filterParts.length} parts`)

/** The bit of each part of the filter: a row's mask holds the parts it fails, so 0 means that it passes. */
export const partBits = Object.fromEntries(filterParts.map((part, bit) => [part, 1 << bit])) as Record<
  FilterPart,
  number
>

/** Finds the rows of the parts that need more than the columns: 1 = the row passes. */
export interface RowLookups {
  search(text: string): Uint8Array
  run(run: NonNullable<MovieFilter['run']>): Uint8Array
}

/**
 * Which parts of the filter each film fails, known from one filter to the next: setting a filter passes over the films once for
 * each part that is different from before, and not at all for the others.
 */
export class FilterMask {
  /** The mask of each row; see `partBits`. Valid until the next `apply`. */
  readonly masks: Uint16Array
  /** The same masks two at a time. */
  readonly #words: Uint32Array
  readonly #columns: FilmColumns
  readonly #lookups: RowLookups
  readonly #applied = new Map<FilterPart, string>()

  constructor(columns: FilmColumns, lookups: RowLookups) {
    this.#words = new Uint32Array(Math.ceil(columns.rows / 2))
    this.masks = new Uint16Array(this.#words.buffer, 0, columns.rows)
    this.#columns = columns
    this.#lookups = lookups
  }

  /** Brings the masks up to date with a filter. Returns the parts that restrict anything. */
  apply(filter: MovieFilter): FilterPart[] {
    const active: FilterPart[] = []
    for (const part of filterParts) {
      const key = partKey(filter, part)
      if (key !== '') active.push(part)
      if (key === (this.#applied.get(part) ?? '')) continue
      if (key === '') this.#clear(partBits[part])
      else this.#set(filter, part)
      this.#applied.set(part, key)
    }
    return active
  }

  #set(filter: MovieFilter, part: FilterPart): void {
    const bit = partBits[part]
    switch (part) {
      case 'also':
        this.#clear(bit)
        for (const { dimension, clause } of filter.also) this.#fail(bit, dimension, clause)
        break
      case 'search':
        this.#byRow(bit, this.#lookups.search(filter.search))
        break
      case 'run':
        if (filter.run) this.#byRow(bit, this.#lookups.run(filter.run))
        break
      default:
        this.#byCode(bit, part, filter.where[part])
    }
  }

  /** Sets the bit of the rows that fail a clause, and clears it for the others. */
  #byCode(bit: number, id: AxisId, clause: Clause): void {
    const { codes } = codedBy(this.#columns, id)
    const failed = this.#failed(bit, id, clause)
    const { masks } = this
    const others = 0xffff & ~bit
    for (let row = 0; row < masks.length; row++) {
      masks[row] = ((masks[row] as number) & others) | (failed[codes[row] as number] as number)
    }
  }

  /** Sets the bit of the rows that fail a clause, and leaves it to the others as it is. */
  #fail(bit: number, id: AxisId, clause: Clause): void {
    const { codes } = codedBy(this.#columns, id)
    const failed = this.#failed(bit, id, clause)
    const { masks } = this
    for (let row = 0; row < masks.length; row++) {
      masks[row] = (masks[row] as number) | (failed[codes[row] as number] as number)
    }
  }

  #failed(bit: number, id: AxisId, clause: Clause): Uint16Array {
    return Uint16Array.from(passes(this.#columns, id, clause), (pass) => (pass ? 0 : bit))
  }

  #byRow(bit: number, passing: Uint8Array): void {
    const { masks } = this
    const others = 0xffff & ~bit
    for (let row = 0; row < masks.length; row++) {
      // 1 - 1 sets nothing and 0 - 1 the bit, without a branch to be foretold wrongly.
      masks[row] = ((masks[row] as number) & others) | (((passing[row] as number) - 1) & bit)
    }
  }

  #clear(bit: number): void {
    const words = this.#words
    const others = ~(bit * 0x0001_0001)
    for (let i = 0; i < words.length; i++) words[i] = (words[i] as number) & others
  }
}

/** Whether the films of each code of a dimension's column pass a clause. */
function passes(columns: FilmColumns, id: AxisId, clause: Clause): boolean[] {
  const column = codedBy(columns, id)
  const { values } = column
  if ('unknown' in clause) return values.map((value) => rangeMatches(clause, value as number | null))
  const names = values.map((value) => String(value ?? ''))
  if (!(column instanceof SetColumn)) return names.map((name) => namesMatch(clause, [name]))
  return column.combinations.map((members) =>
    namesMatch(
      clause,
      members.map((code) => names[code] ?? ''),
    ),
  )
}
