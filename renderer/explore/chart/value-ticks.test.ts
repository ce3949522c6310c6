import fc from 'fast-check'
import { expect, it } from 'vitest'
import { measureIds } from '../../../shared/model/measures.ts'
import { isLevel, ticksAround, ticksOf } from './value-ticks.ts'

const number = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000 }),
  fc.double({ min: 0, max: 10, noNaN: true }),
  fc.constant(Number.NaN),
)

/** What a label says, as a number. */
function said(label: string): number {
  const [, digits = '', sign = ''] = /^([-\d.,]+)(k|m|bn|%|)$/i.exec(label) ?? []
  const factor = { k: 1e3, m: 1e6, bn: 1e9, '%': 0.01 }[sign.toLowerCase()] ?? 1
  return Number(digits.replaceAll(',', '')) * factor
}

it('an axis names its numbers as they are, however near to one another', () => {
  expect(ticksAround([5.64, 6.4], 'mean_rating', false).ticks.map(({ label }) => label)).toContain('6.25')
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 1, maxLength: 20 }),
      fc.constantFrom(...measureIds),
      fc.constantFrom(ticksOf, ticksAround),
      (values, measure, make) => {
        for (const { at, label } of make(values, measure, !isLevel(measure)).ticks) {
          expect(Math.abs(said(label) - at)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(at)))
        }
      },
    ),
  )
})

it('numbers that differ by the dust of adding have one axis', () => {
  for (const values of [
    [5, 5 + 1e-15],
    [0, 5e-324],
    [0.1 + 0.2, 0.3],
    [1e6, 1e6 + 1e-9],
  ]) {
    for (const make of [ticksOf, ticksAround]) {
      const ticks = make(values, 'mean_rating', false).ticks.length
      expect(ticks).toBeGreaterThan(1)
      expect(ticks).toBeLessThan(14)
    }
  }
})

it('every number is between the ends of its axis, and at least two numbers are named, in their order', () => {
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 1, maxLength: 20 }),
      fc.constantFrom(...measureIds),
      fc.boolean(),
      fc.constantFrom(ticksOf, ticksAround),
      (values, measure, isSigned, make) => {
        const shown = isSigned ? values.map((value, at) => (at % 2 === 0 ? value : -value)) : values
        const { domain, ticks } = make(shown, measure, !isLevel(measure))
        const slack = 1e-9 * Math.max(1, ...domain.map(Math.abs))
        for (const value of shown) {
          if (Number.isNaN(value)) continue
          expect(value).toBeGreaterThanOrEqual(domain[0] - slack)
          expect(value).toBeLessThanOrEqual(domain[1] + slack)
        }
        expect(ticks.length).toBeGreaterThan(1)
        expect(ticks.length).toBeLessThan(14)
        const at = ticks.map((tick) => tick.at)
        expect(at).toEqual(at.toSorted((a, b) => a - b))
        expect(at[0]).toBeGreaterThanOrEqual(domain[0] - slack)
        expect(at.at(-1)).toBeLessThanOrEqual(domain[1] + slack)
      },
    ),
  )
})
