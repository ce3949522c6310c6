import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CellValue, toTsv } from './tsv.ts'

/** Reads it back as a spreadsheet does. */
function parse(text: string): string[][] {
  const rows: string[][] = [['']]
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const row = rows.at(-1) ?? []
    const last = row.length - 1
    const char = text[i] ?? ''
    if (quoted && char === '"' && text[i + 1] === '"') {
      row[last] += '"'
      i++
    } else if (char === '"' && (quoted || row[last] === '')) quoted = !quoted
    else if (!quoted && char === '\t') row.push('')
    else if (!quoted && char === '\n') rows.push([''])
    else row[last] += char
  }
  return rows
}

describe('TSV', () => {
  it('comes back as it went, cell for cell', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', '\r', 'é', '映', ' ', ',') })
    const cell: fc.Arbitrary<CellValue> = fc.oneof(text, fc.integer(), fc.constant(null))
    const table = fc.integer({ min: 1, max: 4 }).chain((width) => {
      const row = fc.array(cell, { minLength: width, maxLength: width })
      return fc.array(row, { minLength: 1, maxLength: 5 })
    })
    fc.assert(
      fc.property(table, (rows) => {
        const expected = rows.map((row) =>
          row.map((value) => {
            const plain = value === null ? '' : String(value)
            return typeof value === 'string' && /^[\t\r]/.test(value) ? `'${plain}` : plain
          }),
        )
        expect(parse(toTsv(rows, null))).toEqual(expected)
      }),
    )
  })

  it('keeps numbers bare and text from being run as a formula', () => {
    expect(toTsv([['=1+1', -7.5, null, '@x']], ['Title', 'Rating', 'Year', 'Code'])).toBe(
      "Title\tRating\tYear\tCode\n'=1+1\t-7.5\t\t'@x",
    )
  })
})
