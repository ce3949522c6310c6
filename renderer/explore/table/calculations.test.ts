import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pivot, PivotMember } from '../../../shared/contract/questions/pivot.ts'
import { calculationIds } from '../../../shared/explore-arrangement.ts'
import { emptySpec } from '../../../shared/explore-spec.ts'
import { alongText, calculated, isTotalCell, withCalculations } from './calculations.ts'

const number = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -50, max: 50 }) }, fc.constant(Number.NaN))
const numbers = fc.array(number, { maxLength: 30 })
const known = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 30 })
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('calculations over a row of numbers', () => {
  it('give as many numbers, and none where there was none', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom(...calculationIds), (values, id) => {
        const result = calculated(id, values)
        expect(result).toHaveLength(values.length)
        for (const [at, value] of values.entries()) if (Number.isNaN(value)) expect(result[at]).toBeNaN()
      }),
    )
  })

  it('a running total ends with the sum, and its differences are the numbers', () => {
    fc.assert(
      fc.property(known, (values) => {
        const totals = calculated('running_total', values)
        expect(totals.at(-1)).toBe(sum(values))
        expect(calculated('difference', totals).slice(1)).toEqual(values.slice(1))
      }),
    )
  })

  it('differences add up to the difference to the first; percents are differences as parts of what they are to', () => {
    fc.assert(
      fc.property(known, (values) => {
        const steps = calculated('difference', values).slice(1)
        expect(calculated('difference_first', values).at(-1)).toBe(sum(steps))
        for (const [percent, difference, from] of [
          ['percent', 'difference', (at: number) => values[at - 1]],
          ['percent_first', 'difference_first', () => values[0]],
        ] as const) {
          const parts = calculated(percent, values)
          calculated(difference, values).forEach((by, at) => {
            const base = from(at)
            if (base === undefined || base === 0) expect(parts[at]).toBeNaN()
            else expect((parts[at] as number) * base).toBeCloseTo(by, 9)
          })
        }
      }),
    )
  })

  it('ranks go down as numbers do, and the same number has the same rank', () => {
    fc.assert(
      fc.property(known, (values) => {
        const ranks = calculated('rank', values)
        expect(Math.min(...ranks)).toBe(1)
        for (const [i, a] of values.entries()) {
          for (const [j, b] of values.entries()) {
            expect(Math.sign((ranks[i] as number) - (ranks[j] as number)) + 0).toBe(Math.sign(b - a) + 0)
          }
        }
      }),
    )
  })

  it('a mean of neighbours is that of three or five, and none at the ends', () => {
    fc.assert(
      fc.property(known, fc.constantFrom(['mean_3', 1] as const, ['mean_5', 2] as const), (values, [id, side]) => {
        calculated(id, values).forEach((mean, at) => {
          const around = values.slice(Math.max(0, at - side), at + side + 1)
          if (at < side || at + side >= values.length) expect(mean).toBeNaN()
          else expect(mean).toBeCloseTo(sum(around) / (2 * side + 1), 12)
        })
      }),
    )
  })
})

const member = (key: PivotMember['key'], isOthers = false): PivotMember => ({ key, label: '', isOthers })
const genre = { dimension: 'genre' } as const
const language = { dimension: 'language' } as const
const decade = { dimension: 'year', bucket: 'decade' } as const

/** Genres by decades, films and means: 2 × 3 and what is outside of both. */
const pivot: Pivot = {
  goldVersion: 1,
  matched: 9,
  total: 9,
  columns: [member(1980), member(1990), member(2000), member(null)],
  rows: [[member('a')], [member('b')], [member(null, true)], []].map((path) => ({ path })),
  values: Float64Array.from({ length: 4 * 5 * 2 }, (_, at) => (at * 7) % 11),
  films: new Uint32Array(20),
  others: null,
}
const spec = { ...emptySpec, rows: [genre], columns: [decade], measures: ['films' as const, 'mean_rating' as const] }
const cell = (values: Float64Array, row: number, column: number, measure = 0) =>
  values[(row * 5 + column) * 2 + measure]

describe('calculations on an answer', () => {
  it('go along columns that are in order, leave totals and what is unknown blank, and touch no other measure', () => {
    const values = withCalculations(spec, pivot, { films: 'running_total' })
    const raw = pivot.values
    for (let row = 0; row < 3; row++) {
      let total = 0
      for (let column = 0; column < 3; column++) {
        total += cell(raw, row, column) as number
        expect(cell(values, row, column)).toBe(total)
      }
      expect(cell(values, row, 3)).toBeNaN()
      expect(cell(values, row, 4)).toBeNaN()
    }
    for (let row = 0; row < 4; row++) {
      for (let column = 0; column < 5; column++) {
        expect(cell(values, row, column, 1)).toBe(cell(raw, row, column, 1))
        const across = pivot.columns[column]
        const isTotal = isTotalCell(spec, pivot.rows[row]?.path ?? [], across ? [across] : [])
        expect(isTotal).toBe(row === 3 || column === 4)
        if (isTotal) expect(cell(values, row, column)).toBeNaN()
      }
    }
    expect(alongText(spec, 'running_total')).toBe('along released decade')
  })

  it('rank rows in each column, without the others', () => {
    const values = withCalculations(spec, pivot, { mean_rating: 'rank' })
    for (let column = 0; column < 4; column++) {
      expect([cell(values, 0, column, 1), cell(values, 1, column, 1)].sort()).toEqual([1, 2])
      expect(cell(values, 2, column, 1)).toBeNaN()
    }
    expect(alongText(spec, 'rank')).toBe('along genre')
  })

  it('stay inside their group of rows', () => {
    const paths = [
      [member('a')],
      [member('a'), member('x')],
      [member('a'), member('y')],
      [member('b')],
      [member('b'), member('x')],
      [],
    ]
    const groups: Pivot = {
      ...pivot,
      columns: [],
      rows: paths.map((path) => ({ path })),
      values: Float64Array.from([10, 4, 6, 5, 5, 12]),
    }
    const asked = { ...emptySpec, rows: [genre, language] }
    expect([...withCalculations(asked, groups, { films: 'difference' })]).toEqual([
      Number.NaN,
      Number.NaN,
      2,
      -5,
      Number.NaN,
      Number.NaN,
    ])
    expect([...withCalculations(asked, groups, { films: 'rank' })]).toEqual([1, 2, 1, 2, 1, Number.NaN])
  })

  it('go along the columns for each colour by itself, and down the rows where there are colours alone', () => {
    const columns = [
      [member(1980)],
      [member(1980), member('x')],
      [member(1990)],
      [member(1990), member('x')],
      [member(1990), member('y')],
    ].map((path) => ({ ...(path.at(-1) as PivotMember), path }))
    const coloured: Pivot = {
      ...pivot,
      columns,
      rows: [{ path: [member('r')] }, { path: [member('s')] }, { path: [] }],
      values: Float64Array.from({ length: 18 }, (_, at) => at * at),
    }
    const { NaN: none } = Number
    const asked = { ...emptySpec, rows: [genre], columns: [decade], colour: language }
    const across = withCalculations(asked, coloured, { films: 'difference' })
    expect([...across.slice(0, 6)]).toEqual([none, none, 4, 9 - 1, none, none])
    const down = withCalculations({ ...asked, columns: [], multiples: decade }, coloured, { films: 'difference' })
    expect([...down.slice(6, 12)]).toEqual([36, 48, 60, 72, 84, none])
    expect(alongText({ ...asked, columns: [] }, 'difference')).toBe('along genre')
  })

  it('are worked out of the only row there is where there are columns alone', () => {
    const alone: Pivot = { ...pivot, rows: [{ path: [] }], values: pivot.values.slice(0, 10) }
    const values = withCalculations({ ...spec, rows: [] }, alone, { films: 'difference' })
    expect(cell(values, 0, 1)).toBe((cell(pivot.values, 0, 1) as number) - (cell(pivot.values, 0, 0) as number))
  })
})
