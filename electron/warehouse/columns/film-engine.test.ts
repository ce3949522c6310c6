import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Overview } from '../../../shared/contract/explore.ts'
import { emptyFilter, type MovieFilter, type RangeClause } from '../../../shared/filter.ts'
import { type MovieSort, movieSortSchema } from '../../../shared/sort.ts'
import type { WritableDb } from '../connection.ts'
import { explainSql } from '../queries/explain.ts'
import { filmSource, filterConditions, orderClause, whereClause } from '../queries/filter-sql.ts'
import { type SmallFilm, smallWarehouse } from '../queries/small-warehouse.ts'
import type { FilmEngine } from './film-engine.ts'
import { engineOver } from './small-engine.ts'

const languages = ['', 'en', 'ja', "o'x", 'yue']
const genreIds = [1, 2, 3, 31, 32, 33, 62, 63, 70]
const words = [
  'Élan',
  'ELAN',
  'the',
  'The',
  'of',
  '東京',
  '物語',
  "it's",
  '"quoted"',
  '100%',
  'a_b',
  'Straße',
  'naïve',
  '?!',
  'x',
  'Ω',
]

const film: fc.Arbitrary<SmallFilm> = fc.record({
  title: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' ')),
  titleEnglish: fc.option(fc.constantFrom(...words), { nil: null }),
  year: fc.option(fc.integer({ min: 1958, max: 1975 }), { nil: null }),
  rating: fc.option(
    fc.integer({ min: 1, max: 100 }).map((tenths) => tenths / 10),
    { nil: null },
  ),
  runtime: fc.option(fc.integer({ min: 1, max: 300 }), { nil: null }),
  language: fc.constantFrom(...languages),
  uploaded: fc.option(fc.constantFrom(20111230, 20120101, 20120115, 20120301, 20131212), { nil: null }),
  genres: fc.uniqueArray(fc.constantFrom(...genreIds), { maxLength: 4 }),
  imdbCode: fc.option(
    fc.integer({ min: 1, max: 20_000_000 }).map((n) => `tt${String(n).padStart(7, '0')}`),
    { nil: null },
  ),
  firstRun: fc.integer({ min: 1, max: 3 }),
})

function clause(low: number, high: number, scale: number): fc.Arbitrary<RangeClause> {
  const bound = fc.integer({ min: low, max: high }).map((value) => value / scale)
  const ranges = fc.array(
    fc.tuple(bound, bound).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]),
    { maxLength: 2 },
  )
  const some = fc.record({ in: ranges, out: ranges, unknown: fc.constantFrom('auto', 'include', 'exclude', 'only') })
  // Filters that keep nothing prove little: most clauses are empty.
  return fc.oneof(
    { arbitrary: fc.constant<RangeClause>({ in: [], out: [], unknown: 'auto' }), weight: 2 },
    { arbitrary: some, weight: 1 },
  )
}

const fewGenres = fc.uniqueArray(fc.constantFrom(0, ...genreIds, 99), { maxLength: 2 })
const fewLanguages = fc.uniqueArray(fc.constantFrom(...languages, 'zz'), { maxLength: 2 })
const filter: fc.Arbitrary<MovieFilter> = fc.record({
  genres: fc.record({
    any: fewGenres,
    all: fc.uniqueArray(fc.constantFrom(...genreIds), { maxLength: 1 }),
    none: fewGenres,
  }),
  languages: fc.record({ any: fewLanguages, none: fewLanguages }),
  year: clause(1955, 1980, 1),
  rating: clause(0, 100, 10),
  runtime: clause(0, 320, 1),
  uploaded: clause(20111201, 20131231, 1),
  search: fc.oneof(
    fc.constant(''),
    fc.constant(''),
    fc.constantFrom(...words, 'e', 'elan the', '京物', '"of x"', '%', '"', '   ', 'strasse', '\u0000'),
  ),
  run: fc.option(
    fc.record({
      runId: fc.integer({ min: 1, max: 4 }),
      kind: fc.constantFrom('added', 'updated', 'removed', 'touched'),
    }),
    { nil: null, freq: 4 },
  ),
})
const sort: fc.Arbitrary<MovieSort> = fc.record({
  key: fc.constantFrom(...movieSortSchema.shape.key.options),
  dir: fc.constantFrom('asc', 'desc'),
})

const byId: MovieSort = { key: 'movie_id', dir: 'asc' }

describe('columns engine against SQL', () => {
  let db: WritableDb
  let engine: FilmEngine

  beforeAll(async () => {
    const films = fc.sample(film, { seed: 20260731, numRuns: 400 })
    db = smallWarehouse(':memory:', films)
    const change = db.prepare(
      "INSERT INTO movie_change (movie_id, field, old, new, run_id, at) VALUES (?, ?, 'a', ?, ?, 0)",
    )
    for (let i = 0; i < 60; i++)
      change.run(1 + i * 12, i % 3 === 0 ? 'state_of_row' : 'rating', i % 2 === 0 ? 'removed' : 'present', 2 + (i % 2))
    engine = await engineOver(db)
  })
  afterAll(() => db.close())

  it('keeps the same films in the same order', () => {
    fc.assert(
      fc.property(filter, sort, (someFilter, someSort) => {
        const rows = [...engine.rows(someFilter, someSort)].map((row) => engine.columns.ids[row])
        const sql = `SELECT f.movie_id ${filmSource} ${whereClause(filterConditions(someFilter))} ${orderClause(someSort)}`
        expect(rows).toEqual(db.prepare(sql).pluck().all())
      }),
      { numRuns: 400 },
    )
  })

  it('gives every chart the numbers of the SQL it shows', () => {
    fc.assert(
      fc.property(filter, (someFilter) => {
        const overview = engine.overview(someFilter)
        const ask = (groupBy: Parameters<typeof explainSql>[1]) =>
          db.prepare<[], unknown[]>(explainSql(someFilter, groupBy)).raw().all()
        expect(overview.matched).toBe(ask('none').length)
        const bars = (buckets: Overview['years']) =>
          buckets.filter(({ count }) => count > 0).map(({ key, count }) => [key, count])
        expect(bars(overview.years)).toEqual(ask('year'))
        expect(bars(overview.ratings).map(([key, count]) => [Number(key) / 10, count])).toEqual(ask('rating'))
        expect(bars(overview.runtimes)).toEqual(ask('runtime'))
        expect(bars(overview.uploads)).toEqual(ask('uploaded'))
        const byFilms = (a: unknown[], b: unknown[]) => String(a[0]).localeCompare(String(b[0]))
        expect(
          overview.languages
            .filter(({ count }) => count > 0)
            .map(({ label, name, count }) => [label, name, count])
            .sort(byFilms),
        ).toEqual(ask('language').sort(byFilms))
        const genres = overview.genres.filter(({ key, count }) => key > 0 && count > 0)
        const genreRows = ask('genre').sort((a, b) => Number(a[0]) - Number(b[0]))
        expect(
          genres.map(({ key, label, count }) => [key, label, count]).sort((a, b) => Number(a[0]) - Number(b[0])),
        ).toEqual(genreRows.map((row) => row.slice(0, 3)))
        expect(genres.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(
          genreRows.reduce((sum, row) => sum + Number(row[3]), 0),
          9,
        )
        const spread = ask('rating_by_year')
        expect(overview.ratingByYear.map(({ year, n }) => [year, n])).toEqual(spread.map((row) => row.slice(0, 2)))
        overview.ratingByYear.forEach(({ mean, p25, p75 }, i) => {
          for (const [at, value] of [mean, p25, p75].entries())
            expect(value).toBeCloseTo(Number(spread[i]?.[2 + at]), 9)
        })
        expect(
          overview.heat
            .filter(({ genreId, count }) => genreId > 0 && count > 0)
            .map(({ genreId, decade, count }) => [genreId, decade, count]),
        ).toEqual(ask('genre_decade').map((row) => [row[0], row[2], row[3]]))
      }),
      { numRuns: 150 },
    )
  })

  it('gives after any filters, cleared again, exactly what it gave at first', async () => {
    const fresh = await engineOver(db)
    const first = { overview: fresh.overview(emptyFilter()), rows: [...fresh.rows(emptyFilter(), byId)] }
    fc.assert(
      fc.property(fc.array(filter, { minLength: 1, maxLength: 4 }), (filters) => {
        for (const some of filters) {
          engine.overview(some)
          engine.rows(some, byId)
        }
        expect(engine.overview(emptyFilter())).toEqual(first.overview)
        expect([...engine.rows(emptyFilter(), byId)]).toEqual(first.rows)
      }),
      { numRuns: 50 },
    )
  })

  it('says truly what each clause costs when nothing is left', () => {
    fc.assert(
      fc.property(filter, (someFilter) => {
        const overview = engine.overview(someFilter)
        for (const { clause: name, matchedWithout } of overview.relax) {
          const relaxed = { ...someFilter, [name]: emptyFilter()[name as keyof MovieFilter] }
          expect(engine.overview(relaxed).matched).toBe(matchedWithout)
        }
        if (overview.matched > 0) expect(overview.relax).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('adds the genre weights up to the films', () => {
    const { genres, total } = engine.overview(emptyFilter())
    expect(genres.reduce((sum, { allWeight }) => sum + allWeight, 0)).toBeCloseTo(total, 6)
  })

  it('finds every film of a result where it stands', () => {
    fc.assert(
      fc.property(filter, sort, fc.nat(), (someFilter, someSort, pick) => {
        const rows = engine.rows(someFilter, someSort)
        const index = rows.length === 0 ? 0 : pick % rows.length
        const row = rows[index]
        if (row === undefined) return
        expect(engine.locate(someFilter, someSort, engine.columns.ids[row] as number)).toBe(index)
      }),
    )
    expect(engine.locate(emptyFilter(), { key: 'year', dir: 'asc' }, 2)).toBeNull()
  })
})
