import { describe, expect, it } from 'vitest'
import { emptyFilter, type MovieFilter } from '../filter/filter.ts'
import { filterBefore, filterOfBoth, sidesOf } from './comparison.ts'

function during(id: 'year' | 'uploaded', ...ranges: [number, number][]): MovieFilter {
  const filter = emptyFilter()
  filter.where[id].in = ranges
  return filter
}

describe('the period before', () => {
  it.each([
    ['year', [1990, 1999], [1980, 1989]],
    ['year', [2005, 2005], [2004, 2004]],
    ['uploaded', [20150301, 20150331], [20150201, 20150231]],
    ['uploaded', [20150101, 20151231], [20140101, 20141231]],
    ['uploaded', [20150105, 20150111], [20141229, 20150104]],
    ['uploaded', [20200301, 20200302], [20200228, 20200229]],
  ] as const)('of %s %j is %j', (id, [from, to], before) => {
    expect(filterBefore(during(id, [from, to]))?.where[id].in).toEqual([[...before]])
  })

  it('is none where the filter is of none, of two, or of one without an end', () => {
    for (const filter of [
      emptyFilter(),
      during('year', [1990, 1999], [2005, 2006]),
      during('year', [1990, 9999]),
      {
        ...during('year', [1990, 1999]),
        where: {
          ...during('year', [1990, 1999]).where,
          uploaded: during('uploaded', [20150101, 20150131]).where.uploaded,
        },
      },
    ])
      expect(filterBefore(filter)).toBeNull()
    expect(sidesOf(emptyFilter(), { other: { kind: 'before' }, isSwapped: false })).toBeNull()
  })
})

it('the sides stand in their order, and a filter of A is not one of B', () => {
  const filter = { ...during('year', [1990, 1999]), asOf: { runId: 3, at: 5 } }
  const whole = { other: { kind: 'whole' as const }, isSwapped: false }
  expect(sidesOf(filter, whole)).toEqual({
    a: { filter, isRest: false },
    b: { filter: { ...emptyFilter(), asOf: filter.asOf }, isRest: false },
  })
  const view = { other: { kind: 'view' as const, name: 'Drama', filter: emptyFilter() }, isSwapped: true }
  expect(sidesOf(filter, view)).toEqual({ a: { filter: emptyFilter(), isRest: false }, b: { filter, isRest: false } })
  expect(sidesOf(filter, { other: { kind: 'then', asOf: null }, isSwapped: false })?.b.filter).toEqual({
    ...filter,
    asOf: null,
  })
})

describe('the films of both', () => {
  it('are those of the clauses of either, side by side where both are by one dimension', () => {
    const both = filterOfBoth(during('year', [1990, 1999]), { ...during('year', [1995, 2005]), search: 'star' })
    expect(both?.where.year.in).toEqual([[1990, 1999]])
    expect(both?.also).toEqual([{ dimension: 'year', clause: { in: [[1995, 2005]], out: [], unknown: 'auto' } }])
    expect(both?.search).toBe('star')
  })

  it('are said by no filter where two texts, runs or times are asked for', () => {
    const of = (part: Partial<MovieFilter>): MovieFilter => ({ ...emptyFilter(), ...part })
    expect(filterOfBoth(of({ search: 'a' }), of({ search: 'b' }))).toBeNull()
    expect(filterOfBoth(of({ asOf: { runId: 1, at: 1 } }), of({}))).toBeNull()
    expect(filterOfBoth(of({ run: { runId: 1, kind: 'added' } }), of({ run: { runId: 2, kind: 'added' } }))).toBeNull()
  })
})
