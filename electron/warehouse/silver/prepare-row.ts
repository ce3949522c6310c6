import { absentKeys } from './absent-fields.ts'
import { cleanRow } from './cleaning/clean-movie.ts'
import { contentHashOf } from './content-hash.ts'
import { type Drift, driftCounter } from './drift.ts'
import type { PreparedRow } from './prepared-row.ts'
import { quarantinePayload } from './quarantine.ts'
import { isTooLarge } from './row-size.ts'

/** The rows of a page, ready to be stored, and how they differ from the modelled shape. */
export interface PreparedRows {
  /** In the page's order, refused ones included. */
  rows: readonly PreparedRow[]
  drift: readonly Drift[]
}

/** Cleans and hashes one row as received, or refuses it. Pure and total, as `cleanRow`. */
export function prepareRow(row: unknown): PreparedRow {
  const cleaned = cleanRow(row)
  if (!cleaned.ok) {
    const { movieId, rule, reason } = cleaned
    return { ok: false, movieId, rule, reason, payload: quarantinePayload(row) }
  }
  const { movieId, cells, genres, rules } = cleaned
  const digest = contentHashOf(cells, genres)
  const absent = absentKeys(row as Record<string, unknown>)
  return { ok: true, movieId, digest, cells, genres, rules, absent }
}

/**
 * Prepares the rows of a page: the share of storing that needs no database, and so may be done on any thread. `around`: text that
 * stood around the JSON of its answer.
 */
export function prepareRows(movies: readonly unknown[], around: string | null = null): PreparedRows {
  const drift = driftCounter()
  if (around !== null) drift.around(around)
  const rows = movies.map((row) => {
    const prepared = prepareRow(row)
    if (prepared.ok || !isTooLarge(row)) drift.watch(row)
    return prepared
  })
  return { rows, drift: drift.take() }
}
