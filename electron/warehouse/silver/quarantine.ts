import { hash } from 'node:crypto'
import type { RuleName } from '../../../shared/model/rules.ts'
import type { WritableDb } from '../file/connection.ts'
import { maskText, maskTorrents } from '../masking/mask-torrents.ts'
import { wellFormed } from './cleaning/text.ts'
import { shortened } from './row-size.ts'

const maxPayload = 64 * 1024
const droppedKeys = /torrent|magnet|hash|btih|btmh|ed2k/i

/** A refused row as JSON for people: without torrents, identifying values masked, cut at 64 KiB. Never throws. */
export function quarantinePayload(row: unknown): string {
  const shown = maskTorrents(shortened(row, maxPayload))
  const text = JSON.stringify(shown, (key, value: unknown) => (droppedKeys.test(key) ? undefined : value)) ?? 'null'
  // Masked before it is cut: half a hash would not be recognised.
  return wellFormed(maskText(text).slice(0, maxPayload))
}

export interface Refusal {
  movieId: number | null
  rule: RuleName
  reason: string
  payload: string
}

export interface RowSource {
  runId: number
  pageId: number
  position: number
  /** Epoch milliseconds at which the page was fetched. */
  at: number
}

interface Entry {
  quarantine_id: number
  run_id: number
}

function digestOf(payload: string): string {
  return hash('sha256', payload, 'base64')
}

/** Keeps what was refused: one open entry a refused film, moved along to where it was met last. */
export function quarantineWriter(db: WritableDb) {
  const openIds = db
    .prepare("SELECT DISTINCT movie_id FROM quarantine WHERE status = 'open' AND movie_id IS NOT NULL")
    .pluck()
  const findOpen = db.prepare("SELECT quarantine_id, run_id FROM quarantine WHERE movie_id = ? AND status = 'open'")
  const openPayloads = db
    .prepare("SELECT payload, quarantine_id, run_id FROM quarantine WHERE movie_id IS NULL AND status = 'open'")
    .raw()
  const insert = db.prepare(
    'INSERT INTO quarantine (run_id, page_id, position, movie_id, rule, reason, payload) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const move = db.prepare(
    'UPDATE quarantine SET run_id = ?, page_id = ?, position = ?, rule = ?, reason = ?, payload = ? WHERE quarantine_id = ?',
  )
  const resolve = db.prepare(
    "UPDATE quarantine SET status = 'replayed', resolved_run = ? WHERE movie_id = ? AND status = 'open'",
  )
  const openInRun = db.prepare("SELECT 1 FROM quarantine WHERE movie_id = ? AND status = 'open' AND run_id = ?").pluck()
  let open: Set<number> | null = null
  /** Rows without an id, told apart by what they hold: looking for equal ones in the table would read it all for each. */
  let nameless: Map<string, Entry> | null = null

  function openSet(): Set<number> {
    open ??= new Set(openIds.all() as number[])
    return open
  }

  function namelessEntries(): Map<string, Entry> {
    if (nameless) return nameless
    nameless = new Map()
    for (const [payload, quarantine_id, run_id] of openPayloads.iterate() as Iterable<[string, number, number]>)
      nameless.set(digestOf(payload), { quarantine_id, run_id })
    return nameless
  }

  return {
    /** Forgets what is remembered between transactions: call after a rollback. */
    forget(): void {
      open = null
      nameless = null
    },
    /** Refuses a row; false when this run has refused the same one before. */
    refuse(refusal: Refusal, source: RowSource): boolean {
      const { movieId, rule, reason, payload } = refusal
      const { runId, pageId, position } = source
      const digest = movieId === null ? digestOf(payload) : ''
      const known = movieId === null ? namelessEntries().get(digest) : (findOpen.get(movieId) as Entry | undefined)
      if (known && known.run_id === runId && movieId === null) return false
      let id = known?.quarantine_id
      if (id !== undefined) move.run(runId, pageId, position, rule, reason, payload, id)
      else id = Number(insert.run(runId, pageId, position, movieId, rule, reason, payload).lastInsertRowid)
      if (movieId === null) namelessEntries().set(digest, { quarantine_id: id, run_id: runId })
      else openSet().add(movieId)
      return true
    },
    /** Closes the open entries of a film that was read well after all; true when this very run had refused it. */
    resolve(movieId: number, runId: number): boolean {
      if (!openSet().delete(movieId)) return false
      const sameRun = openInRun.get(movieId, runId) !== undefined
      resolve.run(runId, movieId)
      return sameRun
    },
  }
}
