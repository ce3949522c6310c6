import * as z from 'zod'
import { defaultYtsUrl, isAllowedApiUrl } from './api-address.ts'
import { destinationsSchema } from './destinations.ts'
import { isPosterHost } from './model/values/poster.ts'

/** Whether a text written YYYY-MM-DD names a day that there is. */
function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/**
 * `config.yaml`: the original's five keys first, then ours. Every field has a default, so a missing one never stops the
 * app; a wrong one is reported with its line and the default used until it is mended.
 */
export const yamlConfigSchema = z.object({
  yts_url: z
    .string()
    .refine(isAllowedApiUrl, 'must be an https address (http only on this machine), without a user name or password')
    .default(defaultYtsUrl)
    .describe('Address of the list_movies endpoint'),
  limit: z.number().int().min(1).max(50).default(50).describe('Films a page; the API answers at most 50'),
  order_by: z
    .enum(['asc', 'desc'])
    .default('asc')
    .describe('Kept from the original; loads always read upload order, oldest first'),
  max_workers: z.number().int().min(1).max(64).default(8).describe('Pages fetched at the same time, at most'),
  last_page_processed: z
    .number()
    .int()
    .min(0)
    // Not 0: a file that lost the key, or was made anew, must not ask for everything to be read again.
    .nullable()
    .default(null)
    .describe('Written after each completed load; lower it to re-read from there'),
  request_timeout_s: z.number().min(1).max(300).default(30).describe('Total time one request may take, in seconds'),
  max_attempts: z.number().int().min(1).max(10).default(5).describe('Attempts a page before it counts as failed'),
  requests_per_second: z.number().min(0).max(1000).default(0).describe('Requests a second, at most; 0 = no limit'),
  full_refresh_days: z
    .number()
    .int()
    .min(0)
    .max(365)
    .default(7)
    .describe('Days after which a load reads the whole catalogue again; 0 = only when asked'),
  schedule: z
    .object({
      enabled: z.boolean().default(false).describe('Sync on a schedule while the app runs'),
      every_minutes: z.number().int().min(5).max(10080).default(360).describe('Minutes between loads'),
      cron: z
        .string()
        .max(120)
        .default('')
        .describe(
          'A cron expression, with at least five minutes between two loads; takes the place of the interval when set',
        ),
    })
    .prefault({})
    .describe('Schedule'),
  posters: z
    .enum(['off', 'visible'])
    .default('off')
    .describe('Posters of films: off, or visible = fetched while somebody looks at them, from the host below'),
  poster_host: z
    .string()
    .refine(
      (host) => host === '' || isPosterHost(host),
      'must be the name of a host, without https:// and without a path',
    )
    .default('')
    .describe('The one host that posters are fetched from, which sees this address and which films are looked at'),
  poster_cache_mb: z
    .number()
    .int()
    .min(10)
    .max(100_000)
    .default(500)
    .describe('Space for posters on disk; those not looked at for longest are removed'),
})
export type YamlConfig = z.infer<typeof yamlConfigSchema>

/** `config.json`: `last_date` and where results may be sent. Never a secret. */
export const jsonConfigSchema = z.object({
  last_date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date as YYYY-MM-DD')
    .refine(isDay, 'must be a day of the calendar')
    .nullable()
    .default(null)
    .describe('Upload date of the newest film of the last completed load; lower it to re-read from there'),
  destinations: destinationsSchema.default({}).describe('Where the star is published to, by name; never a secret'),
})
export type JsonConfig = z.infer<typeof jsonConfigSchema>

export const configFiles = ['config.yaml', 'config.json'] as const
export type ConfigFile = (typeof configFiles)[number]

/** What is wrong in a config file, and where. Lines and columns count from 1; 0 = the whole file. */
export const configIssueSchema = z.object({
  field: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  message: z.string(),
  severity: z.enum(['error', 'warning']),
})
export type ConfigIssue = z.infer<typeof configIssueSchema>
