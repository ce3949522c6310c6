import type { ExportPreview } from '../../../shared/export/channels.ts'
import type { ExportSpec } from '../../../shared/export/export-spec.ts'
import type { ReadableDb } from '../file/connection.ts'
import type { FilmEngine } from '../read/columns/film-engine.ts'
import { filmRows } from '../read/film/film-rows.ts'
import { previewOf, sampleRows } from './preview.ts'
import { givenRows } from './source/given-rows.ts'
import { rowsShown } from './source/shown-films.ts'
import { tableRowsOf } from './source/table-rows.ts'

/**
 * How an export would look, from the films in memory: their order is known there.
 *
 * @param total of rows that are given, when they are only the first of them
 * @returns `gone` when the films of the order are no longer in the database, for a newer gold was published
 */
export async function previewFrom(
  { db, engine }: { db: ReadableDb | null; engine: FilmEngine },
  spec: ExportSpec,
  total: number | null,
): Promise<ExportPreview | 'gone'> {
  const { source } = spec
  if (source.kind === 'rows') return previewOf(spec, givenRows(source), Math.max(total ?? 0, source.rows.length))
  if (db === null) return { total: 0, lines: null, rows: [], bytes: null }
  if (source.kind === 'table') {
    const rows = tableRowsOf(db, source, sampleRows)
    return previewOf(spec, rows, rows.total)
  }
  const films = engine.rows(source.filter, source.sort)
  const shown = filmRows(db, engine.columns, films.subarray(0, sampleRows), true)
  return shown ? previewOf(spec, rowsShown(source, shown, films.length), films.length) : 'gone'
}
