import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonLines } from './json-lines.ts'

describe('JSON lines', () => {
  it('show exactly the text they were made from', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 2)
        const lines = jsonLines(text, new Set())
        expect(lines.map(({ indent, key, rest }) => indent + key + rest).join('\n')).toBe(text)
      }),
    )
  })

  it('marks the changed fields with all their lines, and nothing else', () => {
    const text = JSON.stringify(
      { title: 'A "quoted": title', genres: ['Drama', 'War'], year: 0, nested: { year: 1 } },
      null,
      2,
    )
    const marked = jsonLines(text, new Set(['genres', 'year'])).filter((line) => line.changed)
    expect(marked.map(({ key, rest }) => (key + rest).trim())).toEqual([
      '"genres": [',
      '"Drama",',
      '"War"',
      '],',
      '"year": 0,',
    ])
  })
})
