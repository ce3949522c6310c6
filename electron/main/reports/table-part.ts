import type { ReportPartOf } from '../../../shared/report/report-spec.ts'

/** Text for HTML, in an element or an attribute. What no document may hold is left out. */
export function escaped(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

const counts = new Intl.NumberFormat('en')

/** The sizes that a table is printed in, the largest first, with the millimetres that a character takes in it. */
const sizes = [
  { name: '', character: 1.75 },
  { name: 'small', character: 1.46 },
  { name: 'smaller', character: 1.27 },
] as const
/** Characters of a text column at most, beyond which it goes on in the next line; and those that a column's gap takes. */
const column = { text: 28, gap: 1.5 }

/**
 * A table; its head stands on every page again. Beyond the rows that a report has, how many there are is said.
 *
 * @param millimetres that it may be wide: a wide table is printed smaller, and a wider one in pieces below each other, each with the
 * first column; null = as wide as it is
 */
export function tablePart(part: ReportPartOf<'table'>, millimetres: number | null): string {
  const { title, notes, rows, total } = part
  const told = rows.length < total ? [`The first ${counts.format(rows.length)} of ${counts.format(total)} rows.`] : []
  const { pieces, size } = piecesOf(part, millimetres)
  const lines = [...told, ...notes]
  return [
    '<section class="table">',
    `<h2>${escaped(title)} <span class="counted">${counts.format(total)} ${total === 1 ? 'row' : 'rows'}</span></h2>`,
    ...(lines.length > 0 ? [`<p class="note">${escaped(lines.join(' '))}</p>`] : []),
    ...pieces.map((piece, at) => {
      const which = pieces.length > 1 ? `<p class="note">Part ${at + 1} of ${pieces.length}, by columns.</p>\n` : ''
      return which + pieceOf(part, piece, size)
    }),
    '</section>',
  ].join('\n')
}

/** Characters that each column takes about: of a head its longest word. */
function charactersOf({ columns, rows }: ReportPartOf<'table'>): number[] {
  return columns.map(({ label, numeric }, at) => {
    const word = label.split(' ').reduce((most, each) => Math.max(most, each.length), 1)
    const cell = rows.reduce((most, row) => Math.max(most, row[at]?.length ?? 0), 1)
    return Math.max(word, numeric ? cell : Math.min(cell, column.text)) + column.gap
  })
}

/** The places of the columns of each piece, as few as there can be, and the largest letters in which they fit. */
function piecesOf(part: ReportPartOf<'table'>, millimetres: number | null): { pieces: number[][]; size: string } {
  const all = part.columns.map((_, at) => at)
  if (millimetres === null) return { pieces: [all], size: '' }
  const characters = charactersOf(part)
  const whole = characters.reduce((sum, each) => sum + each, 0)
  const fits = sizes.find(({ character }) => whole * character <= millimetres)
  if (fits) return { pieces: [all], size: fits.name }
  const { name, character } = sizes[2]
  const first = characters[0] ?? 0
  const pieces: number[][] = []
  let room = 0
  for (const at of all.slice(1)) {
    const needed = characters[at] ?? 0
    if (pieces.length === 0 || needed > room) {
      pieces.push([0])
      room = millimetres / character - first
    }
    pieces.at(-1)?.push(at)
    room -= needed
  }
  return { pieces: pieces.length > 0 ? pieces : [all], size: name }
}

function pieceOf({ columns, rows }: ReportPartOf<'table'>, piece: readonly number[], size: string): string {
  const cell = (name: string, at: number, text: string) => {
    // A word that is longer than a column is wide is broken anywhere; others never.
    const isLong = text.split(/\s/).some((word) => word.length > column.text)
    const kinds = [...(columns[at]?.numeric ? ['number'] : []), ...(isLong ? ['long'] : [])]
    return `<${name}${kinds.length > 0 ? ` class="${kinds.join(' ')}"` : ''}>${escaped(text)}</${name.split(' ')[0]}>`
  }
  const head = piece.map((at) => cell('th scope="col"', at, columns[at]?.label ?? ''))
  return [
    `<div class="scroll"><table${size ? ` class="${size}"` : ''}>`,
    `<thead><tr>${head.join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map((row) => `<tr>${piece.map((at) => cell('td dir="auto"', at, row[at] ?? '')).join('')}</tr>`),
    '</tbody></table></div>',
  ].join('\n')
}
