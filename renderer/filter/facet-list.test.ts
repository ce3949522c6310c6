import { describe, expect, it } from 'vitest'
import { arrangeFacet, type FacetItem } from './facet-list.tsx'
import { genreLabel } from './members.ts'
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

  it('writes genre names as people do', () => {
    expect(['sci-fi', 'film-noir', 'reality-tv', 'drama'].map(genreLabel)).toEqual([
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
