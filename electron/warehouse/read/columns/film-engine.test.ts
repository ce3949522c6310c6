import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyFilter, type FilterPart, type MovieFilter, withoutClauses } from '../../../../shared/filter/filter.ts'
import { type MovieOrder, movieSortSchema } from '../../../../shared/filter/sort.ts'
import { chartIdsOf, dimensionChartIds } from '../../../../shared/model/charts.ts'
import { dimensionOf, isRange, isSet } from '../../../../shared/model/dimensions.ts'
import type { WritableDb } from '../../file/connection.ts'
import { anyFilm, anyFilter } from '../../testing/any-films.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { smallWarehouse } from '../../testing/small-warehouse.ts'
import { explainSql } from '../queries/explain.ts'
import { filmSource, filterConditions, orderClause, whereClause } from '../queries/filter-sql.ts'
import type { FilmEngine } from './film-engine.ts'

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
    const films = fc.sample(anyFilm, { seed: 20260731, numRuns: 400 })
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
      fc.property(anyFilter, sort, (someFilter, someSort) => {
        const rows = [...engine.rows(someFilter, someSort)].map((row) => engine.columns.ids[row])
        const sql = `SELECT f.movie_id ${filmSource} ${whereClause(filterConditions(someFilter))} ${orderClause(someSort)}`
        expect(rows).toEqual(db.prepare(sql).pluck().all())
      }),
      { numRuns: 400 },
    )
  })

  it('gives every chart the numbers of the SQL it shows', () => {
    fc.assert(
      fc.property(anyFilter, (someFilter) => {
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
      fc.property(fc.array(anyFilter, { minLength: 1, maxLength: 4 }), (filters) => {
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
      fc.property(anyFilter, (someFilter) => {
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
      fc.property(anyFilter, sort, fc.nat(), (someFilter, someSort, pick) => {
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
