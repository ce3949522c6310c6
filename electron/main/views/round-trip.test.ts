import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptyFilter, type MovieFilter } from '../../../shared/filter/filter.ts'
import { withKnownMembers } from '../../../shared/views/known-members.ts'
import { readViewState } from '../../../shared/views/read-view.ts'
import { stateKey, type ViewState, viewStateSchema } from '../../../shared/views/view-state.ts'
import type { WritableDb } from '../../warehouse/file/connection.ts'
import type { FilmEngine } from '../../warehouse/read/columns/film-engine.ts'
import { pivotOf } from '../../warehouse/read/explore/pivot.ts'
import { anyFilm } from '../../warehouse/testing/any-films.ts'
import { engineOver } from '../../warehouse/testing/small-engine.ts'
import { smallWarehouse } from '../../warehouse/testing/small-warehouse.ts'
import { SavedViews } from './saved-views.ts'
import { anyState } from './testing/any-state.ts'

const films = fc.sample(fc.array(anyFilm, { minLength: 400, maxLength: 400 }), { numRuns: 1, seed: 16 })[0] ?? []
let dataDir: string
let a: { db: WritableDb; engine: FilmEngine }
/** The same films, met in another order: every key is another one. */
let b: typeof a

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'yts-views-'))
  const open = async (db: WritableDb) => ({ db, engine: await engineOver(db) })
  a = await open(smallWarehouse(':memory:', films))
  b = await open(smallWarehouse(':memory:', films.toReversed(), (id) => (id <= 62 ? 63 - id : id + 40)))
})
afterAll(() => {
  a.db.close()
  b.db.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const count = (engine: FilmEngine, filter: MovieFilter): number => engine.overview(filter).matched

/** All numbers of an answer with their members, in an order of their own. */
function numbers(engine: FilmEngine, { page, ...state }: ViewState): unknown {
  if (!('explore' in state)) return null
  const { spec } = state.explore
  if (spec.rows.length + spec.columns.length === 0) return null
  // Which of equals come first is told by keys of the film, which no view names.
  const answer = pivotOf(engine, { spec: { ...spec, top: null, sort: null }, filter: state.filter })
  if (!('pivot' in answer)) return answer
  const { rows, columns, values, films: counts } = answer.pivot
  const width = columns.length + 1
  return rows
    .flatMap(({ path: members }, row) =>
      [...columns, null].map((column, at) =>
        JSON.stringify([
          members.map(({ key }) => key),
          column?.key,
          counts[row * width + at],
          Array.from(
            values.slice((row * width + at) * spec.measures.length, (row * width + at + 1) * spec.measures.length),
          ).map((value) => (Number.isNaN(value) ? null : value.toFixed(6))),
        ]),
      ),
    )
    .sort()
}

it('a view is the same when it comes back, and counts the same, in 300 random states', async () => {
  const saved = new SavedViews(() => dataDir)
  const { id } = await saved.save(null, 'View', { page: 'overview', filter: emptyFilter(), count: 'films' })
  await fc.assert(
    fc.asyncProperty(anyState, async (state) => {
      await saved.save(id, 'View', state)
      const back = new SavedViews(() => dataDir).list().views.at(-1)
      expect(back?.skipped).toEqual([])
      expect(back?.state).toEqual(state)
      expect(count(a.engine, back?.state.filter as MovieFilter)).toBe(count(a.engine, state.filter))
    }),
    { numRuns: 300 },
  )
})

it('a view that was saved over one warehouse shows the same over another with other keys, and its Explore the same numbers', () => {
  const keyOf = (db: WritableDb, table: string, key: string, column: string) =>
    JSON.stringify(db.prepare(`SELECT ${column}, ${key} FROM ${table} ORDER BY ${column}`).raw().all())
  for (const [table, key, column] of [
    ['dim_genre', 'genre_id', 'genre_name'],
    ['dim_language', 'language_key', 'language'],
    ['dim_mpa_rating', 'mpa_rating_key', 'mpa_rating'],
  ] as const)
    expect(keyOf(a.db, table, key, column)).not.toBe(keyOf(b.db, table, key, column))
  let some = 0
  fc.assert(
    fc.property(anyState, (state) => {
      const kept = JSON.parse(JSON.stringify(state)) as ViewState
      const over = count(a.engine, state.filter)
      if (over > 0) some += 1
      expect(count(b.engine, kept.filter)).toBe(over)
      expect(numbers(b.engine, kept)).toEqual(numbers(a.engine, state))
    }),
    { numRuns: 300 },
  )
  expect(some, 'states that keep films').toBeGreaterThan(60)
})

it('whatever is given, what is read is a state or nothing, and reading it again skips nothing', () => {
  const odd = fc.oneof(
    fc.anything({ withNullPrototype: true, withBigInt: false }),
    fc.record({
      page: fc.constantFrom('overview', 'explore', 'movies'),
      filter: fc.anything(),
      grid: fc.anything(),
      explore: fc.anything(),
      count: fc.anything(),
    }),
    // A state with one part replaced by something else.
    fc.tuple(anyState, fc.json({ maxDepth: 3 }), fc.nat()).map(([state, other, at]) => {
      const paths: [Record<string, unknown>, string][] = []
      const copy = JSON.parse(JSON.stringify(state)) as Record<string, unknown>
      const walk = (node: Record<string, unknown>) => {
        for (const [key, value] of Object.entries(node)) {
          paths.push([node, key])
          if (typeof value === 'object' && value !== null) walk(value as Record<string, unknown>)
        }
      }
      walk(copy)
      const [node, key] = paths[at % paths.length] ?? [copy, 'page']
      node[key] = JSON.parse(other)
      return copy
    }),
  )
  fc.assert(
    fc.property(odd, (raw) => {
      const read = readViewState(raw)
      if (!read) return
      expect(viewStateSchema.safeParse(read.state).success).toBe(true)
      expect(readViewState(JSON.parse(JSON.stringify(read.state)))).toEqual({ state: read.state, skipped: [] })
    }),
    { numRuns: 1000 },
  )
})

it('a part that is not known here is named, and the rest shows what it showed', () => {
  const read = readViewState({
    page: 'explore',
    filter: {
      where: { genre: { any: ['kung-fu', 'drama'], all: [], none: [] }, mood: { any: ['dark'] } },
      also: [{ dimension: 'language', clause: { any: ['xx', 'en'], none: [] } }],
      list: 'Seen',
    },
    explore: {
      spec: {
        rows: [{ dimension: 'genre' }, { dimension: 'studio' }],
        columns: [{ dimension: 'year', bucket: 'century' }],
        measures: ['films', 'sales'],
        sort: { measure: 'sales', dir: 'desc', column: null },
        top: 10,
      },
      view: 'cloud',
    },
    sql: 'DROP TABLE fact_movies',
    path: '/etc/passwd',
  })
  if (!read) throw new Error('not read')
  const members = { genre: [{ name: 'drama' }], language: [{ name: 'en' }], mpa: [] }
  const known = withKnownMembers(read.state, members)
  expect([...read.skipped, ...known.skipped]).toEqual([
    'the filter by “mood”',
    'the filter by “list”',
    'what is shown of the answer',
    'the dimension “studio”',
    'the dimension “year”',
    'the measure “sales”',
    'the order of the rows',
    '“sql”',
    '“path”',
    'genre “kung-fu”',
    'language “xx”',
  ])
  expect(known.state).toMatchObject({
    filter: { where: { genre: { any: ['drama'] } }, also: [{ clause: { any: ['en'] } }] },
    explore: { spec: { rows: [{ dimension: 'genre' }], columns: [], measures: ['films'], top: 10 }, view: 'both' },
  })
  expect(stateKey(known.state)).not.toContain('passwd')
})
