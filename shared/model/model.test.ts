import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chartIds, charts } from './charts.ts'
import { dimensionIds, dimensionOf, memberIds, rangeIds, setIds, shownIds } from './dimensions.ts'
import { leastOf, listedMeasureIds, measureIds, measureOf, measures, shareRatedIds } from './measures.ts'

describe('the model', () => {
  it('puts every dimension into one kind, and every one where facets and chips stand', () => {
    expect([...rangeIds, ...memberIds, ...setIds].sort()).toEqual([...dimensionIds].sort())
    expect([...shownIds].sort()).toEqual([...dimensionIds].sort())
  })

  it('names no table, key, grid column or chart twice', () => {
    const all = dimensionIds.map(dimensionOf)
    for (const names of [
      all.map(({ gold }) => gold.table),
      all.map(({ gold }) => gold.key),
      all.map(({ column }) => column.key),
      all.map(({ label }) => label),
      Object.values(charts).map(({ title }) => title),
    ])
      expect(new Set(names).size).toBe(names.length)
  })

  it('gives every column of a dimension its name once, and the name it is known by', () => {
    for (const { gold } of dimensionIds.map(dimensionOf)) {
      const columns = [gold.key, gold.value.column, ...gold.attributes.map(({ column }) => column)]
      expect(new Set(columns).size, gold.table).toBe(columns.length)
      if (gold.name) expect(columns).toContain(gold.name)
    }
  })

  it('has every chart on the Overview once, of dimensions, buckets and measures that there are', () => {
    expect([...chartIds].sort()).toEqual(Object.keys(charts).sort())
    for (const { axes, measures: named } of Object.values(charts)) {
      for (const { dimension, bucket } of axes) {
        const described = dimensionOf(dimension)
        const buckets = described.kind === 'range' ? described.buckets.map(({ id }) => id) : [undefined]
        expect(buckets).toContain(bucket)
      }
      for (const measure of named) expect(measures).toHaveProperty(measure)
    }
  })

  it('draws a spread of how many, their mean and the ends of their middle half, all of one range', () => {
    for (const { drawing, axes, measures: named } of Object.values(charts)) {
      if (drawing !== 'spread') continue
      const measured = named.map(measureOf)
      expect(axes).toHaveLength(1)
      expect(measured.map(({ sql }) => /^(COUNT|AVG|percentile_cont)\b/.exec(sql)?.[1])).toEqual([
        ...['COUNT', 'AVG', 'percentile_cont', 'percentile_cont'],
      ])
      const of = new Set(measured.map((measure) => measure.of))
      expect(of.size).toBe(1)
      expect(rangeIds).toContain([...of][0])
    }
  })

  it('puts every value of a range into the one bucket whose range holds it, and back from its steps', () => {
    for (const dimension of rangeIds.map((id) => dimensionOf(id))) {
      const { steps, bounds, buckets } = dimension
      const value = fc.integer({ min: steps.to(bounds.min), max: steps.to(bounds.max) }).map((step) => steps.from(step))
      fc.assert(
        fc.property(value, (some) => {
          expect(steps.from(steps.to(some))).toBe(some)
          for (const { of, range, keys } of buckets) {
            const key = of(some)
            const [low, high] = range(key)
            expect(some >= low && some <= high, `${some} in ${low}–${high}`).toBe(true)
            expect(keys(key, key)).toContain(key)
            expect(of(low)).toBe(key)
            const after = steps.from(steps.to(high) + 1)
            if (after <= bounds.max) expect(of(after)).toBeGreaterThan(key)
          }
        }),
      )
    }
  })
})

describe('measures that differ by a number alone', () => {
  it('are in lists once, and say their number', () => {
    const ids = measureIds.filter((id) => !Number.isNaN(leastOf(id)))
    expect([...shareRatedIds].sort()).toEqual([...ids].sort())
    expect(listedMeasureIds.filter((id) => ids.includes(id))).toEqual(['share_well_rated'])
    expect(shareRatedIds.map(leastOf)).toEqual([5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9])
    for (const id of ids) {
      expect(measureOf(id).label).toContain(leastOf(id).toFixed(1))
      expect(measureOf(id).sql).toContain(`>= ${leastOf(id)})`)
    }
    const names = measureIds.map((id) => measureOf(id).sqlName)
    expect(new Set(names).size).toBe(names.length)
  })
})
