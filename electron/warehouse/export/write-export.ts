import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import {
  type ExportProgress,
  type ExportSource,
  type ExportSpec,
  mostCopied,
  type Written,
} from '../../../shared/export/export-spec.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import { newFile } from '../../files/small-file.ts'
import type { ReadableDb } from '../file/connection.ts'
import { snapshot } from '../file/snapshot.ts'
import { aboutLines, aboutOf, type ExportAboutFile } from './about.ts'
import { asKnown } from './export.ts'
import { ParquetRows } from './format/parquet-rows.ts'
import { textFormatOf } from './format/text-lines.ts'
import { writeWorkbook } from './format/workbook.ts'
import { filmsOf } from './source/film-source.ts'
import { givenRows } from './source/given-rows.ts'
import type { RowSource } from './source/row-source.ts'
import { type FilmPages, pastFilmsOf } from './source/shown-films.ts'
import { tableRowsOf } from './source/table-rows.ts'
import { type ExportTarget, removeParts } from './target.ts'

export interface WriteDeps {
  onProgress: (progress: ExportProgress) => void
  /** Epoch milliseconds. */
  now: () => number
  /** The program, as a file tells it: `YTS Explorer 0.1.0`. */
  program: string
}

/** Milliseconds between two words on how far it is. */
const tellEveryMs = 100

/** What rows come from: the database, null where there is none, and the reader, for films as they were. */
export interface ExportInput {
  db: ReadableDb | null
  reader: () => FilmPages
}

/** The rows of a source. */
export function rowsOf({ db, reader }: ExportInput, source: ExportSource): RowSource | Promise<RowSource> {
  if (source.kind === 'rows') return givenRows(source)
  if (db === null) throw new KnownError('not_found', 'There is nothing to export yet: no load was published.')
  if (source.kind === 'table') return tableRowsOf(db, source)
  return source.filter.asOf ? pastFilmsOf(reader(), source) : filmsOf(db, source)
}

/**
 * Writes an export in one read of the database, whatever loads do meanwhile. The file appears whole or not at all, and holds as many rows
 * as the source has.
 *
 * @throws KnownError `bad_input` for a column that is not there, `conflict` when rows are missing in the end, `disk_full`, `read_only`,
 * `not_found` where the folder is gone
 */
export async function writeExport(
  input: ExportInput,
  spec: ExportSpec,
  target: ExportTarget,
  deps: WriteDeps,
): Promise<Written> {
  try {
    await (await open(target.part, newFile, 0o666)).close()
    const { written, about } = await inSnapshot(input, async () => {
      const source = await rowsOf(input, spec.source)
      const told = aboutOf(input.db, spec, deps)
      return { written: await writeRows(spec, source, told, target.part, deps), about: told }
    })
    if (target.sidecar) await writeSidecar(target, { ...about, ...written })
    await rename(target.part, target.file)
    if (target.sidecar) await rename(target.sidecar.part, target.sidecar.file)
    return written
  } catch (error) {
    await removeParts(target)
    throw asKnown(error)
  }
}

/**
 * The rows as text for the clipboard.
 *
 * @throws KnownError `bad_input` for more than it is given at most
 */
export async function exportText(input: ExportInput, spec: ExportSpec): Promise<{ text: string; rows: number }> {
  return inSnapshot(input, async () => {
    const source = await rowsOf(input, spec.source)
    const format = textFormatOf(spec, source.columns)
    if (!format) throw new KnownError('bad_input', 'That format is written to files only.')
    if (source.total > mostCopied.rows)
      throw new KnownError('bad_input', `The clipboard takes ${mostCopied.rows} rows at most. Write a file instead.`)
    let text = format.head
    for await (const rows of source.chunks()) {
      text += format.lines(rows)
      if (text.length > mostCopied.characters)
        throw new KnownError('bad_input', 'That is more text than the clipboard takes. Write a file instead.')
    }
    return { text, rows: source.total }
  })
}

function inSnapshot<T>({ db }: ExportInput, reads: () => Promise<T>): Promise<T> {
  return db ? snapshot(db, reads) : reads()
}

async function writeRows(
  spec: ExportSpec,
  source: RowSource,
  about: ExportAboutFile,
  file: string,
  { onProgress, now }: WriteDeps,
): Promise<Written> {
  let rows = 0
  let told = now()
  onProgress({ rows, total: source.total })
  const wrote = async (more: number): Promise<void> => {
    rows += more
    if (now() - told < tellEveryMs) return
    told = now()
    onProgress({ rows, total: source.total })
    // What is told leaves, and what comes in is heard.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { sheets, cut } = await writeFormat(spec, source, about, file, wrote)
  if (rows !== source.total)
    throw new KnownError('conflict', 'The catalogue changed while it was exported. Nothing was written; export again.')
  onProgress({ rows, total: source.total })
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
    return { rows, bytes: (await handle.stat()).size, sheets, cut }
  } finally {
    await handle.close()
  }
}

async function writeFormat(
  spec: ExportSpec,
  source: RowSource,
  about: ExportAboutFile,
  file: string,
  wrote: (rows: number) => Promise<void>,
): Promise<{ sheets: number; cut: number }> {
  if (spec.format === 'xlsx') {
    const lines = (outcome: { sheets: number; cut: number }) => aboutLines({ ...about, ...outcome, rows: source.total })
    return writeWorkbook(file, source, { title: spec.about.title, about: lines, wrote })
  }
  if (spec.format === 'parquet') {
    const parquet = new ParquetRows(file, source.columns)
    try {
      for await (const rows of source.chunks()) {
        parquet.write(rows)
        await wrote(rows.length)
      }
      parquet.end()
    } finally {
      parquet.close()
    }
    return { sheets: 1, cut: 0 }
  }
  const format = textFormatOf(spec, source.columns)
  if (!format) throw new Error(`no such format: ${spec.format}`)
  const handle = await open(file, 'r+')
  try {
    await handle.writeFile(format.head)
    for await (const rows of source.chunks()) {
      await handle.writeFile(format.lines(rows))
      await wrote(rows.length)
    }
  } finally {
    await handle.close()
  }
  return { sheets: 1, cut: 0 }
}

async function writeSidecar({ part, sidecar }: ExportTarget, about: ExportAboutFile & Written): Promise<void> {
  if (!sidecar) return
  const hash = createHash('sha256')
  await pipeline(createReadStream(part), hash)
  const handle = await open(sidecar.part, newFile, 0o666)
  try {
    await handle.writeFile(`${JSON.stringify({ ...about, sha256: hash.digest('hex') }, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
