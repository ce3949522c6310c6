import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dimensionIds } from '../dimensions.ts'
import { axisDimension, axisIds, derivedDimensions, derivedIds, isAnyRange, isAnySet, isDerived } from './derived.ts'

describe('derived dimensions', () => {
  it('stand behind all that have a table, under names of their own', () => {
    expect([...axisIds].sort()).toEqual([...dimensionIds, ...derivedIds].sort())
    expect(axisIds.slice(dimensionIds.length)).toEqual(derivedIds)
    const labels = axisIds.map((id) => axisDimension(id).label)
    expect(new Set(labels).size).toBe(labels.length)
    const titles = axisIds.flatMap((id) => {
      const described = axisDimension(id)
      return described.kind === 'range' ? described.buckets.map(({ title }) => title) : [described.label]
    })
    expect(new Set(titles).size).toBe(titles.length)
    for (const id of derivedIds) expect([isDerived(id), isAnyRange(id), isAnySet(id)]).toEqual([true, true, false])
  })

  it('have a name for every number, one bucket each', () => {
    for (const id of derivedIds) {
      const { buckets, bounds } = derivedDimensions[id]
      const [way] = buckets
      fc.assert(
        fc.property(fc.integer({ min: bounds.min, max: bounds.max }), (value) => {
          expect(way.of(value)).toBe(value)
          expect(way.range(value)).toEqual([value, value])
          expect(way.axis(value)).toMatch(/\w/)
          expect(way.keys(value, value + 2)).toEqual([value, value + 1, value + 2])
        }),
      )
    }
  })

  it('tell the weekday of any day of the calendar, and the years that a film waited', () => {
    const { weekday, wait } = derivedDimensions
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }),
        fc.integer({ min: 1870, max: 2100 }),
        (at, year) => {
          const day = at.getUTCFullYear() * 10_000 + (at.getUTCMonth() + 1) * 100 + at.getUTCDate()
          const name = at.toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' })
          expect(weekday.buckets[0].axis(weekday.of(day) ?? 0)).toBe(name)
          expect(wait.of(day, year)).toBe(at.getUTCFullYear() - year)
        },
      ),
    )
    expect([weekday.of(null), wait.of(null, 1990), wait.of(20200101, null)]).toEqual([null, null, null])
  })
})
