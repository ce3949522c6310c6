import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Side } from '../../../../shared/compare/comparison.ts'
import type { Pivot } from '../../../../shared/contract/questions/pivot.ts'
import type { ExploreSpec } from '../../../../shared/explore-spec.ts'
import { emptyFilter } from '../../../../shared/filter/filter.ts'
import type { WritableDb } from '../../file/connection.ts'
import { anyFilm, anyFilter } from '../../testing/any-films.ts'
import { anySpec, same } from '../../testing/any-questions.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { smallWarehouse } from '../../testing/small-warehouse.ts'
import type { FilmEngine } from '../columns/film-engine.ts'
import { limits } from '../explore/limits.ts'
import { pivotOfFilms } from '../explore/pivot.ts'
import { comparedPivot } from './compare.ts'
import { differingMembers } from './differs.ts'
import { overlapOf, sideFilms } from './side-films.ts'

let db: WritableDb
let engine: FilmEngine
beforeAll(async () => {
  db = smallWarehouse(':memory:', fc.sample(anyFilm, { seed: 5, numRuns: 400 }))
  engine = await engineOver(db)
})
afterAll(() => db.close())

const anySide: fc.Arbitrary<Side> = fc.record({ filter: anyFilter, isRest: fc.boolean() })
const all = { ...limits, numbers: 100_000, multiples: Number.POSITIVE_INFINITY }

function compared(spec: ExploreSpec, a: Side, b: Side) {
  const answer = comparedPivot(sideFilms(engine, a), sideFilms(engine, b), spec, all)
  return 'refused' in answer ? null : answer
}

/** The numbers of a side by the names of their rows and columns. */
function told(
  pivot: Pick<Pivot, 'rows' | 'columns'>,
  { values, films }: { values: Float64Array; films: Uint32Array },
  measures: number,
): Map<string, number[]> {
  const names = (path: readonly { key: unknown; isOthers: boolean }[]) =>
    path.map(({ key, isOthers }) => [key, isOthers])
  const columns = [...pivot.columns.map(({ path, ...member }) => path ?? [member]), []]
  return new Map(
    pivot.rows.flatMap(({ path }, y) =>
      columns.map((column, x): [string, number[]] => {
        const at = y * columns.length + x
        const own = [...values.subarray(at * measures, (at + 1) * measures)]
        return [JSON.stringify([names(path), names(column)]), [films[at] as number, ...own]]
      }),
    ),
  )
}

describe('a comparison', () => {
  it('has for each side the numbers of that side alone, in rows and columns of both', () => {
    fc.assert(
      fc.property(anySpec, anySide, anySide, (spec, a, b) => {
        const both = compared(spec, a, b)
        fc.pre(both !== null)
        const of = spec.measures.length
        for (const [side, numbers] of [
          [a, both.pivot],
          [b, both.b],
        ] as const) {
          const { columns, films } = sideFilms(engine, side)
          const alone = pivotOfFilms(columns, films, spec, all, side === b ? both.pivot.others : null)
          if ('refused' in alone) throw new Error('refused')
          const own = told(alone.pivot, alone.pivot, of)
          const seen = told(both.pivot, numbers, of)
          for (const [name, values] of own) {
            expect(
              seen.get(name)?.every((value, at) => same(value, values[at] as number)),
              name,
            ).toBe(true)
          }
          // What a side has no row of has no films of it.
          for (const [name, [films]] of seen) if (!own.has(name)) expect(films, name).toBe(0)
          expect(numbers.matched).toBe(films.length)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('of a side with itself differs nowhere, and all of it is in both', () => {
    fc.assert(
      fc.property(anySpec, anySide, (spec, side) => {
        const both = compared(spec, side, side)
        fc.pre(both !== null)
        const { pivot, b, overlap } = both
        expect(b.films).toEqual(pivot.films)
        expect(b.values.every((value, at) => same(value, pivot.values[at] as number))).toBe(true)
        expect(overlap).toBe(pivot.matched)
        const films = sideFilms(engine, side)
        expect(differingMembers(films, films).members).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('with the rest has every film once, and none in both', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const a = sideFilms(engine, { filter, isRest: false })
        const rest = sideFilms(engine, { filter, isRest: true })
        expect(overlapOf(a, rest)).toBe(0)
        expect([...a.films, ...rest.films].sort((x, y) => x - y)).toEqual(
          Array.from({ length: engine.columns.rows }, (_, row) => row),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('counts a film of both sides in each, and in both', () => {
    fc.assert(
      fc.property(anySide, anySide, (a, b) => {
        const [first, second] = [sideFilms(engine, a), sideFilms(engine, b)]
        const has = new Set(second.films)
        expect(overlapOf(first, second)).toBe([...first.films].filter((row) => has.has(row)).length)
        expect(overlapOf(second, first)).toBe(overlapOf(first, second))
      }),
      { numRuns: 60 },
    )
  })

  it('tells what differs most by the shares of each side, the unknown apart', () => {
    fc.assert(
      fc.property(anySide, anySide, (a, b) => {
        const { members, unknown, ...counts } = differingMembers(sideFilms(engine, a), sideFilms(engine, b))
        // Of more films than there are of any member nothing is told; of one, no fewer than usual.
        expect(differingMembers(sideFilms(engine, a), sideFilms(engine, b), 401).members).toEqual([])
        const few = differingMembers(sideFilms(engine, a), sideFilms(engine, b), 1)
        expect(few.least).toBe(1)
        expect(few.members.length).toBeGreaterThanOrEqual(members.length)
        const gaps = members.map(({ shareA, shareB }) => Math.abs(shareA - shareB))
        expect(gaps).toEqual(gaps.toSorted((x, y) => y - x))
        for (const { filmsA, shareA, filmsB, shareB } of [...members, ...unknown]) {
          expect(Math.max(filmsA, filmsB)).toBeGreaterThanOrEqual(counts.least)
          expect(shareA).toBeCloseTo(counts.a === 0 ? 0 : filmsA / counts.a, 12)
          expect(shareB).toBeCloseTo(counts.b === 0 ? 0 : filmsB / counts.b, 12)
        }
        expect(members.every(({ member }) => member.key !== null)).toBe(true)
        expect(unknown.every(({ member }) => member.key === null)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('leaves ranges as they ascend where the second side has more of them', () => {
    const spec: ExploreSpec = {
      rows: [{ dimension: 'year', bucket: 'decade' }],
      columns: [],
      measures: ['films'],
      sort: null,
      top: null,
    }
    const a = emptyFilter()
    a.where.year.in = [[1960, 1979]]
    const both = compared(spec, { filter: a, isRest: false }, { filter: emptyFilter(), isRest: false })
    const rows = both?.pivot.rows ?? []
    const decades = rows.flatMap(({ path: [member] }) => (typeof member?.key === 'number' ? [member.key] : []))
    expect(decades).toEqual(decades.toSorted((x, y) => x - y))
    expect(decades.length).toBeGreaterThan(2)
  })
})
