import * as z from 'zod'
import { subjects } from '../model/subjects.ts'
import { tableKeySchema } from '../tables.ts'
import { channel } from './define.ts'
import { runRowSchema } from './sync.ts'

const none = z.void().or(z.null()).or(z.undefined())
const cell = z.union([z.string(), z.number(), z.null()])

const warehouseStatusSchema = z.object({
  /** 0 = nothing was ever published. */
  goldVersion: z.number().int(),
  publishedAt: z.number().nullable(),
  publishedRunId: z.number().int().nullable(),
  films: z.number().int(),
  silverFilms: z.number().int(),
  bronzePages: z.number().int(),
  quarantined: z.number().int(),
  /** Confirmed newest upload, epoch seconds; null before the first completed load. */
  watermark: z.number().nullable(),
  /** What the last completed load wrote back to the config files. */
  progress: z.object({ lastPageProcessed: z.number().int(), lastDate: z.string().nullable() }),
  databaseBytes: z.number(),
  schemaVersion: z.number().int(),
  sqliteVersion: z.string(),
  /** True when what is stored came from the bundled sample server. */
  isSample: z.boolean(),
  lastRun: runRowSchema.nullable(),
  readOnly: z.boolean(),
  /** The last damaged database that was set aside (nothing is deleted), and whether a backup took its place. */
  recovery: z.object({ at: z.number(), restored: z.boolean() }).nullable(),
})
export type WarehouseStatus = z.infer<typeof warehouseStatusSchema>

const checkResultSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  severity: z.enum(['error', 'warning']),
  /** Where its findings are: tables, and what of a film. */
  tables: z.array(tableKeySchema),
  columns: z.array(z.enum(subjects)),
  status: z.enum(['passed', 'failed', 'not_evaluated', 'broken']),
  failed: z.number().int(),
  total: z.number().int(),
  runId: z.number().int().nullable(),
  trend: z.array(z.object({ runId: z.number().int(), failed: z.number().int() })),
})
export type CheckResult = z.infer<typeof checkResultSchema>

const ruleResultSchema = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  columns: z.array(z.enum(subjects)),
  /** Rows touched by the latest run that read pages, and by all runs' current rows. */
  lastRun: z.number().int(),
  current: z.number().int(),
  trend: z.array(z.object({ runId: z.number().int(), count: z.number().int() })),
})
export type RuleResult = z.infer<typeof ruleResultSchema>

/** What one column of the fact table holds, over the whole catalogue. */
export const columnProfileSchema = z.object({
  column: z.enum(subjects),
  /** Films without a value. */
  unknown: z.number().int(),
  distinct: z.number().int(),
  /** Ends of the range in the column's own values (`uploaded` as yyyymmdd, `imdb_code` without its tt); null for names. */
  lowest: z.number().nullable(),
  highest: z.number().nullable(),
  /** The most frequent name; null for numbers. */
  most: z.object({ value: z.string(), films: z.number().int() }).nullable(),
  /** Films in equal steps from the lowest to the highest value; of names, of the most frequent ones. */
  histogram: z.array(z.number().int()),
})
export type ColumnProfile = z.infer<typeof columnProfileSchema>

const schemaNode = z.object({
  id: z.string(),
  layer: z.enum(['source', 'bronze', 'silver', 'gold', 'ledger']),
  role: z.enum(['source', 'fact', 'dimension', 'bridge', 'table']),
  table: tableKeySchema.nullable(),
  /** Null = not built yet. */
  rows: z.number().int().nullable(),
  grain: z.string(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      primaryKey: z.boolean(),
      references: z.string().nullable(),
      notNull: z.boolean(),
    }),
  ),
})
export type SchemaNode = z.infer<typeof schemaNode>

const schemaSchema = z.object({
  nodes: z.array(schemaNode),
  /** Foreign keys as SQLite reports them. */
  keys: z.array(z.object({ from: z.string(), column: z.string(), to: z.string(), toColumn: z.string() })),
  /** Bronze to gold, with the rows of the last run. */
  lineage: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      rowsIn: z.number().int(),
      rowsOut: z.number().int(),
      refused: z.number().int(),
    }),
  ),
})
export type SchemaDescription = z.infer<typeof schemaSchema>

const change = z.object({
  movieId: z.number().int(),
  title: z.string(),
  kind: z.enum(['added', 'updated', 'removed', 'returned']),
  fields: z.array(z.object({ field: z.string(), old: z.string().nullable(), new: z.string().nullable() })),
})
export type RunChange = z.infer<typeof change>

const pageWindow = { offset: z.number().int().min(0), limit: z.number().int().min(1).max(500) }

const tableOrder = z.array(z.object({ key: z.string().max(64), dir: z.enum(['asc', 'desc']) })).max(64)

export const warehouseChannels = {
  'warehouse.status': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: none,
    output: warehouseStatusSchema,
  }),
  /**
   * Called by main when the loader has published, so that the reader loads its columns again. `publish` names the publish in
   * force: another one has another name; null where there is none.
   */
  'reader.refresh': channel({
    owner: 'reader',
    audience: 'internal',
    timeoutMs: 120_000,
    input: none,
    output: z.object({ goldVersion: z.number().int(), publish: z.string().nullable() }),
  }),
  'tables.counts': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: none,
    output: z.object({ counts: z.array(z.object({ table: tableKeySchema, rows: z.number().int() })) }),
  }),
  'tables.page': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: z.object({
      table: tableKeySchema,
      /** Most important key first; none = by the table's own key. */
      sort: tableOrder,
      /** Text that any text column must contain. */
      search: z.string().max(200),
      ...pageWindow,
    }),
    output: z.object({
      goldVersion: z.number().int(),
      total: z.number().int(),
      offset: z.number().int(),
      rows: z.array(z.array(cell)),
    }),
  }),
  /** Where the row with a number stands in a table that is not searched; null where it has no such row. */
  'tables.locate': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: z.object({ table: tableKeySchema, sort: tableOrder, key: z.number().int().min(0) }),
    output: z.object({ index: z.number().int().min(0).nullable() }),
  }),
  'schema.describe': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: none,
    output: schemaSchema,
  }),
  'runs.list': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: z.object(pageWindow),
    output: z.object({ total: z.number().int(), runs: z.array(runRowSchema) }),
  }),
  'runs.detail': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: z.object({ runId: z.number().int() }),
    output: z.object({
      run: runRowSchema,
      stages: z.array(
        z.object({
          stage: z.string(),
          rowsIn: z.number().int(),
          rowsOut: z.number().int(),
          refused: z.number().int(),
          ms: z.number(),
        }),
      ),
      pages: z.object({
        ok: z.number().int(),
        failed: z.number().int(),
        bytes: z.number().int(),
        attempts: z.number().int(),
      }),
      failedPages: z.array(z.object({ page: z.number().int(), attempts: z.number().int(), error: z.string() })),
      drift: z.array(z.object({ field: z.string(), kind: z.string(), count: z.number().int(), sample: z.string() })),
      checks: z.array(checkResultSchema.pick({ name: true, severity: true, status: true, failed: true })),
      /** Destinations that were shown this run's star, by the ledger. */
      publications: z.array(z.object({ destination: z.string(), version: z.number().int(), finishedAt: z.number() })),
    }),
  }),
  'runs.changes': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: z.object({ runId: z.number().int(), kind: z.enum(['all', 'added', 'updated', 'removed']), ...pageWindow }),
    output: z.object({ total: z.number().int(), changes: z.array(change) }),
  }),
  'quality.summary': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: none,
    output: z.object({ checks: z.array(checkResultSchema), rules: z.array(ruleResultSchema) }),
  }),
  'quality.columns': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'gold',
    input: none,
    output: z.object({ films: z.number().int(), columns: z.array(columnProfileSchema) }),
  }),
  'quality.offenders': channel({
    owner: 'reader',
    audience: 'renderer',
    reads: 'ledger',
    input: z.object({ kind: z.enum(['check', 'rule']), name: z.string().max(100), ...pageWindow }),
    output: z.object({
      total: z.number().int(),
      rows: z.array(z.object({ movieId: z.number().int().nullable(), label: z.string(), detail: z.string() })),
    }),
  }),
}
