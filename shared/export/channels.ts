import * as z from 'zod'
import { channel } from '../contract/define.ts'
import { exportSpecSchema, writtenSchema } from './export-spec.ts'

const none = z.void().or(z.null()).or(z.undefined())
/** Rows that the page worked out come along. */
const maxBytes = 64_100_000

const previewSchema = z.object({
  /** Rows in all. */
  total: z.number().int(),
  /** The first lines as they are written; null for a format that is not text. */
  lines: z.array(z.string()).nullable(),
  /** The first rows as texts, for a format that is not. */
  rows: z.array(z.array(z.string())),
  /** Bytes that it will be, about; null where there are no rows. */
  bytes: z.number().nullable(),
})
export type ExportPreview = z.infer<typeof previewSchema>

const target = z.object({
  part: z.string(),
  file: z.string(),
  sidecar: z.object({ part: z.string(), file: z.string() }).nullable(),
})

export const exportChannels = {
  /** How an export would look: its first rows and its size. */
  'export.preview': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    maxBytes,
    // `total`: of rows that the page has, when it sends only the first of them.
    input: z.object({ spec: exportSpecSchema, total: z.number().int().min(0).nullable() }),
    output: previewSchema,
  }),
  /** Writes an export where the person says in a native dialog, or gives it to the clipboard; settles when that is done. */
  'export.start': channel({
    owner: 'main',
    audience: 'renderer',
    timeoutMs: 0,
    maxBytes,
    input: z.object({
      spec: exportSpecSchema,
      suggestedName: z.string().min(1).max(200),
      /** Whether a file beside it tells what it is of. */
      sidecar: z.boolean(),
    }),
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('left') }),
      z.object({ outcome: z.literal('saved'), fileName: z.string(), written: writtenSchema }),
      z.object({ outcome: z.literal('copied'), rows: z.number().int() }),
    ]),
  }),
  /** Ends the export that is being written; what there is of its file goes. */
  'export.cancel': channel({ owner: 'main', audience: 'renderer', input: none, output: none }),
  /** Shows the file that was written last in its folder. */
  'export.reveal': channel({ owner: 'main', audience: 'renderer', input: none, output: none }),
  'exporter.write': channel({
    owner: 'exporter',
    audience: 'internal',
    timeoutMs: 0,
    input: z.object({ spec: exportSpecSchema, target, program: z.string() }),
    output: writtenSchema,
  }),
  'exporter.text': channel({
    owner: 'exporter',
    audience: 'internal',
    timeoutMs: 0,
    input: z.object({ spec: exportSpecSchema }),
    output: z.object({ text: z.string(), rows: z.number().int() }),
  }),
}
