import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8Length, utf8Text } from './utf8.ts'

describe('UTF-8 without Node', () => {
  it('counts as Node does, halves of pairs too', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text))
      }),
    )
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => utf8Length(text) === Buffer.byteLength(text)))
  })

  it('reads as Node does, whatever the bytes are', () => {
    // Bytes at the edges of what may follow, more often than chance brings them together.
    const edge = fc.constantFrom(0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0)
    const lead = fc.constantFrom(0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff)
    fc.assert(
      fc.property(fc.array(fc.oneof(edge, lead, fc.nat(255))), (bytes) => {
        expect(utf8Text(bytes)).toBe(Buffer.from(bytes).toString('utf8'))
      }),
      { numRuns: 2000 },
    )
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => utf8Text([...Buffer.from(text)]) === text))
  })
})
