import type { Buckets } from './values/buckets.ts'
import type { Steps } from './values/steps.ts'

/**
 * The form of a dimension. There are three kinds, and everything that loops over dimensions tells only these apart:
 *
 * - `range`: a number, of which ranges are kept or left out (year, rating);
 * - `member`: one name out of a list (language);
 * - `set`: any number of names a film (genres).
 */
export type Dimension = RangeDimension | MemberDimension | SetDimension
export type DimensionKind = Dimension['kind']

/** How a value is written: digits as they are, a grouped whole number, one decimal, a day, a name, a name with capitals. */
type ValueFormat = 'digits' | 'integer' | 'decimal' | 'day' | 'name' | 'capitals'

/** The ends of a range that a person may type. */
interface Bounds {
  min: number
  max: number
  step: number
  /** At or above it a range has no upper end, as in "240 min or more". */
  open: number
  /** `open` is a value like others and said as one: a rating of 10. */
  closed?: boolean
  /** Ends of an axis that stays put while values lie inside; absent = the axis is as long as the values need. */
  usual?: readonly [number, number]
  /** What the fields are captioned with where there is no unit. */
  hint?: string
}

interface Words {
  /** What it is called by itself: "Released year". */
  label: string
  /** Its members, as a heading: "Genres". */
  plural: string
  /** What a film is said to be by it, in front of a value: "Released", as in "Released 1990–1999". */
  subject: string
  /** One sentence for people who meet it the first time. */
  description: string
  /** What its numbers count; empty for names and for numbers that speak for themselves. */
  unit: string
  format: ValueFormat
  /** What films without a value are: "without a year". */
  without: string
}

/** A range of numbers as it is explored and filtered by, wherever its values come from. */
export interface RangeWords extends Words {
  kind: 'range'
  /** How its values step, so that neighbouring ranges join. */
  steps: Steps
  bounds: Bounds
  /** Ways to put its values together; the first is that of its chart. */
  buckets: readonly [Buckets, ...Buckets[]]
}

interface Described extends Words {
  /** The column of silver that it comes from; for a set the table of films and members. */
  silver: string
  gold: GoldDimension
  /** Listed beside charts and films. */
  facet: boolean
  /** Its column of the films grid. */
  column: DimensionColumn
  /** Its own chart: films by it. A dimension without one has none. */
  chart?: DimensionChart
}

export interface RangeDimension extends Described, RangeWords {
  kind: 'range'
}

export interface MemberDimension extends Described {
  kind: 'member'
}

export interface SetDimension extends Described {
  kind: 'set'
  gold: GoldDimension & GoldSet
}

/** How a column of a table is shown. */
type ShownKind = 'text' | 'integer' | 'decimal' | 'date'

/** A column of a dimension's table. Key 0 is the unknown member: `unknown` is what it has here, null for none. */
export interface GoldColumn {
  column: string
  type: 'INTEGER' | 'REAL' | 'TEXT'
  unknown: string | null
  label: string
  kind: ShownKind
  /** Preferred width in pixels. */
  width: number
  unit?: string
}

/** A column that is worked out from the member's value, never read from the source. */
export interface GoldAttribute extends GoldColumn {
  /** One sentence for people who meet it the first time. */
  description: string
  // A method, so that each dimension may say which of the two its values are.
  of(value: string | number): string | number
}

export interface GoldDimension {
  /**
   * Schema version that brought it; absent = the first gold schema has it. A file of before gets its table, its column of the fact
   * and its films from silver when it is opened. Above all versions before, and never changed.
   */
  since?: number
  table: `dim_${string}`
  /** Name of the surrogate key, in the dimension and in the fact; of a set in the junction. Shown as `keyLabel`. */
  key: string
  keyLabel: string
  /** The key of a value, where it says something by itself; else keys are handed out and never used again. */
  keyOf?(value: string | number): number
  /** The natural key: what silver has. */
  value: GoldColumn
  attributes: readonly GoldAttribute[]
  /** The attribute that people know a member by; else its value. */
  name?: string
  /** The fact repeats the value as a measure in this column. */
  measure?: { column: string; type: 'INTEGER' | 'REAL' }
  /** Of sets only. */
  junction?: string
  /** What the key means for the fact, where two dimensions could be mistaken for each other. */
  role?: string
}

/** Where gold has the members of each film. */
export interface GoldSet {
  /** Films and members, one row a pair. */
  junction: string
  /** Column of the fact with bit (key - 1) for the keys 1 to 62, so that reading all films needs no join. */
  mask: string
  /** Column of the fact with the number of members. */
  count: string
}

interface DimensionColumn {
  key: string
  label: string
  /** Preferred width in pixels. */
  width: number
}

export interface DimensionChart {
  title: string
  drawing: 'columns' | 'area' | 'bars'
  /** One line under the title that says how films are counted. */
  note?: string
}
