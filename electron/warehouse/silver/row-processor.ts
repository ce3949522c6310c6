import type { RuleName } from '../../../shared/model/rules.ts'
import type { WritableDb } from '../file/connection.ts'
import { fieldsOf, type SentField } from './absent-fields.ts'
import { driftCounter } from './drift.ts'
import type { PreparedRows } from './prepare-row.ts'
import { filmIds, oldestUpload, type PreparedFilm, type PreparedRefusal } from './prepared-row.ts'
import { quarantineWriter, type RowSource } from './quarantine.ts'
import { silverWriter } from './writer.ts'

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
 * Writes the prepared rows of a page to silver or quarantine. The last successful reading of a film wins; a refusal
 * never replaces a successful one of the same run. The same code serves loads and rebuild, so that both give the same silver.
 */
export function rowProcessor(db: WritableDb) {
  const silver = silverWriter(db)
  const quarantine = quarantineWriter(db)
  const drift = driftCounter()
  const ruleCounts = new Map<RuleName, number>()
  const absentCounts = new Map<SentField, number>()

  function countRule(rule: RuleName): void {
    ruleCounts.set(rule, (ruleCounts.get(rule) ?? 0) + 1)
  }

  function refuse(refused: PreparedRefusal, source: RowSource, first: boolean, counts: RowCounts): void {
    if (!first || !quarantine.refuse(refused, source)) {
      counts.duplicates += 1
      return
    }
    counts.distinct += 1
    counts.quarantined += 1
    countRule(refused.rule)
  }

  function accept(film: PreparedFilm, source: RowSource, first: boolean, counts: RowCounts): void {
    const result = silver.store(film, source)
    const refusedBefore = quarantine.resolve(film.movieId, source.runId)
    if (first) {
      counts.distinct += 1
      counts[result] += 1
      for (const rule of film.rules) countRule(rule)
      for (const field of fieldsOf(film.absent)) absentCounts.set(field, (absentCounts.get(field) ?? 0) + 1)
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
    page(page: PreparedRows, source: Omit<RowSource, 'position'>, claim: ClaimFilms): PageFacts {
      const counts = noRows()
      const movieIds = filmIds(page.rows)
      const fresh = new Set(claim(movieIds))
      drift.add(page.drift)
      silver.expect(movieIds)
      for (const [position, row] of page.rows.entries()) {
        const rowSource = { ...source, position }
        counts.fetched += 1
        if (row.ok) accept(row, rowSource, fresh.delete(row.movieId), counts)
        else refuse(row, rowSource, row.movieId === null || fresh.delete(row.movieId), counts)
      }
      silver.flush()
      return { counts, movieIds, oldestUploadS: oldestUpload(page.rows) }
    },
    /** Drift, rule counts and fields that were not sent since the last call. */
    take() {
      const rules = [...ruleCounts]
      ruleCounts.clear()
      const kept = silver.takeKept()
      const missing = [...absentCounts].map(([field, films]) => ({ field, films, kept: kept.get(field) ?? 0 }))
      absentCounts.clear()
      return { drift: drift.take(), rules, missing }
    },
    /** Forgets everything remembered between transactions: call after a rollback or another writer. */
    forget(): void {
      silver.forget()
      quarantine.forget()
      drift.take()
      ruleCounts.clear()
      absentCounts.clear()
    },
    /**
     * What a page would do, without writing; `seen` holds the ids met before and is added to. `accepted`: a person agreed that what
     * is not sent is unknown.
     */
    preview({ rows }: PreparedRows, seen: Set<number>, accepted: boolean): PageFacts {
      const counts = noRows()
      const movieIds = filmIds(rows)
      silver.expect(movieIds)
      for (const row of rows) {
        const { movieId } = row
        counts.fetched += 1
        if (movieId !== null && seen.has(movieId)) {
          counts.duplicates += 1
          continue
        }
        if (movieId !== null) seen.add(movieId)
        counts.distinct += 1
        counts[row.ok ? silver.compare(row, accepted) : 'quarantined'] += 1
      }
      return { counts, movieIds, oldestUploadS: oldestUpload(rows) }
    },
  }
}
