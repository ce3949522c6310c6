import type { RunStatus, SyncMode, SyncProgress, SyncSummary } from '../../../shared/ipc/progress.ts'
import type { AppError } from '../../../shared/ipc/result.ts'
import type { PreparedRows } from '../silver/prepare-row.ts'
import type { RowCounts } from '../silver/row-processor.ts'

/** How a body is compressed. */
export type Codec = 'identity' | 'gzip' | 'deflate' | 'br'

/** A page that was fetched, whose envelope is sound and whose rows are prepared. */
export interface FetchedPage extends PreparedRows {
  page: number
  pageLimit: number
  /** Partition of the plan it was read for; 0 in incremental loads, -1 for pages that are read once more. The column is named `stripe`. */
  partition: number
  /** Epoch milliseconds. */
  fetchedAt: number
  httpStatus: number
  attempts: number
  wireCodec: Codec
  codec: Codec
  /** The body as stored (compressed by `codec`). */
  body: Uint8Array
  /** Decompressed size in bytes. */
  byteLength: number
  /** SHA-256 (hex) of the decompressed bytes. */
  sha256: string
}

/** What one page did when it was written. `distinct` are film ids new to this run; the rest of its good rows are duplicates. */
export interface PageOutcome extends RowCounts {
  page: number
  pageId: number
  /** Ids of all rows that have a usable id, in the page's order. */
  movieIds: number[]
  /** How many of them a completed run had confirmed before. */
  confirmed: number
  /** Oldest upload on the page, epoch seconds; null where none is known. */
  oldestUploadS: number | null
}

export interface RunStart {
  mode: SyncMode
  trigger: 'manual' | 'schedule' | 'cli'
  startedAt: number
  sourceUrl: string
  pageLimit: number
  maxWorkers: number
  /** A person agreed that fields which are not sent any more are unknown. */
  missingAccepted?: boolean
}

export interface RunCounters {
  requests: number
  retries: number
  /** Bytes received on the wire. */
  bytes: number
  pagesPlanned: number
  pagesDone: number
  /** Milliseconds that the run was worked on, in all its attempts, by a clock that never jumps. */
  durationMs: number
}

export interface ResumableRun {
  runId: number
  mode: SyncMode
  status: RunStatus
  pageLimit: number
  sourceUrl: string
  missingAccepted: boolean
  /** The plan as last saved (see `keepPages`); null when the run stopped before it had one. */
  plan: unknown
  counters: RunCounters
  /** What its pages held so far. */
  films: SyncProgress['films']
}

/** What a run's answers no longer said. */
export interface LostFields {
  /** Films the run met. */
  met: number
  /** A person agreed to it. */
  accepted: boolean
  /** Fields whose key some rows lacked: the films that lacked it, and those whose known value was kept. */
  missing: { field: string; films: number; kept: number }[]
  /** Fields whose known value became unknown, and of how many films. */
  unknown: { field: string; films: number }[]
}

export interface PromoteOptions {
  runId: number
  at: number
  /** Whether the run read the whole catalogue: absent films then count as missed, and as removed after two sweeps. */
  fullSweep: boolean
  /** A film was met on two pages: no film counts as missed, and another full sweep is due. */
  unstable: boolean
  /** A person has agreed to remove more than 2% of the films. */
  allowMassRemoval: boolean
  /** Films that a full load met on two pages (id, lower page, higher page) at a page size: the next one compares. */
  twice?: FilmsTwice
  /** How the films read compare with the source's own count; absent = it was not held against it. */
  count?: SourceCount | undefined
  /** Written to `last_page_processed` after the run. */
  lastPage: number
}

/** Films met on two pages: id, lower page, higher page, at `k` films a page. */
export interface FilmsTwice {
  k: number
  films: readonly [id: number, low: number, high: number][]
}

/** How the films that a load has met compare with what the source says it has. */
export interface SourceCount {
  /** What the source says; null where it says nothing that may be true. */
  claimed: number | null
  /** Films that it counts and the load has not met. */
  gap: number
  /** Whether all may have been read. If not, no film counts as missed, unless a person agreed. */
  isWhole: boolean
  /** Another full load is due. */
  isFullDue: boolean
  /** By how many films the count is too high though all was read; null = as before. */
  offset: number | null
}

export interface PromoteOutcome {
  goldVersion: number
  removed: number
  /** Films absent from two sweeps but kept, because they are more than 2% of all: a person is asked. */
  pendingRemovals: number
  films: number
  watermarkS: number | null
  /** Upload date (YYYY-MM-DD) of the newest confirmed film. */
  lastDate: string | null
}

/**
 * What the sync engine needs of the warehouse. Every method that writes is synchronous and one transaction; one that throws
 * has changed nothing. `writePages` alone leaves its transaction open, until a plan is kept; what is written meanwhile and keeps
 * no plan is committed with it. Implemented by
 * `createLoadStore` in store.ts.
 */
export interface LoadStore {
  /** Marks runs left `running` or `paused` by a process that died as `interrupted`. Call once, holding the writer lock. */
  markInterrupted(at: number): void
  beginRun(start: RunStart): number
  /** The newest unfinished run (interrupted, partial, cancelled, paused or failed midway) that no later run has made obsolete. */
  resumableRun(): ResumableRun | null
  /** Sets a resumed run to `running` again. */
  reopenRun(runId: number): void
  setRunStatus(runId: number, status: RunStatus): void
  /** What the probe said: reported film count, effective limit, whether it is the sample server. */
  recordSource(runId: number, facts: { movieCount: number | null; pageLimit: number; isSample: boolean }): void
  /**
   * Bronze, silver, genres, changes, quarantine, seen and page status of every page given, in the open transaction, or in a new
   * one: `keepPages`, `savePlan` and `failPage` end it. One that throws undoes all pages that are not kept; what keeps a plan
   * throws the same from then on if there were any, for the plan may count them as read.
   */
  writePages(runId: number, pages: readonly FetchedPage[]): PageOutcome[]
  /** Commits the pages written, with the plan that counts them as read, and the counters. */
  keepPages(runId: number, plan: unknown, counters: RunCounters): void
  /** Pending while the last of the log is copied: one that is not written to meanwhile begins anew, and stays small. */
  logHeld(): Promise<void> | null
  /** Copies a log that has grown, so that a long transaction finds it empty. Never rejects. */
  copyLog(): Promise<void>
  failPage(runId: number, page: number, attempts: number, error: AppError, plan: unknown, counters: RunCounters): void
  savePlan(runId: number, plan: unknown, counters: RunCounters): void
  /** Whether the partition of this run captured any of these films itself (boundary repair). */
  anyCapturedBy(runId: number, partition: number, movieIds: readonly number[]): boolean
  /** The page on which the run met each of these films first. */
  firstPages(runId: number, movieIds: readonly number[]): ReadonlyMap<number, number>
  /** How many of these films the run has not met yet (a boundary repair that meets none has nothing to store). */
  unseen(runId: number, movieIds: readonly number[]): number
  /** Films confirmed by completed runs. */
  confirmedFilms(): number
  /** Films the run has met, refused ones included. */
  filmsMet(runId: number): number
  /** Films the run has met and confirmed ones that are not removed. */
  filmsKnown(runId: number): number
  /** Confirmed films that are not removed and that the run has not met. */
  filmsMissed(runId: number): number
  /** How many of these films are confirmed and not removed. */
  confirmedAmong(movieIds: readonly number[]): number
  /** Films that the last full load met on two pages. */
  filmsTwice(): FilmsTwice | null
  /**
   * By how many films the source's count was too high when all was well, and beyond that in the last full load:
   * more than it met (null before the first), and more than were known after it; whether films are wanting, so that a full load is due.
   */
  countBooks(): { offset: number; lastGap: number | null; lastWanting: number; isWanting: boolean }
  /** Newest confirmed upload, epoch seconds. */
  watermark(): number | null
  /** Epoch milliseconds of the last completed full sweep, and whether another is due because it was unstable. */
  lastFullSweep(): { at: number | null; unstable: boolean }
  /**
   * The plan of the last completed run (`run.plan`, parsed) and the address it read; null before the first. Tells an
   * incremental load where the end was and what the last page looked like.
   */
  lastCompletedPlan(): { plan: unknown; sourceUrl: string } | null
  /** What the last completed run wrote back to the config files. */
  recordedProgress(): { lastPageProcessed: number; lastDate: string | null }
  /**
   * What `writePages` would do, without writing (dry run); `seen` holds ids met earlier in the dry run and is added to. `missingAccepted`: as
   * in `RunStart`.
   */
  previewPages(pages: readonly FetchedPage[], seen: Set<number>, missingAccepted?: boolean): PageOutcome[]
  /** How many of the catalogue's confirmed films were uploaded before a day (YYYY-MM-DD): turns a rewind date into a depth. */
  confirmedBefore(date: string): number
  recordStage(runId: number, stage: string, rowsIn: number, rowsOut: number, refused: number, ms: number): void
  /**
   * One transaction: confirm seen films, watermark, tombstones, gold merge, quality checks, gold version. Throws
   * KnownError `quality_failed` when an error check fails; nothing is then changed but the recorded check results.
   */
  promote(options: PromoteOptions): PromoteOutcome
  /** What the films of a run were sent without, and the fields of which known values became unknown in it. */
  lostFields(runId: number): LostFields
  finishRun(runId: number, status: RunStatus, at: number, counters: RunCounters, error: AppError | null): void
  summary(runId: number): SyncSummary
  /** Content digest of gold and silver without run ids and times: equal content, equal digest. */
  contentDigest(): string
}
