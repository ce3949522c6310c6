import * as z from 'zod'
import { appErrorSchema } from './result-schema.ts'

export const syncModes = ['incremental', 'full'] as const
export type SyncMode = (typeof syncModes)[number]

const syncPhases = ['idle', 'starting', 'planning', 'fetching', 'repairing', 'checking', 'publishing', 'done'] as const
export type SyncPhase = (typeof syncPhases)[number]

export const runStatuses = ['running', 'paused', 'complete', 'partial', 'cancelled', 'failed', 'interrupted'] as const
export type RunStatus = (typeof runStatuses)[number]

/** One letter a page of the plan, for the page map: queued, active, retrying, done, failed. */
export const pageStates = ['q', 'a', 'r', 'd', 'f'] as const
export type PageState = (typeof pageStates)[number]

/**
 * A cumulative snapshot of the load, sent at most ten times a second. Each one replaces all before it, so dropping one
 * is harmless. `seq` only grows within a process; a smaller one is late and is ignored.
 */
export const progressSchema = z.object({
  seq: z.number().int().nonnegative(),
  runId: z.number().int().nullable(),
  mode: z.enum(syncModes).nullable(),
  phase: z.enum(syncPhases),
  status: z.enum(runStatuses).nullable(),
  dryRun: z.boolean(),
  pages: z.object({
    planned: z.number().int(),
    done: z.number().int(),
    active: z.number().int(),
    retrying: z.number().int(),
    failed: z.number().int(),
  }),
  /** One character a cell (see `pageStates`), at most 400 cells; `pagesPerCell` pages share a cell, the worst state shown. */
  pageMap: z.object({ cells: z.string().max(400), pagesPerCell: z.number().int().min(1), firstPage: z.number().int() }),
  films: z.object({
    fetched: z.number().int(),
    inserted: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    quarantined: z.number().int(),
    duplicates: z.number().int(),
  }),
  requests: z.number().int(),
  retries: z.number().int(),
  /** Bytes received on the wire. */
  bytes: z.number().int(),
  /** Films a second over the last few seconds. */
  rowsPerSecond: z.number(),
  /** Milliseconds left, or null while unknown. */
  etaMs: z.number().nullable(),
  /** Milliseconds the run was worked on, in all its attempts, without pauses. */
  elapsedMs: z.number(),
  workers: z.object({ max: z.number().int(), effective: z.number().int() }),
  /** Why fewer requests are sent than the settings allow, and how many a second at most (null = no such limit); null = nothing holds back. */
  heldBack: z
    .object({ reason: z.enum(['rate_limit', 'overload']), requestsPerSecond: z.number().nullable() })
    .nullable(),
  /** Set while nothing can be fetched until a moment: rate limit, or no network. `until` is epoch milliseconds. */
  waiting: z.object({ reason: z.enum(['rate_limit', 'offline', 'server_error']), until: z.number() }).nullable(),
  /** Epoch milliseconds of the last page that arrived: the renderer recognises a stall by it. */
  lastProgressAt: z.number().nullable(),
  error: appErrorSchema.nullable(),
})

export type SyncProgress = z.infer<typeof progressSchema>

/** The snapshot before anything has run. */
export function idleProgress(maxWorkers = 0): SyncProgress {
  return {
    seq: 0,
    runId: null,
    mode: null,
    phase: 'idle',
    status: null,
    dryRun: false,
    pages: { planned: 0, done: 0, active: 0, retrying: 0, failed: 0 },
    pageMap: { cells: '', pagesPerCell: 1, firstPage: 1 },
    films: { fetched: 0, inserted: 0, updated: 0, unchanged: 0, quarantined: 0, duplicates: 0 },
    requests: 0,
    retries: 0,
    bytes: 0,
    rowsPerSecond: 0,
    etaMs: null,
    elapsedMs: 0,
    workers: { max: maxWorkers, effective: maxWorkers },
    heldBack: null,
    waiting: null,
    lastProgressAt: null,
    error: null,
  }
}

/** What a load reports at its end; the CLI prints it with `--json` (design §7), the app shows it. */
export const syncSummarySchema = z.object({
  status: z.enum(runStatuses),
  runId: z.number().int().nullable(),
  mode: z.enum(syncModes),
  dryRun: z.boolean(),
  requests: z.number().int(),
  retries: z.number().int(),
  pages: z.number().int(),
  fetched: z.number().int(),
  inserted: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  removed: z.number().int(),
  quarantined: z.number().int(),
  duplicates: z.number().int(),
  durationMs: z.number(),
  /** What is written back to the config files after a completed run; null otherwise. */
  progress: z.object({ lastPageProcessed: z.number().int(), lastDate: z.string().nullable() }).nullable(),
  /** Films missing from two full loads that are kept until a person agrees to their removal; absent = none. */
  pendingRemovals: z.number().int().optional(),
  /** Fields that many films came without, and whose known values are kept until a person agrees to their loss; absent = none. */
  missingFields: z.array(z.string()).optional(),
  /** Sentences for the person, such as a raised watermark that was refused, or removals that wait for consent. */
  warnings: z.array(z.string()),
  error: appErrorSchema.optional(),
})

export type SyncSummary = z.infer<typeof syncSummarySchema>
