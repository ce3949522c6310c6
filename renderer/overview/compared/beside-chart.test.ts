import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MemberBucket, Overview } from '../../../shared/contract/explore.ts'
import { emptyFilter, filterKey, type MovieFilter } from '../../../shared/filter/filter.ts'
import { plotPicture, plotSize, type Tokens } from '../../charts/files/chart-picture.tsx'
import { memberChart } from '../charts/member-chart.ts'
import { rangeChart } from '../charts/range-chart.ts'
import { spreadChart } from '../charts/spread-chart.ts'
import { type Beside, besideChart } from './beside-chart.ts'
import { holding } from './holding.ts'
import { placesOfB } from './places-of-b.ts'

const tokens: Tokens = () => 'rgb(0, 0, 0)'
const years = (counts: readonly number[]) => counts.map((count, at) => ({ key: 1980 + at, all: 99, count }))
const languages = (counts: readonly number[]) =>
  counts.map(
    (count, at): MemberBucket => ({
      key: at === 2 ? '' : `l${at}`,
      label: `L${at}`,
      all: 100 - at,
      count,
      weight: count,
      allWeight: 100 - at,
    }),
  )
const point = (key: number, n: number, mean: number) => ({ key, n, mean, p25: mean - 1, p75: mean + 1 })
/** An overview of a side with what these charts ask of it. */
const sideOf = (counts: readonly number[], matched: number, mean: number): Overview =>
  ({
    matched,
    by: { year: years(counts), language: languages(counts) },
    heats: {},
    spreads: { rating_by_year: [point(1980, 3, mean), point(1981, 2, mean)] },
  }) as unknown as Overview

const chartsOf = (beside: Beside, filter: MovieFilter) => {
  const { a, b } = beside
  const { where } = filter
  return [
    besideChart(
      rangeChart({ id: 'year', counts: a.by.year, clause: where.year, unknown: 1, publishedAt: null }),
      'year',
      beside,
      placesOfB('year', b, 'films'),
    ),
    besideChart(
      memberChart('language', a.by.language, where.language, 'films'),
      'language',
      beside,
      placesOfB('language', b, 'films'),
    ),
  ]
}
const someCounts = fc.array(fc.nat(500), { minLength: 20, maxLength: 20 })
const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)

describe('a chart of two sides', () => {
  it('has all films of each side, those of the bar of all others too, and draws B where it says', () => {
    fc.assert(
      fc.property(someCounts, someCounts, fc.double({ min: 0.1, max: 9, noNaN: true }), (own, other, factor) => {
        const beside = { a: sideOf(own, total(own), 6), b: sideOf(other, total(other), 7), factor }
        for (const { model, side } of chartsOf(beside, emptyFilter())) {
          expect(side).toBe('A')
          expect(total(model.drawing.marks.map(({ value }) => value))).toBe(total(own))
          expect(total(model.drawing.marks.map(({ all }) => all))).toBe(total(other))
          expect(model.table().rows).toHaveLength(model.drawing.marks.length)
          const svg = plotPicture(model, tokens, plotSize(model))
          expect(svg).toMatch(/class="[^"]*outline"/)
          expect(svg).not.toMatch(/NaN|Infinity|class="[^"]*ghost"/)
          expect(model.notes.at(-1)).toBe(
            `Outlined: B${factor === 1 ? '' : ', drawn as if it had as many films as A'}.`,
          )
        }
      }),
      { numRuns: 40 },
    )
  })

  it('tells no difference where both sides are the same', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        const side = sideOf(counts, total(counts), 6)
        for (const { model } of chartsOf({ a: side, b: side, factor: 1 }, emptyFilter()))
          for (const [at, { value, all }] of model.drawing.marks.entries()) {
            expect(value).toBe(all)
            expect(model.tip(at).lines.at(-1)).toEqual({ label: 'difference', value: '0.0 points' })
          }
      }),
      { numRuns: 20 },
    )
  })

  it('says how many films of B have no place among those of A', () => {
    const a = sideOf([1, 2, 3], 6, 6)
    const b = { ...sideOf([3, 2, 1], 6, 6), by: { ...sideOf([3, 2, 1], 6, 6).by, year: years([3, 2, 1, 4]) } }
    const [chart] = chartsOf({ a, b: b as Overview, factor: 1 }, emptyFilter())
    expect(chart?.model.notes.at(-1)).toBe('4 of B have no place here.')
  })

  it('has B as a dashed line over means, inside the axis', () => {
    const beside = { a: sideOf([1, 2, 3], 6, 6), b: sideOf([3, 2, 1], 6, 1.5), factor: 1 }
    const { a, b } = beside
    const made = spreadChart('rating_by_year', a.spreads.rating_by_year, a.by.year, emptyFilter().where.year)
    const { model } = besideChart(made, 'rating_by_year', beside, placesOfB('rating_by_year', b, 'films'))
    expect(model.drawing.kind === 'spread' && model.drawing.domain[0]).toBe(1)
    expect(plotPicture(model, tokens, plotSize(model))).toMatch(/<path[^>]* class="[^"]*mean-line other"/)
    expect(model.tip(0).lines.slice(-2)).toEqual([
      { label: 'mean of B', value: '1.50, n = 3' },
      { label: 'difference', value: '+4.50' },
    ])
    expect(model.tip(2).lines.at(-1)?.value).toBe('—')
  })
})

describe('clauses that stand beside others', () => {
  const filter = emptyFilter()
  filter.where.year.in = [[1990, 1999]]
  filter.where.genre.any = ['drama']

  it('are left aside by no chart and keep the same films: the mark is among them, not in their place', () => {
    const held = holding(['year'])(filter)
    expect(held.where.year.in).toEqual([])
    expect(held.also).toEqual([{ dimension: 'year', clause: filter.where.year }])
    expect(held.where.genre).toEqual(filter.where.genre)
    expect(filterKey(holding(['language'])(filter))).toBe(filterKey(filter))
    const chart = besideChart(
      memberChart('language', languages([1, 2, 3]), filter.where.language, 'films'),
      'language',
      { a: sideOf([1, 2, 3], 6, 6), b: sideOf([1, 2, 3], 6, 6), factor: 1 },
      { own: ['language', 'year'], counts: new Map() },
    )
    const behind = chart.behind(0)(filter)
    expect(behind.where.language.any).toEqual(['l0'])
    expect(behind.also).toEqual(held.also)
  })

  it('stay where they are when the filter has no room', () => {
    const full = {
      ...filter,
      also: Array.from({ length: 12 }, () => ({
        dimension: 'language' as const,
        clause: { any: ['en'], none: [] },
      })),
    }
    expect(holding(['year'])(full)).toBe(full)
  })
})
