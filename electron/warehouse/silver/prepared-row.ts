import { smallest } from '../../../shared/extremes.ts'
import { hashedFields } from '../../../shared/model/fields.ts'
import type { RuleName } from '../../../shared/model/rules.ts'

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
  /** Fields whose keys the row lacks; see absent-fields.ts. */
  absent: number
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

/** The usable film ids of a page, in its order, with repetitions. */
export function filmIds(rows: readonly PreparedRow[]): number[] {
  return rows.flatMap(({ movieId }) => (movieId === null ? [] : [movieId]))
}

const uploadedAt = hashedFields.indexOf('date_uploaded_unix')

/** The known upload times of a page's films, in its order, epoch seconds. */
export function secondsOf(rows: readonly PreparedRow[]): number[] {
  const seconds: number[] = []
  for (const row of rows) {
    const uploaded = row.ok ? row.cells[uploadedAt] : null
    if (typeof uploaded === 'number') seconds.push(uploaded)
  }
  return seconds
}

/** The oldest upload of a page's films, epoch seconds; null where none is known. */
export function oldestUpload(rows: readonly PreparedRow[]): number | null {
  const seconds = secondsOf(rows)
  return seconds.length === 0 ? null : smallest(seconds)
}
