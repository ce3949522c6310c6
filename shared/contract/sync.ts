import * as z from 'zod'
import { progressSchema, runStatuses, syncModes } from '../ipc/progress.ts'
import { channel } from './define.ts'

const none = z.void().or(z.null()).or(z.undefined())

/** What the loader needs for one load; main and the CLI take it from the configuration. */
const syncSettingsSchema = z.object({
  url: z.string().max(500),
  limit: z.number().int().min(1).max(50),
  maxWorkers: z.number().int().min(1).max(64),
  requestTimeoutMs: z.number().min(100).max(300_000),
  maxAttempts: z.number().int().min(1).max(10),
  requestsPerSecond: z.number().min(0),
  fullRefreshDays: z.number().int().min(0),
  /**
   * `last_page_processed` of `config.yaml` and `last_date` of `config.json`, as they stand. The loader compares them with what
   * it wrote itself: lower asks for a re-read from there, higher is refused with a warning.
   */
  lastPageProcessed: z.number().int().min(0).nullable(),
  lastDate: z.string().nullable(),
})
export type SyncSettings = z.infer<typeof syncSettingsSchema>

const runTriggers = ['manual', 'schedule', 'cli'] as const

const onePage = z.number().int().min(1).describe('of a run that is taken up again, only this page that had failed')

const systemProxy = z
  .string()
  .max(2000)
  .nullable()
  .describe('what the system says of the way to the address: `PROXY host:port; DIRECT`')

const startInput = z.object({
  mode: z.enum(syncModes).optional().describe('absent = incremental, or full when one is due'),
  dryRun: z.boolean().optional(),
  page: onePage.optional(),
  acceptRemovals: z
    .boolean()
    .optional()
    .describe('a person agreed that films which are missing from the source are removed, however many'),
  acceptMissingFields: z
    .boolean()
    .optional()
    .describe('a person agreed that fields which the source no longer sends are unknown'),
})
export type StartSyncInput = z.infer<typeof startInput>

export const runRowSchema = z.object({
  runId: z.number().int(),
  mode: z.enum(syncModes),
  trigger: z.enum(runTriggers),
  status: z.enum(runStatuses),
  /** Epoch milliseconds. */
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  durationMs: z.number().nullable(),
  sourceHost: z.string(),
  isSample: z.boolean(),
  pagesPlanned: z.number().int(),
  pagesDone: z.number().int(),
  requests: z.number().int(),
  retries: z.number().int(),
  bytes: z.number().int(),
  fetched: z.number().int(),
  inserted: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  removed: z.number().int(),
  quarantined: z.number().int(),
  duplicates: z.number().int(),
  errorKind: z.string().nullable(),
  errorMessage: z.string().nullable(),
  /** A run that stopped midway and can be taken up where it stopped. */
  resumable: z.boolean(),
})
export type RunRow = z.infer<typeof runRowSchema>

const publishedRunSchema = z.object({
  runId: z.number().int(),
  /** When it ended and when it began, epoch milliseconds. */
  at: z.number(),
  startedAt: z.number(),
  trigger: runRowSchema.shape.trigger,
  mode: runRowSchema.shape.mode,
  /** Films in the catalogue after it; null where the ledger does not say. */
  films: z.number().int().nullable(),
  /** Films that came, changed, were removed and came back since the publish before. */
  added: z.number().int(),
  changed: z.number().int(),
  removed: z.number().int(),
  returned: z.number().int(),
  /** Rows that it refused. */
  quarantined: z.number().int(),
  durationMs: z.number().nullable(),
  bytes: z.number().int(),
})
export type PublishedRun = z.infer<typeof publishedRunSchema>

const driftGroup = z.object({
  name: z.string(),
  /** Films whose rating moved, and of these the ones that are rated higher. */
  films: z.number().int(),
  up: z.number().int(),
  /** Mean of their differences. */
  mean: z.number(),
})

const ratingDriftSchema = z.object({
  /** Films known before that were read again in the range; one number where the ledger says it, else at least and at most. */
  readAgain: z.object({ least: z.number().int(), most: z.number().int() }),
  /** Films whose rating is another one, and of these the ones that are rated higher. */
  moved: z.number().int(),
  up: z.number().int(),
  /** Films whose rating changed and is what it was; that were unrated; that are unrated now. */
  back: z.number().int(),
  gained: z.number().int(),
  lost: z.number().int(),
  /** Films by new − old in tenths, from the lowest to the highest; only what there is. */
  differences: z.array(z.object({ tenths: z.number().int(), films: z.number().int() })),
  /** By the age of the film at the later run. */
  byAge: z.array(driftGroup),
  /** A film of several genres is in each. */
  byGenre: z.array(driftGroup),
  /** Those that moved most, at most a hundred. */
  movers: z.array(
    z.object({
      movieId: z.number().int(),
      title: z.string(),
      old: z.number(),
      new: z.number(),
      changes: z.number().int(),
    }),
  ),
})
export type RatingDrift = z.infer<typeof ratingDriftSchema>

export const syncChannels = {
  /** What became of the ratings between two published runs. */
  'runs.drift': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: z.object({ from: z.number().int(), to: z.number().int() }),
    output: ratingDriftSchema,
  }),
  /** The runs that were published, newest first, with what each made of the catalogue. */
  'runs.published': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: none,
    output: z.object({ runs: z.array(publishedRunSchema) }),
  }),
  'sync.start': channel({
    owner: 'main',
    audience: 'renderer',
    input: startInput,
    output: z.object({ runId: z.number().int().nullable() }),
  }),
  'sync.pause': channel({ owner: 'loader', audience: 'renderer', input: none, output: none }),
  'sync.resume': channel({ owner: 'loader', audience: 'renderer', input: none, output: none }),
  'sync.cancel': channel({ owner: 'loader', audience: 'renderer', input: none, output: none }),
  /** The latest snapshot, for a window that opens or reloads while a load runs. */
  'sync.progress': channel({ owner: 'loader', audience: 'renderer', input: none, output: progressSchema }),
  /** Starts a load and answers as soon as its run is in the ledger; the end arrives as an event. */
  'loader.start': channel({
    owner: 'loader',
    audience: 'internal',
    input: z.object({
      settings: syncSettingsSchema,
      mode: z.enum(syncModes).nullable(),
      dryRun: z.boolean(),
      trigger: z.enum(runTriggers),
      acceptRemovals: z.boolean().optional(),
      acceptMissingFields: z.boolean().optional(),
      page: onePage.nullable().optional(),
      systemProxy: systemProxy.optional(),
    }),
    output: z.object({ runId: z.number().int().nullable() }),
  }),
  /** Asks an address for one page: fails unless the answer is sound and holds films. */
  'loader.probe': channel({
    owner: 'loader',
    audience: 'internal',
    input: z.object({ url: z.string().max(500), systemProxy: systemProxy.optional() }),
    output: z.object({ films: z.number().int() }),
  }),
  /** Silver and gold again from bronze, no network. */
  'maintenance.rebuild': channel({
    owner: 'loader',
    audience: 'renderer',
    timeoutMs: 0,
    input: none,
    output: z.object({ films: z.number().int(), durationMs: z.number() }),
  }),
  'maintenance.verify': channel({
    owner: 'loader',
    audience: 'renderer',
    timeoutMs: 0,
    input: none,
    output: z.object({
      ok: z.boolean(),
      integrity: z.string(),
      foreignKeyViolations: z.number().int(),
      failedChecks: z.array(z.string()),
    }),
  }),
  'quarantine.replay': channel({
    owner: 'loader',
    audience: 'renderer',
    timeoutMs: 0,
    input: z.object({ quarantineIds: z.array(z.number().int()).max(1000).nullable() }),
    output: z.object({ replayed: z.number().int(), stillRefused: z.number().int() }),
  }),
  /** Keeps every writer out of the data folder, this process included, until it ends: the folder is being moved. */
  'loader.hold': channel({ owner: 'loader', audience: 'internal', input: none, output: none }),
  'loader.shutdown': channel({ owner: 'loader', audience: 'internal', input: none, output: none }),
}
