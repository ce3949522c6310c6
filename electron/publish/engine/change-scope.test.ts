import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RawMovie, rawMovie } from '../../warehouse/testing/loads.ts'
import { digestSql } from '../canonical.ts'
import { publishedTables } from '../star-columns.ts'
import { starDigests } from '../star-rows.ts'
import { rollBackEngine } from '../store/look-at-store.ts'
import { type DuckEngine, duckEngine } from '../testing/duck-engine.ts'
import { dyingEngine } from '../testing/dying-engine.ts'
import { makePlace, type Place } from '../testing/warehouses.ts'
import { filmsChangedSince, sourceOf } from './change-scope.ts'
import { publishToEngine } from './publisher.ts'

const tables = publishedTables(['gold'])
let place: Place
let engine: DuckEngine
beforeEach(async () => {
  place = makePlace()
  engine = await duckEngine()
})
afterEach(() => {
  place.end()
  engine.end()
})

/** Publishes, and what was sent: rows by table, and each table that was sent both in part and whole. */
async function publish(full = false) {
  const { dead, calls } = dyingEngine(engine, Number.POSITIVE_INFINITY, true)
  const order = { names: engine.names, tables, install: 'here', producer: 'a test', keepVersions: 7, full }
  const outcome = await publishToEngine(place.db, dead, order)
  const merged = calls.flatMap((sql) => /^MERGE INTO .*`(\w+)_versions`/.exec(sql)?.[1] ?? [])
  const sent = Object.fromEntries(outcome.tables.map(({ name, sent: rows }) => [name, rows]))
  return { outcome, sent, merged, missed: merged.filter((name, index) => merged.indexOf(name) !== index) }
}

async function expectEqual(): Promise<void> {
  const here = [...(await starDigests(place.db, tables))].map(([name, digest]) => [name, String(digest)])
  const there: unknown[] = []
  for (const { name, columns } of tables)
    there.push([name, (await engine.rows(digestSql(`${engine.names.schema}.\`${name}\``, columns)))[0]?.digest])
  expect(there).toEqual(here)
}

const films = (count: number, changes: (id: number) => Record<string, unknown> | null = () => ({})): RawMovie[] =>
  Array.from({ length: count }, (_, index) => index + 1).flatMap((id) => {
    const change = changes(id)
    return change === null ? [] : [rawMovie(id, change)]
  })

describe('publishing what has changed', () => {
  it('sends of the films those alone that are new, changed, removed or back again', async () => {
    place.load(films(60))
    expect((await publish()).outcome).toMatchObject({ mode: 'full', version: 1 })
    // A text alone: neither the fact nor the genres are others.
    place.load(films(60, (id) => (id === 7 ? { title: 'Seven', title_english: 'Seven' } : {})))
    const text = await publish()
    expect(text).toMatchObject({ outcome: { mode: 'incremental', version: 2 }, missed: [], sent: { dim_movie: 1 } })
    expect(text.merged).toEqual(expect.not.arrayContaining(['dim_genre', 'genre_junction']))
    await expectEqual()
    // A genre less and another one, a rating, and two new films.
    place.load(
      films(62, (id) =>
        id === 9
          ? { genres: ['Drama', 'Comedy'] }
          : id === 11
            ? { rating: 2.5 }
            : id === 7
              ? { title: 'Seven', title_english: 'Seven' }
              : {},
      ),
    )
    const several = await publish()
    expect(several).toMatchObject({
      outcome: { mode: 'incremental' },
      missed: [],
      sent: { fact_movies: 4, dim_movie: 4 },
    })
    expect(several.outcome.tables.find(({ name }) => name === 'genre_junction')).toMatchObject({ added: 5, closed: 1 })
    await expectEqual()
    // Missed by two sweeps, films are removed.
    const without = films(62, (id) => (id === 20 || id === 21 ? null : id === 9 ? { genres: ['Drama', 'Comedy'] } : {}))
    place.load(without)
    await publish()
    place.load(without)
    const removed = await publish()
    expect(removed).toMatchObject({ outcome: { mode: 'incremental' }, missed: [] })
    expect(removed.outcome.tables.find(({ name }) => name === 'fact_movies')).toMatchObject({ added: 0, closed: 2 })
    await expectEqual()
    place.load(films(62, (id) => (id === 9 ? { genres: ['Drama', 'Comedy'] } : {})))
    const back = await publish()
    expect(back).toMatchObject({ outcome: { mode: 'incremental' }, missed: [], sent: { fact_movies: 2 } })
    await expectEqual()
  })

  it('sends all where it is not known what has changed: after a rollback, from another warehouse, and when asked', async () => {
    place.load(films(40))
    await publish()
    place.load(films(41))
    expect((await publish()).outcome.mode).toBe('incremental')
    await rollBackEngine(engine, engine.names, { install: 'here', producer: 'a test', version: 1 })
    place.load(films(42))
    expect((await publish()).outcome.mode).toBe('full')
    await expectEqual()
    place.load(films(43))
    expect((await publish(true)).outcome.mode).toBe('full')
    place.db.prepare("UPDATE warehouse_state SET value = 'another' WHERE key = 'warehouse_id'").run()
    place.load(films(44))
    expect((await publish()).outcome.mode).toBe('full')
    await expectEqual()
    expect(filmsChangedSince(place.db, null)).toBeNull()
    const now = sourceOf(place.db)
    expect(filmsChangedSince(place.db, now)).toEqual([])
    expect(filmsChangedSince(place.db, { ...now, goldSeq: now.goldSeq + 1 })).toBeNull()
    // More than half of the films.
    expect(filmsChangedSince(place.db, { ...now, goldSeq: 0 })).toBeNull()
  })

  it('sends a table whole that does not come to its digest by what was thought to have changed', async () => {
    place.load(films(40))
    await publish()
    place.load(films(40, (id) => (id === 5 ? { rating: 1 } : {})))
    // Nobody says so: as if a rule of what has changed were wrong.
    place.db.prepare('UPDATE silver_movie SET change_seq = 0 WHERE movie_id = 5').run()
    place.load(films(41, (id) => (id === 5 ? { rating: 1 } : {})))
    const found = await publish()
    expect(found.missed).toContain('fact_movies')
    await expectEqual()
  })

  it('misses nothing, whatever loads bring', async () => {
    const change = fc.record({
      id: fc.integer({ min: 1, max: 45 }),
      what: fc.constantFrom('title', 'rating', 'genres', 'year', 'language', 'gone', 'refused'),
      value: fc.integer({ min: 0, max: 9 }),
    })
    const loads = fc.array(fc.array(change, { maxLength: 4 }), { minLength: 2, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(loads, async (all) => {
        place.end()
        engine.end()
        place = makePlace()
        engine = await duckEngine()
        place.load(films(40))
        await publish()
        for (const changes of all) {
          const of = new Map(changes.map((one) => [one.id, one]))
          place.load(
            films(40 + changes.length, (id) => {
              const { what, value = 0 } = of.get(id) ?? {}
              if (what === 'gone') return null
              if (what === 'title') return { title: `Title ${value}` }
              if (what === 'rating') return { rating: value }
              if (what === 'genres') return { genres: ['Drama', 'Comedy', 'Action', 'Horror'].slice(value % 4) }
              if (what === 'year') return { year: 1990 + value }
              if (what === 'language') return { language: ['en', 'ja', 'fr'][value % 3] }
              return what === 'refused' ? { title: '', title_english: '' } : {}
            }),
          )
          const { outcome, missed } = await publish()
          expect(missed).toEqual([])
          if (outcome.status === 'published') await expectEqual()
        }
      }),
      { numRuns: 12 },
    )
  })
})
