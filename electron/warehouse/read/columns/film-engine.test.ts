import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Clause,
  emptyFilter,
  type FilterPart,
  type MovieFilter,
  type RangeClause,
  withoutClauses,
} from '../../../../shared/filter/filter.ts'
import { type MovieOrder, movieSortSchema } from '../../../../shared/filter/sort.ts'
import { chartIdsOf, dimensionChartIds } from '../../../../shared/model/charts.ts'
import {
  type DimensionId,
  dimensionIds,
  dimensionOf,
  eachDimension,
  isRange,
  isSet,
  type NamedId,
  type RangeId,
} from '../../../../shared/model/dimensions.ts'
import type { WritableDb } from '../../file/connection.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { type SmallFilm, smallWarehouse } from '../../testing/small-warehouse.ts'
import { explainSql } from '../queries/explain.ts'
import { filmSource, filterConditions, orderClause, whereClause } from '../queries/filter-sql.ts'
import type { FilmEngine } from './film-engine.ts'

const languages = ['', 'en', 'ja', "o'x", 'yue']
const mpaRatings = ['G', 'PG-13', 'R', 'TV-14']
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
  'WALL·E',
  'wall-e',
  'Face/Off',
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
  mpa: fc.option(fc.constantFrom(...mpaRatings), { nil: null }),
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

const genreNames = genreIds.map((id) => `genre ${id}`)
const namesOf: Record<NamedId, string[]> = {
  genre: genreNames,
  language: languages,
  mpa: mpaRatings,
}
const fewNames = (id: NamedId) => fc.uniqueArray(fc.constantFrom('', ...namesOf[id], "zz'"), { maxLength: 2 })
const bounds: Record<RangeId, [low: number, high: number, scale: number]> = {
  year: [1955, 1980, 1],
  rating: [0, 100, 10],
  runtime: [0, 320, 1],
  uploaded: [20111201, 20131231, 1],
}
/** A clause of any dimension; a kind or a dimension without one here is told by the compiler. */
const clauseOf = (id: DimensionId): fc.Arbitrary<Clause> => {
  if (isRange(id)) return clause(...bounds[id])
  const lists = { any: fewNames(id), none: fewNames(id) }
  if (!isSet(id)) return fc.record(lists)
  return fc.record({ ...lists, all: fc.uniqueArray(fc.constantFrom('', ...namesOf[id]), { maxLength: 1 }) })
}
const filter: fc.Arbitrary<MovieFilter> = fc.record({
  where: fc.record(eachDimension(clauseOf)) as unknown as fc.Arbitrary<MovieFilter['where']>,
  also: fc.oneof(
    { arbitrary: fc.constant([]), weight: 3 },
    {
      arbitrary: fc.array(
        fc
          .constantFrom(...dimensionIds)
          .chain((dimension) => fc.record({ dimension: fc.constant(dimension), clause: clauseOf(dimension) })),
        { maxLength: 2 },
      ),
      weight: 1,
    },
  ) as fc.Arbitrary<MovieFilter['also']>,
  search: fc.oneof(
    fc.constant(''),
    fc.constant(''),
    fc.constantFrom(
      ...words,
      'e',
      'elan the',
      '京物',
      '"of x"',
      '%',
      '"',
      '   ',
      'strasse',
      '\u0000',
      'walle',
      'face off',
      'tt0000777',
      '!',
      'the ?',
    ),
  ),
  run: fc.option(
    fc.record({
      runId: fc.integer({ min: 1, max: 4 }),
      kind: fc.constantFrom('added', 'updated', 'removed', 'touched'),
    }),
    { nil: null, freq: 4 },
  ),
})
const sort: fc.Arbitrary<MovieOrder> = fc.array(
  fc.record({
    key: fc.constantFrom(...movieSortSchema.shape.key.options),
    dir: fc.constantFrom('asc' as const, 'desc' as const),
  }),
  { minLength: 1, maxLength: 4 },
)

function relax(some: MovieFilter, part: FilterPart): MovieFilter {
  const empty = emptyFilter()
  if (part === 'also' || part === 'search' || part === 'run') return { ...some, [part]: empty[part] }
  return withoutClauses(some, [part])
}

const byId: MovieOrder = [{ key: 'movie_id', dir: 'asc' }]

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
        const rowsOf = (rows: unknown[][]) => rows.map((row) => row.map(String).join('|')).sort()
        for (const id of dimensionChartIds) {
          if (isRange(id)) {
            const bars = overview.by[id].filter(({ count }) => count > 0).map(({ key, count }) => [key, count])
            expect(bars, id).toEqual(ask(id))
            continue
          }
          const { gold } = dimensionOf(id)
          const rows = ask(id) as unknown[][]
          const left = overview.by[id].filter(({ count }) => count > 0)
          // A set's films without a member are in no row of the junction; the unknown of a member is a row like others.
          const members = isSet(id) ? left.filter(({ key }) => key !== '') : left
          const named = ({ key, label }: (typeof members)[number]) => {
            const value = key === '' ? (gold.value.unknown ?? '') : key
            const unknownName = gold.attributes.find(({ column }) => column === gold.name)?.unknown
            return gold.name ? [value, label || unknownName] : [value]
          }
          const width = gold.name ? 3 : 2
          expect(rowsOf(members.map((bucket) => [...named(bucket), bucket.count])), id).toEqual(
            rowsOf(rows.map((row) => row.slice(0, width))),
          )
          if (isSet(id))
            expect(members.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(
              rows.reduce((sum, row) => sum + Number(row[width]), 0),
              9,
            )
        }
        for (const id of chartIdsOf('spread')) {
          const spread = ask(id) as unknown[][]
          expect(overview.spreads[id].map(({ key, n }) => [key, n])).toEqual(spread.map((row) => row.slice(0, 2)))
          overview.spreads[id].forEach(({ mean, p25, p75 }, i) => {
            for (const [at, value] of [mean, p25, p75].entries())
              expect(value).toBeCloseTo(Number(spread[i]?.[2 + at]), 9)
          })
        }
        for (const id of chartIdsOf('heat')) {
          const cells = overview.heats[id].filter(({ row, count }) => row !== '' && count > 0)
          const rows = ask(id) as unknown[][]
          expect(rowsOf(cells.map(({ row, column, count }) => [row, column, count]))).toEqual(
            rowsOf(rows.map((row) => row.slice(0, 3))),
          )
          expect(cells.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(
            rows.reduce((sum, row) => sum + Number(row[3]), 0),
            9,
          )
        }
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
        for (const { part, matchedWithout } of overview.relax) {
          const relaxed = relax(someFilter, part)
          expect(engine.overview(relaxed).matched).toBe(matchedWithout)
        }
        if (overview.matched > 0) expect(overview.relax).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('adds the genre weights up to the films', () => {
    const { by, total } = engine.overview(emptyFilter())
    expect(by.genre.reduce((sum, { allWeight }) => sum + allWeight, 0)).toBeCloseTo(total, 6)
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
    expect(engine.locate(emptyFilter(), [{ key: 'year', dir: 'asc' }], 2)).toBeNull()
  })
})
