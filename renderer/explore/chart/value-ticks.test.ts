import fc from 'fast-check'
import { expect, it } from 'vitest'
import { measureIds } from '../../../shared/model/measures.ts'
import { isLevel, ticksAround, ticksOf } from './value-ticks.ts'

const number = fc.oneof(
  fc.integer({ min: 0, max: 1_000_000 }),
  fc.double({ min: 0, max: 10, noNaN: true }),
  fc.constant(Number.NaN),
)

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
