import { describe, expect, it } from 'vitest'
import { csvHeader, csvRow } from './export-csv.ts'

describe('CSV', () => {
  it('quotes text by RFC 4180 and leaves numbers and nulls bare', () => {
    expect(csvRow(['a "b", c', 'line\nbreak', -4.5, 0, null, ''])).toBe('"a ""b"", c","line\nbreak",-4.5,0,,""\r\n')
    expect(csvHeader(['movie_id', 'title'])).toBe('"movie_id","title"\r\n')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\0=1', '\uFF1D1', '\uFF0B1', '\uFF0D1', '\uFF201'])(
    'keeps a spreadsheet from taking %j for a formula',
    (text) => expect(csvRow([text])).toBe(`"'${text}"\r\n`),
  )
})
