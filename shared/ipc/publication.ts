import * as z from 'zod'
import { appErrorSchema } from './result-schema.ts'

const publicationStatuses = [
  'running',
  'set up',
  'published',
  'unchanged',
  'verified',
  'differs',
  'cancelled',
  'failed',
  'interrupted',
] as const

/**
 * What goes on at a destination, or went on last in this session: a whole picture, sent at most ten times a second. Each one
 * replaces all before it of the same destination.
 */
export const publicationSchema = z.object({
  destination: z.string(),
  /** `show`: readers are shown a version that is kept. */
  doing: z.enum(['publish', 'show', 'verify', 'set up']),
  /** It began after a load, and nobody asked for it. */
  automatic: z.boolean(),
  status: z.enum(publicationStatuses),
  step: z.enum(['connecting', 'comparing', 'sending']),
  /** The table that is being sent; null = none yet. */
  table: z.string().nullable(),
  /** Its place among those of the star, from 1; of those that are the same there, nothing is sent. */
  tableNumber: z.number().int(),
  tables: z.number().int(),
  /** Bytes that were written or sent. */
  bytes: z.number(),
  /** Statements that were sent to an engine. */
  statements: z.number().int(),
  /** Epoch milliseconds. */
  startedAt: z.number(),
  elapsedMs: z.number(),
  /** A sentence while something takes long. */
  message: z.string().nullable(),
  version: z.number().int().nullable(),
  goldVersion: z.number().int().nullable(),
  /** What is not as it was published, after `verify`: sentences. */
  differences: z.array(z.string()),
  error: appErrorSchema.nullable(),
})
export type Publication = z.infer<typeof publicationSchema>
