import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Side } from '../../../../shared/compare/comparison.ts'
import type { Overview } from '../../../../shared/contract/explore.ts'
import { bucketIds, exploreSpecSchema } from '../../../../shared/explore-spec.ts'
import { emptyFilter } from '../../../../shared/filter/filter.ts'
import { dimensionIds } from '../../../../shared/model/dimensions.ts'
import type { WritableDb } from '../../file/connection.ts'
import { anyFilm, anyFilter } from '../../testing/any-films.ts'
import { same } from '../../testing/any-questions.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { smallWarehouse } from '../../testing/small-warehouse.ts'
import type { FilmEngine } from '../columns/film-engine.ts'
import { limits } from '../explore/limits.ts'
import { pivotOfFilms } from '../explore/pivot.ts'
import { sideFilms } from './side-films.ts'
import { sideOverview } from './side-overview.ts'

let db: WritableDb
let engine: FilmEngine
beforeAll(async () => {
  db = smallWarehouse(':memory:', fc.sample(anyFilm, { seed: 7, numRuns: 400 }))
  engine = await engineOver(db)
})
afterAll(() => db.close())

const anySide: fc.Arbitrary<Side> = fc.record({ filter: anyFilter, isRest: fc.boolean() })
const all = { ...limits, numbers: 100_000 }

/** The numbers of a side by `explore.query` of that side alone, by the key of each member. */
function pivoted(side: Side, dimension: (typeof dimensionIds)[number], measures: ('films' | 'fractional')[]) {
  const { columns, films } = sideFilms(engine, side)
  const [bucket] = bucketIds(dimension)
  const axis = bucket === undefined ? { dimension } : { dimension, bucket }
  const spec = exploreSpecSchema.parse({ rows: [axis], columns: [], measures, sort: null, top: null })
  const answer = pivotOfFilms(columns, films, spec, all)
  if ('refused' in answer) throw new Error('refused')
  const { rows, values } = answer.pivot
  return new Map(
    rows
      .slice(0, -1)
      .map(({ path: [member] }, at) => [
        String(member?.key ?? ''),
        [...values.subarray(at * measures.length, (at + 1) * measures.length)],
      ]),
  )
}

/** The counts of an overview without the ghosts behind them. */
const counts = ({ by, spreads, heats, figures, matched }: Overview) => ({
  by: Object.values(by).map((buckets) => buckets.map(({ key, count }) => [key, count])),
  heats: Object.values(heats).map((cells) =>
    cells.map(({ row, column, count, weight }) => [row, column, count, weight]),
  ),
  spreads,
  figures,
  matched,
})

describe('the charts of a side', () => {
  it('count the films of that side alone, those of its own clauses too, as explore does', () => {
    fc.assert(
      fc.property(anySide, (side) => {
        const { by, matched } = sideOverview(engine, side)
        expect(matched).toBe(sideFilms(engine, side).films.length)
        for (const id of dimensionIds) {
          const isSet = id === 'genre'
          const expected = pivoted(side, id, isSet ? ['films', 'fractional'] : ['films'])
          for (const bucket of by[id]) {
            const [films = 0, weight = 0] = expected.get(String(bucket.key)) ?? []
            expect(bucket.count, `${id} ${bucket.key}`).toBe(films)
            if (isSet && 'weight' in bucket) expect(same(bucket.weight, weight), `${id} ${bucket.key}`).toBe(true)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('are the same where the sides are, and those of a filter and of the rest add up to all', () => {
    const whole = sideOverview(engine, { filter: emptyFilter(), isRest: false })
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const a = sideOverview(engine, { filter, isRest: false })
        expect(counts(sideOverview(engine, { filter, isRest: false }))).toEqual(counts(a))
        const rest = sideOverview(engine, { filter, isRest: true })
        expect(a.matched + rest.matched).toBe(whole.matched)
        for (const id of dimensionIds) {
          // The same places in both, and so the same edges.
          expect(rest.by[id].map(({ key }) => key)).toEqual(a.by[id].map(({ key }) => key))
          a.by[id].forEach((bucket, at) => {
            expect(bucket.count + (rest.by[id][at]?.count ?? 0), `${id} ${bucket.key}`).toBe(bucket.all)
          })
        }
      }),
      { numRuns: 60 },
    )
  })
})
