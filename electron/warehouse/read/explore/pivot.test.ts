import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Pivot } from '../../../../shared/contract/pivot.ts'
import { type DrillMember, narrowed } from '../../../../shared/drill.ts'
import { bucketIds, type ExploreAxis, type ExploreSpec, exploreSpecSchema } from '../../../../shared/explore-spec.ts'
import { emptyFilter, type MovieFilter } from '../../../../shared/filter/filter.ts'
import { type DimensionId, dimensionIds } from '../../../../shared/model/dimensions.ts'
import { measureIds, measureOf } from '../../../../shared/model/measures.ts'
import type { WritableDb } from '../../file/connection.ts'
import { anyFilm, anyFilter } from '../../testing/any-films.ts'
import { engineOver } from '../../testing/small-engine.ts'
import { smallWarehouse } from '../../testing/small-warehouse.ts'
import type { FilmEngine } from '../columns/film-engine.ts'
import { limits } from './limits.ts'
import { pivotOf } from './pivot.ts'
import { othersName, pivotSql } from './pivot-sql.ts'

const axes = dimensionIds.flatMap((dimension) =>
  bucketIds(dimension).map((bucket): ExploreAxis => (bucket === undefined ? { dimension } : { dimension, bucket })),
)

const anySpec: fc.Arbitrary<ExploreSpec> = fc
  .record({
    used: fc.shuffledSubarray(axes, { maxLength: 3 }),
    columns: fc.integer({ min: 0, max: 1 }),
    measures: fc.shuffledSubarray([...measureIds], { minLength: 1, maxLength: 4 }),
    sort: fc.option(
      fc.record({
        measure: fc.constantFrom(...measureIds),
        dir: fc.constantFrom('asc' as const, 'desc' as const),
        column: fc.option(
          fc.record({ key: fc.constantFrom<string | number | null>('genre 1', 'en', 1960, 1970, 6, null) }),
          { nil: null },
        ),
      }),
      { nil: null },
    ),
    top: fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }),
  })
  .map(({ used, columns, ...rest }) => {
    const across = used.length > 2 ? 1 : Math.min(columns, used.length)
    return exploreSpecSchema.parse({ rows: used.slice(across), columns: used.slice(0, across), ...rest })
  })

function answer(engine: FilmEngine, spec: ExploreSpec, filter: MovieFilter): Pivot {
  const result = pivotOf(engine, { spec, filter })
  if (!('pivot' in result)) throw new Error('refused')
  return result.pivot
}

/** A cell by its members, with its place in the answer. */
interface Cell {
  path: Pivot['rows'][number]['path']
  column: Pivot['columns'][number] | null
  films: number
  values: number[]
}

function cellsOf(pivot: Pivot, measures: number): Cell[] {
  const across = [...pivot.columns, null]
  return pivot.rows.flatMap(({ path }, row) =>
    across.map((column, index) => {
      const at = row * across.length + index
      const values = [...pivot.values.subarray(at * measures, (at + 1) * measures)]
      return { path, column, films: pivot.films[at] as number, values }
    }),
  )
}

const nameOf = ({ key, isOthers }: Pivot['columns'][number]) => (isOthers ? othersName : key)

/** The cells as the statement gives them: by their level and members. */
function sqlCells(db: WritableDb, spec: ExploreSpec, sql: string): Map<string, { films: number; values: number[] }> {
  const axisCount = spec.rows.length + spec.columns.length
  const names = [...new Set(['films' as const, ...spec.measures])]
  const rows = db.prepare<[], (string | number | null)[]>(sql).raw().all()
  return new Map(
    rows.map((row) => {
      const numbers = row.slice(1 + axisCount)
      const values = spec.measures.map((measure) => {
        const value = numbers[names.indexOf(measure)]
        return value === null || value === undefined ? Number.NaN : Number(value)
      })
      return [JSON.stringify(row.slice(0, 1 + axisCount)), { films: Number(numbers[0]), values }]
    }),
  )
}

function same(a: number, b: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b)
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
}

function drillOf(spec: ExploreSpec, pivot: Pivot, { path, column }: Cell) {
  const member = ({ key, isOthers }: Pivot['columns'][number]): DrillMember =>
    isOthers && pivot.others ? { key, others: pivot.others } : { key }
  return [
    ...path.map((each, depth) => ({ axis: spec.rows[depth] as ExploreAxis, member: member(each) })),
    ...(column ? [{ axis: spec.columns[0] as ExploreAxis, member: member(column) }] : []),
  ]
}

/** Holds every cell and total of an answer to the SQL that it shows. */
function expectAsInSql(db: WritableDb, engine: FilmEngine, spec: ExploreSpec, filter: MovieFilter): void {
  const pivot = answer(engine, spec, filter)
  const expected = sqlCells(db, spec, pivotSql(engine, { spec, filter }))
  const names = new Map<string, string>()
  const found = cellsOf(pivot, spec.measures.length).filter((cell) => cell.films > 0 || cell.path.length === 0)
  let total = 0
  for (const cell of found) {
    // Columns of the total row that no film has cannot be: a column is there because a film is.
    const members = [...spec.rows.map((_, depth) => cell.path[depth]), ...spec.columns.map(() => cell.column)]
    const kept = members.flatMap((member, index) => (member ? [index] : []))
    const level = kept.length === 0 ? 'all' : `by ${kept.map((index) => columnName(spec, index)).join(', ')}`
    const key = JSON.stringify([level, ...members.map((member) => (member ? nameOf(member) : null))])
    names.set(key, key)
    const other = expected.get(key)
    expect(other, `${key} is in the SQL`).toBeDefined()
    expect(cell.films, key).toBe(other?.films)
    cell.values.forEach((value, index) => {
      const there = other?.values[index] ?? Number.NaN
      expect(same(value, there), `${spec.measures[index]} of ${key}: ${value} and ${there}`).toBe(true)
    })
    if (level === 'all') total = cell.films
  }
  expect(found).toHaveLength(expected.size)
  expect(names.size).toBe(found.length)
  expect(total).toBe(engine.rows(filter, [{ key: 'movie_id', dir: 'asc' }]).length)
  expect(pivot.matched).toBe(total)
}

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
        for (const room of [
          { ...none, listed: 0 },
          { ...none, counts: 500 },
          { ...limits, loose: 0 },
        ]) {
          const result = pivotOf(engine, { spec, filter }, room)
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
        const cells = cellsOf(pivot, spec.measures.length).filter(({ column }) => column === null)
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

/** What the statement calls the column of an axis. */
function columnName(spec: ExploreSpec, index: number): string {
  const axis = [...spec.rows, ...spec.columns][index]
  return sqlNames.get(`${axis?.dimension} ${axis?.bucket}`) ?? String(axis?.dimension)
}
const sqlNames = new Map([
  ['year year', 'released_year'],
  ['year decade', 'decade_from'],
  ['rating half_point', 'rating_from'],
  ['rating tenth', 'rating_shown'],
  ['rating point', 'points_from'],
  ['runtime band', 'band_from'],
  ['uploaded quarter', 'year_and_quarter'],
  ['runtime ten_minutes', 'minutes_from'],
  ['uploaded month', 'year_and_month'],
  ['uploaded upload_year', 'upload_year'],
])

describe('an answer that would be too large', () => {
  it('is refused with its numbers, and fits with as many rows as it says', async () => {
    const db = smallWarehouse(':memory:', fc.sample(anyFilm, { seed: 5, numRuns: 300 }))
    const engine = await engineOver(db)
    const spec: ExploreSpec = {
      rows: [
        { dimension: 'year', bucket: 'year' },
        { dimension: 'runtime', bucket: 'ten_minutes' },
      ],
      columns: [{ dimension: 'genre' }],
      measures: ['films', 'median_rating'],
      sort: null,
      top: null,
    }
    const filter = emptyFilter()
    const whole = answer(engine, spec, filter)
    const result = pivotOf(engine, { spec, filter }, { ...limits, numbers: whole.values.length - 1 })
    if (!('refused' in result)) throw new Error('not refused')
    const { rows, columns, measures, numbers, fits } = result.refused
    expect(numbers).toBe(whole.values.length)
    expect(rows * columns * measures).toBe(numbers)
    expect(fits).toBeGreaterThan(0)
    expect(
      'pivot' in
        pivotOf(engine, { spec: { ...spec, top: fits }, filter }, { ...limits, numbers: whole.values.length - 1 }),
    ).toBe(true)
    expect('pivot' in pivotOf(engine, { spec, filter }, { ...limits, numbers: whole.values.length })).toBe(true)
    db.close()
  })
})

describe('the SQL of a pivot', () => {
  it('says which function it needs where stock SQLite lacks one, and nothing where it does not', async () => {
    const db = smallWarehouse(':memory:', fc.sample(anyFilm, { seed: 6, numRuns: 20 }))
    const engine = await engineOver(db)
    const spec: ExploreSpec = { rows: [{ dimension: 'genre' }], columns: [], measures: ['films'], sort: null, top: 2 }
    const plain = pivotSql(engine, { spec, filter: emptyFilter() })
    expect(plain).not.toContain('Needs the function')
    expect(plain).toContain('those of the moment when this was written')
    // A command line would take what begins with a dash for an option.
    expect(plain).toMatch(/^[^-]/)
    const sql = pivotSql(engine, { spec: { ...spec, measures: ['spread_runtime'] }, filter: emptyFilter() })
    expect(sql).toContain('Needs the function percentile_cont')
    db.close()
  })
})
