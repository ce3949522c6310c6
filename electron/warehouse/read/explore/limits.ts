/** How much an answer holds, and from where on films are counted in ways that are slower and need less room. */
export interface Limits {
  /** Numbers of one answer at most. */
  numbers: number
  /** Small multiples at most. */
  multiples: number
  /** Cells by slots; of more, rows and columns are counted apart first, so that nothing is made for an answer that is refused. */
  slots: number
  /** Cells by slots; of more, cells that no film is in are left out. */
  loose: number
  /** Cells that are looked up in an array; more are in a map. */
  listed: number
  /** Counts of values; more are made level by level, in turns. */
  counts: number
}

export const limits: Limits = {
  numbers: 200_000,
  multiples: 24,
  slots: 4_000_000,
  loose: 1_000_000,
  listed: 16_000_000,
  counts: 4_000_000,
}
