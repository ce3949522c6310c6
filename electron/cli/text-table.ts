/** Lines of an aligned table: text to the left, numbers to the right; `line` writes further rows in the same widths. */
export function textTable(
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
): { lines: string[]; line: (row: readonly unknown[]) => string } {
  const cells = rows.map((row) => row.map(plain))
  const names = columns.map(plain)
  const widths = names.map((name, index) =>
    cells.reduce((width, row) => Math.max(width, row[index]?.length ?? 0), name.length),
  )
  const numeric = columns.map(
    (_, index) => rows.length > 0 && rows.every((row) => row[index] === null || isNumber(row[index])),
  )
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => (numeric[index] ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd()
  return {
    lines: [line(names), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)],
    line: (row) => line(row.map(plain)),
  }
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint'
}

/** One line of printable text: data must not be able to move the cursor of a terminal. */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return ''
  return String(value)
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/\p{Cc}|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '')
}
