import * as z from 'zod'
import { filterSchema } from '../filter/filter.ts'
import { movieOrderSchema } from '../filter/sort.ts'
import { tableKeySchema } from '../tables.ts'

/** What is exported, in which form: said by the page, written by the exporter. */

/** What a file can be. */
const fileFormats = ['csv', 'xlsx', 'parquet', 'ndjson'] as const
export type FileFormat = (typeof fileFormats)[number]
/** What goes on the clipboard. */
export const clipFormats = ['tsv', 'markdown'] as const
export const exportFormats = [...fileFormats, ...clipFormats] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Rows, and characters, that the clipboard is given at most. */
export const mostCopied = { rows: 10_000, characters: 16_000_000 } as const
/** Rows of films or tables that make up a sheet beside its header; further ones begin another sheet. */
export const sheetRows = 1_048_575
/** Characters that a cell of a sheet holds at most. */
export const cellCharacters = 32_767

/** What a column holds, so that each format can write it as its own type. */
const columnKinds = ['text', 'integer', 'decimal', 'share', 'date', 'instant', 'list'] as const
export type ColumnKind = (typeof columnKinds)[number]

export const separators = { comma: ',', semicolon: ';', tab: '\t' } as const
const textOptionsSchema = z.object({
  separator: z.enum(['comma', 'semicolon', 'tab']),
  /** A byte order mark first, by which some programs know UTF-8. */
  bom: z.boolean(),
  decimal: z.enum(['point', 'comma']),
  /** An apostrophe before what a spreadsheet would run as a formula. */
  guard: z.boolean(),
})
export type TextOptions = z.infer<typeof textOptionsSchema>
export const usualText: TextOptions = { separator: 'comma', bom: false, decimal: 'point', guard: true }

const label = z.string().max(400)
const chosen = z
  .array(z.object({ id: z.string().max(64), label }))
  .min(1)
  .max(200)
const cell = z.union([z.string(), z.number(), z.null()])

const exportSourceSchema = z.discriminatedUnion('kind', [
  /** Films in an order, by the columns of their grid. */
  z.object({ kind: z.literal('films'), filter: filterSchema, sort: movieOrderSchema, columns: chosen }),
  /** A table as the page *Tables* has it. */
  z.object({
    kind: z.literal('table'),
    table: tableKeySchema,
    sort: z.array(z.object({ key: z.string().max(64), dir: z.enum(['asc', 'desc']) })).max(64),
    search: z.string().max(200),
    columns: chosen,
  }),
  /** What the page worked out itself: a pivot table, the numbers of a chart, a comparison. */
  z.object({
    kind: z.literal('rows'),
    columns: z
      .array(z.object({ label, kind: z.enum(columnKinds) }))
      .min(1)
      .max(2_000),
    rows: z.array(z.array(cell)).max(400_000),
  }),
])
export type ExportSource = z.infer<typeof exportSourceSchema>

/** What is told of an export beside its rows. */
const exportAboutSchema = z.object({
  /** What it is of, as on the screen. */
  title: z.string().max(400),
  /** The filter, the order and what must be known of the numbers, in sentences. */
  words: z.array(z.string().max(20_000)).max(50),
  /** The filter as data; null where none applies. */
  filter: filterSchema.nullable(),
  /** A statement that gives the same rows; null where there is none. */
  sql: z.string().max(200_000).nullable(),
})
export type ExportAbout = z.infer<typeof exportAboutSchema>

export const exportSpecSchema = z.object({
  source: exportSourceSchema,
  format: z.enum(exportFormats),
  text: textOptionsSchema,
  about: exportAboutSchema,
})
export type ExportSpec = z.infer<typeof exportSpecSchema>

export const exportProgressSchema = z.object({
  /** Rows that are written, of so many. */
  rows: z.number().int(),
  total: z.number().int(),
})
export type ExportProgress = z.infer<typeof exportProgressSchema>

/** What was written. */
export const writtenSchema = z.object({
  rows: z.number().int(),
  bytes: z.number(),
  /** Sheets of rows; 1 in formats that have none. */
  sheets: z.number().int(),
  /** Texts that were too long for a cell of a sheet and cut. */
  cut: z.number().int(),
})
export type Written = z.infer<typeof writtenSchema>
