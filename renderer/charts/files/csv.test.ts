import { describe, expect, it } from 'vitest'
import { tableToCsv } from './csv.ts'

describe('CSV', () => {
  it('quotes what needs it and disarms formulas', () => {
    const table = {
      columns: [
        { label: 'Genre', numeric: false },
        { label: 'Films', numeric: true },
      ],
      rows: [
        ['a,"b"', 3],
        ['=1+1', -2],
        [null, 0.5],
      ],
    }
    expect(tableToCsv(table)).toBe('Genre,Films\r\n"a,""b""",3\r\n\'=1+1,-2\r\n,0.5\r\n')
  })
})
