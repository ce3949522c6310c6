import * as z from 'zod'
import { errorKinds } from '../ipc/result.ts'
import { channel } from './define.ts'

const none = z.void().or(z.null()).or(z.undefined())
const ms = z.number().nonnegative()

const recordedCall = z.object({
  /** Epoch milliseconds of its end. */
  at: z.number(),
  channel: z.string(),
  /** Who asked: the page, or main on its own behalf. */
  from: z.enum(['page', 'main']),
  to: z.enum(['main', 'loader', 'reader', 'publisher', 'exporter']),
  ms,
  /** Length of the longest list in the answer; null where it holds none. */
  rows: z.number().int().nullable(),
  outcome: z.enum(['ok', ...errorKinds]),
  /** Took longer than `slowMs`, and waited for neither a person nor a load. */
  slow: z.boolean(),
})
export type RecordedCall = z.infer<typeof recordedCall>

const recordedStatement = z.object({
  process: z.enum(['loader', 'reader']),
  sql: z.string(),
  /** How often it was slow. */
  times: z.number().int().positive(),
  /** The slowest time, with its rows and its moment. */
  ms,
  rows: z.number().int().nullable(),
  at: z.number(),
  plan: z.array(z.string()),
})
export type RecordedStatement = z.infer<typeof recordedStatement>

const runningProcess = z.object({
  name: z.string(),
  pid: z.number().int(),
  /** Memory that the system has given it, shared pages included. */
  memoryBytes: z.number().nonnegative(),
  /** Of one processor, since it was last asked: 1 = all of it. */
  processor: z.number().nonnegative(),
})
export type RunningProcess = z.infer<typeof runningProcess>

const diagnostics = z.object({
  takenAt: z.number(),
  slowMs: z.number(),
  versions: z.array(z.object({ name: z.string(), value: z.string() })),
  processes: z.array(runningProcess),
  /** Newest first, at most a hundred. */
  calls: z.array(recordedCall),
  /** Slowest first. */
  statements: z.array(recordedStatement),
})
export type Diagnostics = z.infer<typeof diagnostics>

export const diagnosticsChannels = {
  /** What the app did lately. Answered without a database, so that it works when nothing else does. */
  'diagnostics.read': channel({ owner: 'main', audience: 'renderer', input: none, output: diagnostics }),
  /** The same as text for a report: without paths, tokens and the name of the user. */
  'diagnostics.text': channel({
    owner: 'main',
    audience: 'renderer',
    input: none,
    output: z.object({ text: z.string() }),
  }),
}
