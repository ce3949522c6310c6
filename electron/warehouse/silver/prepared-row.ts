import type { RuleName } from './rules.ts'

export type Cell = string | number | null

/** A row that was cleaned: what silver stores of it, and the rules that touched it. */
export interface PreparedFilm {
  ok: true
  movieId: number
  /** See content-hash.ts. */
  digest: string
  /** Values in the order of `hashedFields`. */
  cells: Cell[]
  /** Sorted, each once. */
  genres: string[]
  rules: readonly RuleName[]
}

/** A row that was refused, and by which rule. */
export interface PreparedRefusal {
  ok: false
  /** Null where the row has no usable id. */
  movieId: number | null
  rule: RuleName
  reason: string
  /** See quarantine.ts. */
  payload: string
}

export type PreparedRow = PreparedFilm | PreparedRefusal
