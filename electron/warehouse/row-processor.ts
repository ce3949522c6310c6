import type { WritableDb } from './connection.ts'
import { type Cleaned, cleanMovie } from './silver/clean-movie.ts'
import { driftCounter } from './silver/drift.ts'
import { quarantinePayload, quarantineWriter, type RowSource } from './silver/quarantine.ts'
import type { RuleName } from './silver/rules.ts'
import { silverWriter } from './silver/writer.ts'

/** Counts of the rows of some pages; distinct = inserted + updated + unchanged + quarantined over a whole run. */
export interface RowCounts {
  fetched: number
  distinct: number
  inserted: number
  updated: number
  unchanged: number
  quarantined: number
  duplicates: number
}

export function noRows(): RowCounts {
  return { fetched: 0, distinct: 0, inserted: 0, updated: 0, unchanged: 0, quarantined: 0, duplicates: 0 }
}

/** What one page's rows said besides their counts. */
export interface PageFacts {
  counts: RowCounts
  movieIds: number[]
  oldestUploadS: number | null
}

/** Notes which of a page's films the run meets for the first time, and gives their ids. */
export type ClaimFilms = (movieIds: readonly number[]) => Iterable<number>

/**
 * Cleans the rows of a page and writes them to silver or quarantine. The last successful reading of a film wins; a refusal
 * never replaces a successful one of the same run. The same code serves loads and rebuild, so that both give the same silver.
 */
export function rowProcessor(db: WritableDb) {
  const silver = silverWriter(db)
  const quarantine = quarantineWriter(db)
  const drift = driftCounter()
  const ruleCounts = new Map<RuleName, number>()

  function countRule(rule: RuleName): void {
    ruleCounts.set(rule, (ruleCounts.get(rule) ?? 0) + 1)
  }

  function refuse(row: unknown, refused: Refused, source: RowSource, first: boolean, counts: RowCounts): void {
    const { movieId, rule, reason } = refused
    if (!first || !quarantine.refuse({ movieId, rule, reason, payload: quarantinePayload(row) }, source)) {
      counts.duplicates += 1
      return
    }
    counts.distinct += 1
    counts.quarantined += 1
    countRule(rule)
  }

  function accept({ movie, genres, rules }: Accepted, source: RowSource, first: boolean, counts: RowCounts): void {
    const result = silver.store(movie, genres, rules, source)
    const refusedBefore = quarantine.resolve(movie.movie_id, source.runId)
    if (first) {
      counts.distinct += 1
      counts[result] += 1
      for (const rule of rules) countRule(rule)
      return
    }
    counts.duplicates += 1
    if (refusedBefore) {
      // Refused at first, read well now: it is stored, not quarantined.
      counts.quarantined -= 1
      counts[result] += 1
    }
  }

  return {
    /** Processes one page's rows. */
    page(movies: readonly unknown[], source: Omit<RowSource, 'position'>, claim: ClaimFilms): PageFacts {
      const counts = noRows()
      const rows = movies.map(cleanMovie)
      const movieIds = idsOf(rows)
      const fresh = new Set(claim(movieIds))
      silver.expect(movieIds)
      for (const [position, cleaned] of rows.entries()) {
        const row = movies[position]
        const rowSource = { ...source, position }
        drift.watch(row)
        counts.fetched += 1
        if (cleaned.ok) accept(cleaned, rowSource, fresh.delete(cleaned.movie.movie_id), counts)
        else refuse(row, cleaned, rowSource, cleaned.movieId === null || fresh.delete(cleaned.movieId), counts)
      }
      silver.flush()
      return { counts, movieIds, oldestUploadS: oldestOf(rows) }
    },
    /** Drift and rule counts since the last call. */
    take() {
      const rules = [...ruleCounts]
      ruleCounts.clear()
      return { drift: drift.take(), rules }
    },
    /** Forgets everything remembered between transactions: call after a rollback or another writer. */
    forget(): void {
      silver.forget()
      quarantine.forget()
      drift.take()
      ruleCounts.clear()
    },
    /** What a page would do, without writing; `seen` holds the ids met before and is added to. */
    preview(movies: readonly unknown[], seen: Set<number>): PageFacts {
      const counts = noRows()
      const rows = movies.map(cleanMovie)
      const movieIds = idsOf(rows)
      silver.expect(movieIds)
      for (const cleaned of rows) {
        const movieId = cleaned.ok ? cleaned.movie.movie_id : cleaned.movieId
        counts.fetched += 1
        if (movieId !== null && seen.has(movieId)) {
          counts.duplicates += 1
          continue
        }
        if (movieId !== null) seen.add(movieId)
        counts.distinct += 1
        counts[cleaned.ok ? silver.compare(cleaned.movie, cleaned.genres) : 'quarantined'] += 1
      }
      return { counts, movieIds, oldestUploadS: oldestOf(rows) }
    },
  }
}

type Accepted = Extract<Cleaned, { ok: true }>
type Refused = Extract<Cleaned, { ok: false }>

/** The usable film ids of a page, in its order, with repetitions. */
function idsOf(rows: readonly Cleaned[]): number[] {
  const ids: number[] = []
  for (const row of rows) {
    const id = row.ok ? row.movie.movie_id : row.movieId
    if (id !== null) ids.push(id)
  }
  return ids
}

/** The oldest upload of a page's films, epoch seconds. */
function oldestOf(rows: readonly Cleaned[]): number | null {
  let oldest: number | null = null
  for (const row of rows) {
    const uploaded = row.ok ? row.movie.date_uploaded_unix : null
    if (uploaded !== null && (oldest === null || uploaded < oldest)) oldest = uploaded
  }
  return oldest
}
