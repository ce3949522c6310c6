import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundedNumber, readNumber, writeNumber } from './number-text.ts'

describe('typed numbers', () => {
  it.each([
    ['6.5', 6.5],
    ['6,5', 6.5],
    ['0,5', 0.5],
    [',5', 0.5],
    ['6,', 6],
    ['0,500', 0.5],
    ['1,500', 1500],
    ['1,234,567.8', 1_234_567.8],
    [' 7 ', 7],
    ['−3', -3],
  ])('a decimal comma is a decimal sign, thousands are thousands: %s', (text, number) =>
    expect(readNumber(text)).toBe(number),
  )

  it.each(['6,5,1', '1,50,000', 'six', '6x', '1e3', '0x10', '6 5', '.', ',', '--1', '½'])(
    'what is no number is refused, never read in part: %s',
    (text) => expect(readNumber(text)).toBeUndefined(),
  )

  it('nothing is no number and no fault', () => {
    expect(readNumber('  ')).toBeNull()
    expect(writeNumber(null)).toBe('')
  })

  it('what a field shows is read as the same number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_999_999, max: 9_999_999 }), (thousandths) => {
        const number = thousandths / 1000
        expect(readNumber(writeNumber(number))).toBe(number)
      }),
    )
  })

  it('is clipped at both ends', () => {
    expect(boundedNumber(-1, 0, 10)).toBe(0)
    expect(boundedNumber(11, 0, 10)).toBe(10)
    expect(boundedNumber(11)).toBe(11)
  })
})
