import { describe, expect, it } from 'vitest'
import { capitalised } from '../../../shared/model/values/words.ts'
import { arrangeFacet, type FacetItem, shortFacet } from './facet-list.tsx'
import { rangeFromEnds } from './range-facet.tsx'

const item = (label: string, state: FacetItem['state'] = 'free', count = 1): FacetItem => ({
  key: label,
  label,
  count,
  state,
})

describe('facet list', () => {
  it('keeps what is chosen on top, at zero and whatever is typed', () => {
    const items = [item('Drama'), item('Français'), item('Horror', 'included', 0), item('War', 'excluded')]
    expect(arrangeFacet(items, '').map((row) => row.label)).toEqual(['Horror', 'War', 'Drama', 'Français'])
    expect(arrangeFacet(items, 'FRANCAIS').map((row) => row.label)).toEqual(['Horror', 'War', 'Français'])
    expect(arrangeFacet(items, 'zzz').map((row) => row.label)).toEqual(['Horror', 'War'])
  })

  it('shows the beginning of a long facet, what is chosen beside it, and all of one that is hardly longer', () => {
    const many = Array.from({ length: 26 }, (_, index) => item(`genre ${index}`))
    expect(shortFacet(many)).toEqual(many.slice(0, 10))
    expect(shortFacet(many.slice(0, 12))).toHaveLength(12)
    const chosen = arrangeFacet([...many, item('War', 'included'), item('News', 'excluded', 0)], '')
    expect(shortFacet(chosen).map((row) => row.label)).toEqual([
      'War',
      'News',
      ...many.slice(0, 10).map((row) => row.label),
    ])
  })

  it('writes genre names as people do', () => {
    expect(['sci-fi', 'film-noir', 'reality-tv', 'drama'].map(capitalised)).toEqual([
      'Sci-Fi',
      'Film-Noir',
      'Reality-TV',
      'Drama',
    ])
  })
})

describe('range ends', () => {
  it('may be open or the wrong way round', () => {
    expect(rangeFromEnds('year', null, null)).toBeNull()
    expect(rangeFromEnds('year', 1990, null)).toEqual([1990, 9999])
    expect(rangeFromEnds('rating', null, 7.5)).toEqual([0, 7.5])
    expect(rangeFromEnds('year', 2000, 1990)).toEqual([1990, 2000])
  })
})
