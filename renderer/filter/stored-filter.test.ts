import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyFilter, filterSchema, isEmptyFilter } from '../../shared/filter/filter.ts'
import { nameGenres, readStoredFilter } from './stored-filter.ts'

/** As the version before the model stored it. */
const former = {
  genres: { any: [3, 0], all: [], none: [7] },
  languages: { any: ['fr'], none: [] },
  year: { in: [[1990, 1999]], out: [], unknown: 'include' },
  rating: { in: [], out: [], unknown: 'auto' },
  runtime: { in: [], out: [[0, 59]], unknown: 'auto' },
  uploaded: { in: [], out: [], unknown: 'auto' },
  search: 'amélie',
  run: { runId: 4, kind: 'added' },
}
const members = {
  genre: [
    { name: 'Drama', label: 'Drama', key: 3, films: 12 },
    { name: 'War', label: 'War', key: 7, films: 2 },
  ],
  language: [],
  mpa: [],
}

describe('a stored filter', () => {
  it('of today comes back as it was', () => {
    const filter = emptyFilter()
    filter.where.genre.all = ['Drama', 'War']
    filter.also.push({ dimension: 'language', clause: { any: ['fr'], none: [] } })
    expect(readStoredFilter(JSON.parse(JSON.stringify(filter)))).toEqual({ filter, numbered: null, isSetAside: false })
  })

  it('of the version before keeps every clause, its numbered genres by name', () => {
    const stored = readStoredFilter(former)
    expect(stored?.isSetAside).toBe(false)
    expect(stored?.filter).toMatchObject({
      where: { language: former.languages, year: former.year, runtime: former.runtime },
      also: [],
      search: former.search,
      run: former.run,
    })
    if (!stored?.numbered) throw new Error('the genres are lost')
    const named = nameGenres(stored.filter, stored.numbered, members)
    expect(named?.where.genre).toEqual({ any: ['', 'Drama'], all: [], none: ['War'] })
    expect(filterSchema.parse(named)).toEqual(named)
  })

  it('whose genres the catalogue does not have is not shown as another filter', () => {
    const stored = readStoredFilter(former)
    expect(stored?.numbered && nameGenres(stored.filter, stored.numbered, { ...members, genre: [] })).toBeNull()
  })

  it('with a dimension that this program lacks is set aside as a whole', () => {
    const filter = {
      ...emptyFilter(),
      search: 'x',
      where: { ...emptyFilter().where, colour: { any: ['red'], none: [] } },
    }
    expect(readStoredFilter(filter)).toMatchObject({ isSetAside: true })
  })

  it('lacking a dimension that came later has no clause over it', () => {
    const { year: _, ...where } = emptyFilter().where
    const stored = readStoredFilter({ ...emptyFilter(), where, search: 'x' })
    expect(stored).toMatchObject({ isSetAside: false, filter: { ...emptyFilter(), search: 'x' } })
  })

  it('of any other shape never throws, and is set aside', () => {
    expect(readStoredFilter(undefined)).toBeNull()
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const stored = readStoredFilter(value)
        if (value === null) expect(stored).toBeNull()
        else if (stored?.isSetAside) expect(isEmptyFilter(stored.filter)).toBe(true)
        else expect(filterSchema.safeParse(stored?.filter).success).toBe(true)
      }),
    )
  })
})
