import { type ColumnKind, cellCharacters } from '../../../../shared/export/export-spec.ts'
import type { ExportCell, ExportColumn, ExportRow } from '../source/row-source.ts'

// The XML of a sheet of a workbook (ECMA-376): what is said here is as much of it as such a sheet needs.

/** The formats of cells, by their place in `stylesXml`. */
const styles: Readonly<Record<ColumnKind | 'head', number>> = {
  text: 0,
  list: 0,
  integer: 1,
  decimal: 2,
  share: 3,
  date: 4,
  instant: 5,
  head: 6,
}
export const numberFormats = ['0', '0.0###', '0.0%', 'yyyy\\-mm\\-dd', 'yyyy\\-mm\\-dd\\ hh:mm:ss'] as const

const dayMs = 86_400_000
/** Day 0 of a sheet. Its calendar is right from the first of March 1900 on, which is day 61. */
const epoch = Date.UTC(1899, 11, 30)
const firstRightDay = 61
/** Whole numbers from here on have more digits than a sheet keeps. */
const tooManyDigits = 1e15

/** What is told at the end of texts that were too long for a cell. */
export interface CutCount {
  cut: number
}

/** Text of a cell: markup as entities, and characters that no XML may hold in the form that sheets have for them. */
export function xmlText(text: string): string {
  return text
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (sign) =>
      sign === '\t' || sign === '\n' ? sign : `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replace(/\p{Cs}/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** The first characters of a text that a cell can hold, no character halved. */
function fitting(text: string, counted: CutCount): string {
  if (text.length <= cellCharacters) return text
  counted.cut++
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(cellCharacters - 1))
  return text.slice(0, isHalf ? cellCharacters - 1 : cellCharacters)
}

function textCell(at: string, text: string, style: number, counted: CutCount): string {
  const s = style === 0 ? '' : ` s="${style}"`
  return `<c r="${at}"${s} t="inlineStr"><is><t xml:space="preserve">${xmlText(fitting(text, counted))}</t></is></c>`
}

function numberCell(at: string, value: number, style: number): string {
  return `<c r="${at}" s="${style}"><v>${value}</v></c>`
}

/** A cell at a place such as `B7`; nothing where nothing is known. */
function cellXml(at: string, kind: ColumnKind, cell: ExportCell, counted: CutCount): string {
  if (cell === null) return ''
  if (typeof cell === 'object') return textCell(at, cell.join(', '), 0, counted)
  if (kind === 'date' && typeof cell === 'string') {
    const day = (Date.parse(`${cell}T00:00:00Z`) - epoch) / dayMs
    return Number.isInteger(day) && day >= firstRightDay
      ? numberCell(at, day, styles.date)
      : textCell(at, cell, 0, counted)
  }
  if (typeof cell === 'string') return textCell(at, cell, 0, counted)
  if (!Number.isFinite(cell)) return ''
  if (kind === 'instant') {
    const day = (cell - epoch) / dayMs
    return day >= firstRightDay ? numberCell(at, day, styles.instant) : textCell(at, String(cell), 0, counted)
  }
  if (Number.isInteger(cell) && Math.abs(cell) >= tooManyDigits)
    return textCell(at, BigInt(cell).toString(), 0, counted)
  return numberCell(at, cell, styles[kind])
}

/** Rows of a sheet, the first of them its row number `from`. */
export function rowsXml(
  columns: readonly ExportColumn[],
  rows: readonly ExportRow[],
  from: number,
  counted: CutCount,
): string {
  const names = columns.map((_, index) => columnName(index))
  let xml = ''
  let at = from
  for (const row of rows) {
    xml += `<row r="${at}">`
    for (let index = 0; index < columns.length; index++)
      xml += cellXml(`${names[index]}${at}`, (columns[index] as ExportColumn).kind, row[index] ?? null, counted)
    xml += '</row>'
    at++
  }
  return xml
}

/** The name of a column of a sheet: 0 is A, 26 is AA. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

/** A sheet up to its first row of values: its header stays in sight, its columns are as wide as `widths` says, in characters. */
export function sheetBegin(columns: readonly ExportColumn[], widths: readonly number[], counted: CutCount): string {
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">',
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>',
    ...widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`),
    '</cols><sheetData><row r="1">',
    ...columns.map(({ label }, index) => textCell(`${columnName(index)}1`, label, styles.head, counted)),
    '</row>',
  ].join('')
}

/** The end of a sheet of so many columns and rows, the header among them: each column can be filtered. */
export function sheetEnd(columns: number, rows: number): string {
  return `</sheetData><autoFilter ref="A1:${columnName(columns - 1)}${rows}"/></worksheet>`
}
