import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFilter, rangeFields } from '../../shared/filter.ts'
import { chipSentence, describeFilter, rangeText } from './describe.ts'
import { fromStep, toStep } from './ranges.ts'
import { brushRange, excludeRange, setSearch, setUnknown, toggleGenre, toggleLanguages } from './reducers.ts'

const names = { genre: (id: number) => `g${id}`, language: (code: string) => (code === '' ? 'Unknown' : code) }
const words = (...changes: ((f: ReturnType<typeof emptyFilter>) => ReturnType<typeof emptyFilter>)[]) =>
  describeFilter(
    changes.reduce((f, change) => change(f), emptyFilter()),
    names,
  ).map(chipSentence)

describe('chips in words', () => {
  it('say include, all and exclude differently', () => {
    expect(words(toggleGenre(1, 'any'), toggleGenre(2, 'any'), toggleGenre(3, 'all'), toggleGenre(4, 'none'))).toEqual([
      'Genre any of g1, g2',
      'Genre all of g3',
      'Genre not g4',
    ])
    expect(words(toggleLanguages([''], 'none'))).toEqual(['Language not Unknown'])
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
  })

  it('shortens long lists', () => {
    const many = Array.from({ length: 9 }, (_, i) => toggleGenre(i, 'any'))
    expect(words(...many)).toEqual(['Genre any of g0, g1, g2 and 6 more'])
  })
})

describe('steps', () => {
  it('survive the way there and back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rangeFields), fc.integer({ min: 0, max: 900_000 }), (field, step) => {
        expect(toStep(field, fromStep(field, step))).toBe(step)
      }),
    )
  })
})
