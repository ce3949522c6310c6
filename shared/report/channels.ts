import * as z from 'zod'
import { channel } from '../contract/define.ts'
import { reportFormats, reportSpecSchema } from './report-spec.ts'

const none = z.void().or(z.null()).or(z.undefined())

export const reportChannels = {
  /** Writes a report where the person says in a native dialog; settles when it is there. */
  'report.save': channel({
    owner: 'main',
    audience: 'renderer',
    timeoutMs: 0,
    maxBytes: 64_100_000,
    input: z.object({ spec: reportSpecSchema, format: z.enum(reportFormats) }),
    output: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('left') }),
      z.object({
        outcome: z.literal('saved'),
        fileName: z.string(),
        bytes: z.number().int(),
      }),
    ]),
  }),
  /** Gives up the report that is being made: no file is written. */
  'report.cancel': channel({ owner: 'main', audience: 'renderer', input: none, output: none }),
  /** Shows the report that was written last in its folder. */
  'report.reveal': channel({ owner: 'main', audience: 'renderer', input: none, output: none }),
}
