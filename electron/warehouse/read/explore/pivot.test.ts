import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { narrowed } from '../../../../shared/drill.ts'
import { bucketIds, type ExploreSpec } from '../../../../shared/explore-spec.ts'
import type { MovieFilter } from '../../../../shared/filter/filter.ts'
import { type DimensionId, dimensionIds } from '../../../../shared/model/dimensions.ts'
import { measureOf } from '../../../../shared/model/measures.ts'
import type { WritableDb } from '../../file/connection.ts'
import { anyFilm, anyFilter } from '../../testing/any-films.ts'
import { answer, anySpec, cellsOf, drillOf, expectAsInSql, same } from '../../testing/any-questions.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { smallWarehouse } from '../../testing/small-warehouse.ts'
import type { FilmEngine } from '../columns/film-engine.ts'
import { limits } from './limits.ts'
import { pivotOf } from './pivot.ts'

describe.each([
  { seed: 1, films: 400 },
  { seed: 2, films: 60 },
  { seed: 3, films: 7 },
  { seed: 4, films: 0 },
])('a pivot of $films films', ({ seed, films }) => {
  let db: WritableDb
  let engine: FilmEngine
  beforeAll(async () => {
    db = smallWarehouse(':memory:', films === 0 ? [] : fc.sample(anyFilm, { seed, numRuns: films }))
    engine = await engineOver(db)
  })
  afterAll(() => db.close())

  it('has in every cell and every total, those of others too, the numbers of the SQL it shows', () => {
    fc.assert(
      fc.property(anySpec, anyFilter, (spec, filter) => expectAsInSql(db, engine, spec, filter)),
      { numRuns: films === 400 ? 300 : 120 },
    )
  })

  it('gives the same whichever way there is room to count in', () => {
    const none = { ...limits, slots: 0, loose: 0, counts: 0 }
    fc.assert(
      fc.property(anySpec, anyFilter, (spec, filter) => {
        const roomy = answer(engine, spec, filter)
        for (const some of [
          { ...none, listed: 0 },
          { ...none, counts: 500 },
          { ...limits, loose: 0 },
        ]) {
          const result = pivotOf(engine, { spec, filter }, { ...some, numbers: Number.POSITIVE_INFINITY })
          if (!('pivot' in result)) throw new Error('refused')
          const { values, ...rest } = result.pivot
          const { values: expected, ...others } = roomy
          expect(rest).toEqual(others)
          expect(values.every((value, at) => same(value, expected[at] as number))).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('leads from every cell to exactly its films', () => {
    fc.assert(
      fc.property(anySpec, anyFilter, (spec, filter) => {
        const pivot = answer(engine, spec, filter)
        const cells = cellsOf(pivot, spec.measures.length)
        for (const cell of cells.slice(0, 60)) {
          const drill = narrowed(filter, drillOf(spec, pivot, cell))
          expect(drill).not.toBeNull()
          expect(engine.rows(drill as MovieFilter, [{ key: 'movie_id', dir: 'asc' }])).toHaveLength(cell.films)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('adds up where it says so, and a film with several genres is in the total once', () => {
    fc.assert(
      fc.property(anySpec, anyFilter, (spec, filter) => {
        if (spec.rows.length === 0) return
        const pivot = answer(engine, spec, filter)
        const cells = cellsOf(pivot, spec.measures.length).filter(({ column }) => column.length === 0)
        const total = cells.at(-1)
        const hasSet = spec.rows[0]?.dimension === 'genre'
        spec.measures.forEach((measure, index) => {
          const { additive } = measureOf(measure)
          if (additive === 'never' || (additive === 'films' && hasSet)) return
          const sum = cells
            .filter(({ path }) => path.length === 1)
            .reduce((all, { values }) => all + (Number.isNaN(values[index]) ? 0 : (values[index] as number)), 0)
          const whole = total?.values[index] ?? Number.NaN
          expect(same(sum, Number.isNaN(whole) ? 0 : whole), `${measure}: ${sum} and ${whole}`).toBe(true)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('keeps the first of the order, with one row for all others', () => {
    fc.assert(
      fc.property(anySpec, anyFilter, fc.constantFrom<DimensionId>(...dimensionIds), (some, filter, dimension) => {
        const [bucket] = bucketIds(dimension)
        const rows = [bucket === undefined ? { dimension } : { dimension, bucket }]
        const whole: ExploreSpec = {
          ...some,
          rows,
          columns: [],
          colour: undefined,
          multiples: undefined,
          top: null,
          sort: some.sort && { ...some.sort, column: null },
        }
        const members = answer(engine, whole, filter).rows.flatMap(({ path }) => path)
        const named = members.filter(({ key }) => key !== null)
        for (const top of new Set([1, named.length - 1, named.length])) {
          if (top < 1) continue
          const pivot = answer(engine, { ...whole, top }, filter)
          const kept = pivot.rows.flatMap(({ path }) => path).filter(({ key }) => key !== null)
          expect(kept).toHaveLength(Math.min(top, named.length))
          if (whole.sort !== null) expect(kept).toEqual(named.slice(0, top))
          expect(pivot.others === null).toBe(top >= named.length)
          expect(pivot.others?.rest.length ?? 0).toBe(named.length - kept.length)
        }
      }),
      { numRuns: 60 },
    )
  })
})
