import type { RuleName } from '../../../shared/model/rules.ts'
import type { WritableDb } from '../file/connection.ts'
import { maskText, maskTorrents } from '../masking/mask-torrents.ts'
import { wellFormed } from './text.ts'

const maxPayload = 64 * 1024
const droppedKeys = /torrent|magnet|hash|btih|btmh|ed2k/i

/** A refused row as JSON for people: without torrents, identifying values masked, cut at 64 KiB. Never throws. */
export function quarantinePayload(row: unknown): string {
  let text: string
  try {
    text =
      JSON.stringify(maskTorrents(row), (key, value: unknown) => (droppedKeys.test(key) ? undefined : value)) ?? 'null'
  } catch {
    // Nested deeper than the stack: the whole row is in bronze.
    return '"(nested too deeply to show)"'
  }
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

/** Keeps what was refused: one open entry a refused film, moved along to where it was met last. */
export function quarantineWriter(db: WritableDb) {
  const openIds = db
    .prepare("SELECT DISTINCT movie_id FROM quarantine WHERE status = 'open' AND movie_id IS NOT NULL")
    .pluck()
  const findOpen = db.prepare(
    "SELECT quarantine_id, run_id FROM quarantine WHERE movie_id IS @movieId AND status = 'open' AND (@movieId IS NOT NULL OR payload = @payload)",
  )
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

  function openSet(): Set<number> {
    open ??= new Set(openIds.all() as number[])
    return open
  }

  return {
    /** Forgets what is remembered between transactions: call after a rollback. */
    forget(): void {
      open = null
    },
    /** Refuses a row; false when this run has refused the same one before. */
    refuse(refusal: Refusal, source: RowSource): boolean {
      const known = findOpen.get({ movieId: refusal.movieId, payload: refusal.payload }) as
        | { quarantine_id: number; run_id: number }
        | undefined
      if (known && known.run_id === source.runId && refusal.movieId === null) return false
      const { runId, pageId, position } = source
      if (known) move.run(runId, pageId, position, refusal.rule, refusal.reason, refusal.payload, known.quarantine_id)
      else insert.run(runId, pageId, position, refusal.movieId, refusal.rule, refusal.reason, refusal.payload)
      if (refusal.movieId !== null) openSet().add(refusal.movieId)
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
