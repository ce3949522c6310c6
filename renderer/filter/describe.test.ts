import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFilter, type NamedClause } from '../../shared/filter/filter.ts'
import { rangeIds } from '../../shared/model/dimensions.ts'
import { chipSentence, describeFilter, rangeText } from './describe.ts'
import { type MemberNames, memberLabel } from './members.ts'
import { fromStep, toStep } from './ranges.ts'
import {
  addClause,
  brushRange,
  clearClause,
  clearClauses,
  excludeRange,
  setAsOf,
  setSearch,
  setUnknown,
  toggleMembers,
} from './reducers.ts'

const names: MemberNames = { of: memberLabel, byKey: () => null }
const toggleGenre = (index: number, list: 'any' | 'all' | 'none') => toggleMembers('genre', [`G${index}`], list)
const words = (...changes: ((f: ReturnType<typeof emptyFilter>) => ReturnType<typeof emptyFilter>)[]) =>
  describeFilter(
    changes.reduce((f, change) => change(f), emptyFilter()),
    names,
  ).map(chipSentence)

describe('chips in words', () => {
  it('say first of which run the catalogue is, and clearing the filter leaves that as it is', () => {
    const asOf = { runId: 12, at: new Date(2026, 9, 3, 14).getTime() }
    expect(words(setAsOf(asOf), setSearch('the'))).toEqual(['As of run 12, 2026-10-03', 'Title has “the”'])
    expect(words(setAsOf(asOf), setSearch('the'), clearClauses)).toEqual(['As of run 12, 2026-10-03'])
    expect(words(setAsOf(asOf), clearClause('asOf'))).toEqual([])
  })

  it('say include, all and exclude differently', () => {
    expect(words(toggleGenre(1, 'any'), toggleGenre(2, 'any'), toggleGenre(3, 'all'), toggleGenre(4, 'none'))).toEqual([
      'Genre any of G1, G2',
      'Genre all of G3',
      'Genre not G4',
    ])
    expect(words(toggleMembers('language', [''], 'none'))).toEqual(['Language not Unknown'])
  })

  it('give ranges their units and say what happens to unknowns', () => {
    expect(words(brushRange('runtime', [90, 99]))).toEqual(['Runtime 90–99 min'])
    expect(words(brushRange('runtime', [240, 99_999]))).toEqual(['Runtime 240 min or more'])
    expect(words(brushRange('rating', [7, 7.9]), setUnknown('rating', 'include'))).toEqual([
      'Rating 7.0–7.9 or unknown',
    ])
    expect(words(setUnknown('year', 'only'))).toEqual(['Released only unknown'])
    expect(words(setUnknown('year', 'exclude'))).toEqual(['Released known'])
    expect(words(excludeRange('year', [1990, 1999]))).toEqual(['Released not 1990–1999'])
    expect(words(brushRange('uploaded', [20150301, 20160431]))).toEqual(['Uploaded Mar 2015 – Apr 2016'])
    expect(rangeText('uploaded', [20150302, 20150302])).toBe('2015-03-02')
    expect(words(setSearch(' amélie '))).toEqual(['Title has “amélie”'])
    expect(words(setSearch('https://www.imdb.com/title/TT0133093/'))).toEqual(['IMDb code is tt0133093'])
  })

  it('say each further clause by itself', () => {
    const war: NamedClause = { dimension: 'genre', clause: { any: ['War'], all: [], none: ['Music'] } }
    const nineties: NamedClause = { dimension: 'year', clause: { in: [[1990, 1999]], out: [], unknown: 'auto' } }
    expect(words(toggleGenre(1, 'any'), addClause(war), addClause(nineties))).toEqual([
      'Genre is G1',
      'Genre is War, not Music',
      'Released 1990–1999',
    ])
  })

  it('shortens long lists', () => {
    const many = Array.from({ length: 9 }, (_, i) => toggleGenre(i, 'any'))
    expect(words(...many)).toEqual(['Genre any of G0, G1, G2 and 6 more'])
  })
})

describe('steps', () => {
  it('survive the way there and back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rangeIds), fc.integer({ min: 0, max: 900_000 }), (field, step) => {
        expect(toStep(field, fromStep(field, step))).toBe(step)
      }),
    )
  })
})
