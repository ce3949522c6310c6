import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { narrowed } from '../../../../shared/drill.ts'
import { emptySpec } from '../../../../shared/explore-spec.ts'
import { emptyFilter, type MovieFilter } from '../../../../shared/filter/filter.ts'
import { type MeasureId, measureIds, measureOf } from '../../../../shared/model/measures.ts'
import type { WritableDb } from '../../file/connection.ts'
import { anyFilm, anyFilter } from '../../testing/any-films.ts'
import { answer, same } from '../../testing/any-questions.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { smallWarehouse } from '../../testing/small-warehouse.ts'
import type { FilmEngine } from '../columns/film-engine.ts'
import { sideFilms, without } from './side-films.ts'
import { whyOf } from './why.ts'

let db: WritableDb
let engine: FilmEngine
beforeAll(async () => {
  db = smallWarehouse(':memory:', fc.sample(anyFilm, { seed: 9, numRuns: 400 }))
  engine = await engineOver(db)
})
afterAll(() => db.close())

const filmsOf = (filter: MovieFilter) => sideFilms(engine, { filter, isRest: false })
const numberOf = (filter: MovieFilter, measure: MeasureId) =>
  answer(engine, { ...emptySpec, measures: [measure] }, filter).values[0] as number

describe('why a number is what it is', () => {
  it('has the numbers of the mark and of what is around it without the mark', () => {
    fc.assert(
      fc.property(anyFilter, fc.constantFrom(...measureIds), (filter, measure) => {
        const around = filmsOf(emptyFilter())
        const mark = filmsOf(filter)
        const { mark: own, rest } = whyOf(mark, without(around, mark), measure)
        expect(own.films + rest.films).toBe(around.films.length)
        expect(same(own.value, numberOf(filter, measure))).toBe(true)
        expect(own.known === null || own.known <= own.films).toBe(true)
        if (own.low !== null && own.high !== null && !Number.isNaN(own.low))
          expect(own.low).toBeLessThanOrEqual(own.high)
      }),
      { numRuns: 80 },
    )
  })

  it('names members with the number as it is without their films, those that pull most first', () => {
    const filter = emptyFilter()
    let told = 0
    for (const measure of measureIds) {
      const films = filmsOf(filter)
      const { mark, up, down, more, less } = whyOf(films, without(films, films), measure)
      if (measureOf(measure).additive !== 'never') expect([...up, ...down]).toEqual([])
      for (const [pulls, sign] of [
        [up, 1],
        [down, -1],
      ] as const) {
        const by = pulls.map((pull) => sign * (mark.value - pull.without))
        expect(by).toEqual(by.toSorted((a, b) => b - a))
        expect(by.every((each) => each > 0)).toBe(true)
        for (const { axis, member, films: count, without: expected } of pulls) {
          const of = narrowed(filter, [{ axis, member: { key: member.key } }])
          if (!of) continue
          const own = filmsOf(of)
          expect(own.films).toHaveLength(count)
          const others = whyOf(without(films, own), without(films, films), measure)
          expect(same(others.mark.value, expected)).toBe(true)
          told++
        }
      }
      expect([...more, ...less].every(({ shareA, shareB }) => shareA !== shareB)).toBe(true)
    }
    expect(told).toBeGreaterThan(10)
  })
})
