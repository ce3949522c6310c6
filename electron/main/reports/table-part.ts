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

/**
 * A table; its head stands on every page again. Beyond the rows that a report has, how many there are is said.
 *
 * @param mostColumns columns that fit beside each other: of a wider table the rest follow below, each time with the first column
 */
export function tablePart(part: ReportPartOf<'table'>, mostColumns: number): string {
  const { title, notes, columns, rows, total } = part
  const told = rows.length < total ? [`The first ${counts.format(rows.length)} of ${counts.format(total)} rows.`] : []
  const pieces = piecesOf(columns.length, mostColumns)
  const lines = [...told, ...notes]
  return [
    '<section class="table">',
    `<h2>${escaped(title)} <span class="counted">${counts.format(total)} ${total === 1 ? 'row' : 'rows'}</span></h2>`,
    ...(lines.length > 0 ? [`<p class="note">${escaped(lines.join(' '))}</p>`] : []),
    ...pieces.map((piece, at) => {
      const which = pieces.length > 1 ? `<p class="note">Part ${at + 1} of ${pieces.length}, by columns.</p>\n` : ''
      return which + pieceOf(part, piece)
    }),
    '</section>',
  ].join('\n')
}

/** The places of the columns of each piece. */
function piecesOf(columns: number, most: number): number[][] {
  const all = Array.from({ length: columns }, (_, at) => at)
  if (columns <= most) return [all]
  const pieces: number[][] = []
  for (let from = 1; from < columns; from += most - 1) pieces.push([0, ...all.slice(from, from + most - 1)])
  return pieces
}

function pieceOf({ columns, rows }: ReportPartOf<'table'>, piece: readonly number[]): string {
  const kindOf = (at: number) => (columns[at]?.numeric ? ' class="number"' : '')
  const head = piece.map((at) => `<th scope="col"${kindOf(at)}>${escaped(columns[at]?.label ?? '')}</th>`)
  return [
    '<div class="scroll"><table>',
    `<thead><tr>${head.join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map(
      (row) => `<tr>${piece.map((at) => `<td${kindOf(at)}><bdi>${escaped(row[at] ?? '')}</bdi></td>`).join('')}</tr>`,
    ),
    '</tbody></table></div>',
  ].join('\n')
}
