import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { sheetRows } from '../../../../shared/export/export-spec.ts'
import { largest } from '../../../../shared/extremes.ts'
import type { ExportColumn, ExportRow, RowSource } from '../source/row-source.ts'
import { type CutCount, numberFormats, rowsXml, sheetBegin, sheetEnd, xmlText } from './sheet-xml.ts'

/** The least effort: of what it takes longer, hardly anything gets smaller. */
const compressionLevel = 1
/** Characters of the widest and the narrowest column. */
const width = { most: 60, least: 9 } as const

const xml = (content: string): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${content}`)
const office = 'http://schemas.openxmlformats.org'
const main = `${office}/spreadsheetml/2006/main`
const relations = `${office}/officeDocument/2006/relationships`
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function contentTypes(sheets: number): Buffer {
  const parts = Array.from(
    { length: sheets },
    (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${sheetType}.worksheet+xml"/>`,
  )
  return xml(
    `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/>${parts.join('')}</Types>`,
  )
}

function workbookXml(names: readonly string[]): Buffer {
  const sheets = names.map((name, at) => `<sheet name="${attribute(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
  return xml(`<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.join('')}</sheets></workbook>`)
}

function attribute(text: string): string {
  return xmlText(text).replaceAll('"', '&quot;')
}

function workbookRelations(sheets: number): Buffer {
  const parts = Array.from(
    { length: sheets },
    (_, at) => `<Relationship Id="rId${at + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  )
  return xml(
    `<Relationships xmlns="${office}/package/2006/relationships">${parts.join('')}<Relationship Id="rId${sheets + 1}" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
  )
}

function stylesXml(): Buffer {
  const first = 164
  const formats = numberFormats.map((code, at) => `<numFmt numFmtId="${first + at}" formatCode="${attribute(code)}"/>`)
  const cells = numberFormats.map(
    (_, at) => `<xf numFmtId="${first + at}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  )
  return xml(
    `<styleSheet xmlns="${main}"><numFmts count="${formats.length}">${formats.join('')}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${cells.join('')}<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
  )
}

/** Characters that a column needs for its label and its first values. */
function widthsOf(columns: readonly ExportColumn[], rows: readonly ExportRow[]): number[] {
  return columns.map(({ label, kind }, index) => {
    const longest = largest(rows.slice(0, 200).map((row) => textLength(row[index] ?? null)))
    const least = kind === 'instant' ? 20 : kind === 'date' ? 12 : width.least
    return Math.min(width.most, Math.max(least, label.length + 4, longest + 2))
  })
}

function textLength(cell: ExportRow[number]): number {
  return (cell === null ? '' : typeof cell === 'object' ? cell.join(', ') : String(cell)).length
}

export interface WorkbookOutcome {
  sheets: number
  cut: number
}

/** The name of a sheet: at most 31 characters, none of which sheets are refused for. */
function sheetName(title: string, part: number, parts: number): string {
  const tail = parts > 1 ? ` ${part}` : ''
  const plain = title.replaceAll(/[[\]:*?/\\\p{Cc}]/gu, ' ').replaceAll(/^[\s']+|[\s']+$/g, '')
  const name =
    [...plain]
      .slice(0, 31 - tail.length)
      .join('')
      .trim() || 'Rows'
  // Both names are taken: by the sheet about the others, and by Excel itself.
  return /^(about|history)$/i.test(name) ? `${name} rows` : name + tail
}

/**
 * Writes rows as a workbook of Excel: as many sheets as they need, and one about them.
 *
 * @param file a file that is there and empty
 * @param about the lines of the last sheet, each a name and what it is; asked for once the rows are written
 * @param wrote is told of rows as they are written, and may throw to end it
 * @param perSheet rows of a sheet beside its header
 */
export async function writeWorkbook(
  file: string,
  source: RowSource,
  {
    title,
    about,
    wrote,
    perSheet = sheetRows,
  }: {
    title: string
    about: (outcome: WorkbookOutcome) => readonly (readonly [string, string])[]
    wrote: (rows: number) => Promise<void>
    perSheet?: number
  },
): Promise<WorkbookOutcome> {
  const { columns } = source
  const counted: CutCount = { cut: 0 }
  const sheets = Math.max(1, Math.ceil(source.total / perSheet))
  const names = Array.from({ length: sheets }, (_, at) => sheetName(title, at + 1, sheets))
  const zip = new ZipFile()
  const ended = new AbortController()
  zip.on('error', (error) => ended.abort(error))
  const pipe = pipeline(zip.outputStream, createWriteStream(file, { flags: 'r+', flush: true }), {
    signal: ended.signal,
  })
  zip.addBuffer(contentTypes(sheets + 1), '[Content_Types].xml')
  zip.addBuffer(
    xml(
      `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    '_rels/.rels',
  )
  zip.addBuffer(workbookXml([...names, 'About']), 'xl/workbook.xml')
  zip.addBuffer(workbookRelations(sheets + 1), 'xl/_rels/workbook.xml.rels')
  zip.addBuffer(stylesXml(), 'xl/styles.xml')

  const parts = inParts(source.chunks(), perSheet)
  let widths: number[] | null = null
  async function* sheet(): AsyncGenerator<string> {
    const { value: first } = await parts.next()
    widths ??= widthsOf(columns, first?.rows ?? [])
    yield sheetBegin(columns, widths, counted)
    let rows = 0
    for (let part = first; part; part = part.isLast ? undefined : (await parts.next()).value) {
      yield rowsXml(columns, part.rows, rows + 2, counted)
      rows += part.rows.length
      await wrote(part.rows.length)
    }
    yield sheetEnd(columns.length, rows + 1)
  }
  const add = (name: string, content: () => AsyncGenerator<string>): void =>
    zip.addReadStreamLazy(name, { compressionLevel }, (give) => {
      const stream = Readable.from(content(), { objectMode: false })
      stream.on('error', (error) => zip.emit('error', error))
      give(null, stream)
    })
  for (let at = 1; at <= sheets; at++) add(`xl/worksheets/sheet${at}.xml`, sheet)
  add(`xl/worksheets/sheet${sheets + 1}.xml`, async function* () {
    const lines = about({ sheets, cut: counted.cut })
    const both: ExportColumn[] = [
      { label: 'About', kind: 'text' },
      { label: 'Value', kind: 'text' },
    ]
    yield sheetBegin(both, [24, width.most], counted)
    yield rowsXml(both, lines, 2, counted)
    yield sheetEnd(2, lines.length + 1)
  })
  zip.end()
  try {
    await pipe
  } catch (error) {
    throw ended.signal.aborted ? ended.signal.reason : error
  }
  return { sheets, cut: counted.cut }
}

interface Part {
  rows: readonly ExportRow[]
  /** Whether a sheet ends with it. */
  isLast: boolean
}

/** Rows in the pieces that they come in, none of which goes over the end of a sheet. */
async function* inParts(chunks: ReturnType<RowSource['chunks']>, perSheet: number): AsyncGenerator<Part, undefined> {
  let room = perSheet
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; ) {
      const rows = chunk.slice(from, from + room)
      from += rows.length
      room -= rows.length
      yield { rows, isLast: room === 0 }
      if (room === 0) room = perSheet
    }
  }
}
