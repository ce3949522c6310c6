import { deflateRawSync } from 'node:zlib'
import type { ExportPreview } from '../../../shared/export/channels.ts'
import { type ExportSpec, usualText } from '../../../shared/export/export-spec.ts'
import { rowsXml } from './format/sheet-xml.ts'
import { flat, separated, textFormatOf } from './format/text-lines.ts'
import type { ExportRow, RowSource } from './source/row-source.ts'

/** Rows by which the size is told, and rows that are shown. */
export const sampleRows = 500
const shownRows = 5
/** Characters of a line, and of a cell, that are shown. */
const shownCharacters = 400

/**
 * How an export would look, by its first rows.
 *
 * @param source begins with at most `sampleRows` of the rows
 * @param total rows in all
 */
export async function previewOf(spec: ExportSpec, source: RowSource, total: number): Promise<ExportPreview> {
  const sample: ExportRow[] = []
  for await (const rows of source.chunks()) {
    for (const row of rows) sample.push(row)
    if (sample.length >= sampleRows) break
  }
  const shown = sample.slice(0, shownRows)
  const format = textFormatOf(spec, source.columns)
  const bytes = format ? Buffer.byteLength(format.lines(sample)) : packedBytes(spec, source, sample)
  return {
    total,
    lines: format ? [format.head, ...shown.map((row) => format.lines([row]))].flatMap(asShown) : null,
    rows: shown.map((row) =>
      source.columns.map(({ kind }, index) => cut(String(flat(kind, row[index] ?? null) ?? ''))),
    ),
    bytes: sample.length === 0 ? null : Math.round((bytes / sample.length) * total),
  }
}

/** Bytes of some rows in a format that packs them. Parquet packs columns, which is about what packed lines take. */
function packedBytes({ format }: ExportSpec, { columns }: RowSource, rows: readonly ExportRow[]): number {
  const text = format === 'xlsx' ? rowsXml(columns, rows, 2, { cut: 0 }) : separated(columns, usualText).lines(rows)
  return deflateRawSync(text, { level: 1 }).length
}

/** The lines of a text without its last line break; a record may be several. */
function asShown(text: string): string[] {
  const lines = text.replace(/^\ufeff/, '').replace(/\r?\n$/, '')
  return lines === '' ? [] : lines.split(/\r?\n/).map(cut)
}

function cut(text: string): string {
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text
}
