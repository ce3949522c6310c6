import * as z from 'zod'

/** What a report of a view says: put together by the page, made into a file by main. Nothing of it is markup but a chart's picture. */

export const reportFormats = ['pdf', 'html'] as const
export type ReportFormat = (typeof reportFormats)[number]
export const paperSizes = ['a4', 'letter'] as const
export type PaperSize = (typeof paperSizes)[number]
export const orientations = ['portrait', 'landscape'] as const
export type Orientation = (typeof orientations)[number]

/** Rows that a table of a report has at most; how many there are is said. */
export const reportRows = 500
/** Characters that a label has at most; what is longer is cut with an ellipsis where it is put together. */
export const labelLength = 400

const label = z.string().max(labelLength)
const sentences = z.array(z.string().max(20_000)).max(50)

const figuresSchema = z.object({
  kind: z.literal('figures'),
  title: label,
  figures: z.array(z.object({ label, value: label, note: label })).max(50),
})

const chartSchema = z.object({
  kind: z.literal('chart'),
  title: label,
  /** What is counted and how many. */
  counted: label,
  notes: sentences,
  /** The plot, as an SVG file of its own; several where it is too high for a page. */
  pictures: z.array(z.string().max(8_000_000)).min(1).max(24),
})

const tableSchema = z.object({
  kind: z.literal('table'),
  title: label,
  notes: sentences,
  columns: z
    .array(z.object({ label, numeric: z.boolean() }))
    .min(1)
    .max(300),
  rows: z.array(z.array(label).max(300)).max(reportRows),
  /** Rows that the view has. */
  total: z.number().int().min(0),
})

const partSchema = z.discriminatedUnion('kind', [figuresSchema, chartSchema, tableSchema])
export type ReportPartOf<K extends z.infer<typeof partSchema>['kind']> = Extract<
  z.infer<typeof partSchema>,
  { kind: K }
>
export type ReportedPart = z.infer<typeof partSchema>

export const reportSpecSchema = z.object({
  title: z.string().trim().min(1).max(200),
  /** What a person says of it, in paragraphs; empty = nothing. */
  introduction: z.string().max(10_000),
  /** The filter in words, what it is compared with: what holds for all parts. */
  about: sentences,
  parts: z.array(partSchema).min(1).max(200),
  /** Of which catalogue and version it is. */
  provenance: sentences,
  paper: z.enum(paperSizes),
  orientation: z.enum(orientations),
})
export type ReportSpec = z.infer<typeof reportSpecSchema>
