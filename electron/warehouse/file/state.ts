import type { ReadableDb, WritableDb } from './connection.ts'

/**
 * Single values of the warehouse (table `warehouse_state`), all stored as text. Absent = never set.
 * - `gold_version`: grows by one with every publication that changed gold; `gold_seq`: silver's `change_seq` it covers
 * - `published_run`, `published_at` (epoch ms): the last completed run, even when it changed nothing
 * - `publishes`: grows by one with every publication, of a load, a rebuild or a replay
 * - `watermark_s`: newest confirmed upload, epoch seconds, the server's clock; `last_page`, `last_date`: as written to the config files
 * - `last_full_sweep_at` (epoch ms), `sweep_unstable` (0/1): when the whole catalogue was last read, and whether it moved meanwhile
 * - `films_wanting` (0/1): the source counts more films than were read, and a full load is due; `count_gap`: how many more, in the
 *   last full load, and `count_wanting`: without those that were known before; `count_offset`: by how many its count is too high when all was read
 * - `films_twice`: JSON of the films that the last full load met on two pages
 * - `schema_checked`: fingerprint of the file and its schema that was last held against the migrations (schema-check.ts)
 * - `warehouse_id`: random, tells this warehouse from others at a destination; a restored backup gets another one
 * - `recovery`: JSON of the last corrupt database that was set aside
 */
const stateKeys = [
  'gold_version',
  'gold_seq',
  'published_run',
  'published_at',
  'publishes',
  'watermark_s',
  'last_page',
  'last_date',
  'last_full_sweep_at',
  'sweep_unstable',
  'films_wanting',
  'films_twice',
  'count_gap',
  'count_wanting',
  'count_offset',
  'schema_checked',
  'warehouse_id',
  'recovery',
] as const
export type StateKey = (typeof stateKeys)[number]

/** The value of a key, or null when it was never set. */
export function readState(db: ReadableDb, key: StateKey): string | null {
  const value = db.prepare('SELECT value FROM warehouse_state WHERE key = ?').pluck().get(key)
  return typeof value === 'string' ? value : null
}

/** The value of a key as a number, or null when it was never set, or is none. */
export function readStateNumber(db: ReadableDb, key: StateKey): number | null {
  const value = Number(readState(db, key) ?? Number.NaN)
  return Number.isFinite(value) ? value : null
}

/** Sets a key; null removes it. */
export function writeState(db: WritableDb, key: StateKey, value: string | number | null): void {
  if (value === null) db.prepare('DELETE FROM warehouse_state WHERE key = ?').run(key)
  else
    db.prepare(
      'INSERT INTO warehouse_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    ).run(key, String(value))
}
