import fc from 'fast-check'
import { expect } from 'vitest'
import type { Pivot } from '../../../shared/contract/questions/pivot.ts'
import type { DrillMember } from '../../../shared/drill.ts'
import {
  acrossAxes,
  bucketIds,
  type ExploreAxis,
  type ExploreSpec,
  exploreSpecSchema,
} from '../../../shared/explore-spec.ts'
import type { MovieFilter } from '../../../shared/filter/filter.ts'
import { measureIds } from '../../../shared/model/measures.ts'
import { axisDimension, axisIds, isAnyRange, isDerived } from '../../../shared/model/values/derived.ts'
import type { WritableDb } from '../file/connection.ts'
import type { FilmEngine } from '../read/columns/film-engine.ts'
import { limits } from '../read/explore/limits.ts'
import { pivotOf } from '../read/explore/pivot.ts'
import { othersName, pivotSql } from '../read/explore/pivot-sql.ts'

const axes = axisIds.flatMap((dimension) =>
  bucketIds(dimension).map((bucket): ExploreAxis => (bucket === undefined ? { dimension } : { dimension, bucket })),
)

/** Axes of few members, for small multiples. */
const few = axes.filter(
  ({ dimension, bucket }) =>
    bucket === 'decade' || bucket === 'month' || isDerived(dimension) || !isAnyRange(dimension),
)

const anyKey = fc.constantFrom<string | number | null>('genre 1', 'en', 1960, 1970, 6, null)

/** Questions over films of `anyFilm`: up to two dimensions down and three across, genres also both ways. */
export const anySpec: fc.Arbitrary<ExploreSpec> = fc
  .record({
    used: fc.shuffledSubarray(axes, { maxLength: 3 }),
    columns: fc.integer({ min: 0, max: 1 }),
    colour: fc.option(fc.constantFrom(...axes), { nil: undefined, freq: 3 }),
    multiples: fc.option(fc.constantFrom(...few), { nil: undefined, freq: 3 }),
    together: fc.option(fc.constantFrom('rows', 'columns'), { nil: null, freq: 4 }),
    measures: fc.shuffledSubarray([...measureIds], { minLength: 1, maxLength: 4 }),
    sort: fc.option(
      fc.record({
        measure: fc.constantFrom(...measureIds),
        dir: fc.constantFrom('asc' as const, 'desc' as const),
        column: fc.option(
          fc.record(
            { key: anyKey, within: fc.array(anyKey, { minLength: 1, maxLength: 2 }) },
            { requiredKeys: ['key'] },
          ),
          { nil: null },
        ),
      }),
      { nil: null },
    ),
    top: fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }),
  })
  .map(({ used, columns, colour, multiples, together, ...rest }) => {
    const across = used.length > 2 ? 1 : Math.min(columns, used.length)
    const genre: ExploreAxis = { dimension: 'genre' }
    const spec = {
      ...rest,
      rows: together
        ? [genre, ...used.filter(({ dimension }) => dimension !== 'genre').slice(0, 1)]
        : used.slice(across),
      columns: together ? [genre] : used.slice(0, across),
    }
    const whole = { ...spec, colour, multiples }
    const tries = [whole, { ...spec, colour }, { ...spec, multiples }, spec]
    const [read] = tries.flatMap((each) => exploreSpecSchema.safeParse(each).data ?? [])
    if (!read) throw new Error(`no question: ${JSON.stringify(spec)}`)
    return read
  })

/** The answer to a question, however large. */
export function answer(engine: FilmEngine, spec: ExploreSpec, filter: MovieFilter): Pivot {
  const result = pivotOf(engine, { spec, filter }, { ...limits, numbers: Number.POSITIVE_INFINITY })
  if (!('pivot' in result)) throw new Error('refused')
  return result.pivot
}

export type Member = Pivot['rows'][number]['path'][number]

/** A cell by its members, with its place in the answer. */
interface Cell {
  path: Pivot['rows'][number]['path']
  /** Empty = all columns. */
  column: Pivot['rows'][number]['path']
  films: number
  values: number[]
}

/** Every cell and total of an answer. */
export function cellsOf(pivot: Pivot, measures: number): Cell[] {
  const across = [...pivot.columns.map(({ path, ...own }) => path ?? [own]), []]
  return pivot.rows.flatMap(({ path }, row) =>
    across.map((column, index) => {
      const at = row * across.length + index
      const values = [...pivot.values.subarray(at * measures, (at + 1) * measures)]
      return { path, column, films: pivot.films[at] as number, values }
    }),
  )
}

const nameOf = ({ key, isOthers }: Member) => (isOthers ? othersName : key)

/** The cells as the statement gives them: by their level and members. */
function sqlCells(db: WritableDb, spec: ExploreSpec, sql: string): Map<string, { films: number; values: number[] }> {
  const axisCount = spec.rows.length + acrossAxes(spec).length
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

/** Whether two numbers are the same to a billionth; NaN is itself. */
export function same(a: number, b: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b)
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
}

/** The members that lead from a cell to its films. */
export function drillOf(spec: ExploreSpec, pivot: Pivot, { path, column }: Cell) {
  const member = ({ key, isOthers }: Member): DrillMember =>
    isOthers && pivot.others ? { key, others: pivot.others } : { key }
  return [
    ...path.map((each, depth) => ({ axis: spec.rows[depth] as ExploreAxis, member: member(each) })),
    ...column.map((each, depth) => ({ axis: acrossAxes(spec)[depth] as ExploreAxis, member: member(each) })),
  ]
}

/** Holds every cell and total of an answer to the SQL that it shows. */
export function expectAsInSql(db: WritableDb, engine: FilmEngine, spec: ExploreSpec, filter: MovieFilter): void {
  const pivot = answer(engine, spec, filter)
  const expected = sqlCells(db, spec, pivotSql(engine, { spec, filter }))
  const names = new Map<string, string>()
  const found = cellsOf(pivot, spec.measures.length).filter((cell) => cell.films > 0 || cell.path.length === 0)
  let total = 0
  for (const cell of found) {
    // Columns of the total row that no film has cannot be: a column is there because a film is.
    const members = [
      ...spec.rows.map((_, depth) => cell.path[depth]),
      ...acrossAxes(spec).map((_, depth) => cell.column[depth]),
    ]
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

/** What the statement calls the column of an axis. */
function columnName(spec: ExploreSpec, index: number): string {
  const axis = [...spec.rows, ...acrossAxes(spec)][index]
  const isAgain = index >= spec.rows.length && spec.rows.some((each) => each.dimension === axis?.dimension)
  if (axis?.dimension === 'genre' && isAgain) return 'other_genre'
  if (axis && isDerived(axis.dimension)) return axisDimension(axis.dimension).buckets[0].sqlName
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
