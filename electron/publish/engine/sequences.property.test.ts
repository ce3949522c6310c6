import fc from 'fast-check'
import { expect, it } from 'vitest'
import { digestSql } from '../canonical.ts'
import { publishedTables } from '../star-columns.ts'
import { starDigests } from '../star-rows.ts'
import { rollBackEngine, verifyEngine } from '../store/look-at-store.ts'
import { keptVersions, stateIfAny } from '../store/store-state.ts'
import { versionDigest } from '../store/version-sql.ts'
import { duckEngine } from '../testing/duck-engine.ts'
import { dyingEngine } from '../testing/dying-engine.ts'
import { Killed, makePlace, someFilms } from '../testing/warehouses.ts'
import { publishToEngine } from './publisher.ts'

const step = fc.oneof(
  fc.record({ what: fc.constant('load' as const), round: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ what: fc.constant('publish' as const), full: fc.boolean() }),
  fc.record({ what: fc.constant('crash' as const), at: fc.integer({ min: 1, max: 40 }), isDone: fc.boolean() }),
  fc.record({ what: fc.constant('rollback' as const), back: fc.nat({ max: 3 }) }),
)

it('any sequence of loads, publishes, crashes and rollbacks shows whole versions only, and a publish ends equal to the warehouse', async () => {
  // Two of a film's tables and one beside them: every further one costs time and shows nothing more.
  const tables = publishedTables(['gold']).filter(({ name }) =>
    ['dim_genre', 'fact_movies', 'genre_junction'].includes(name),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
      const place = makePlace()
      const engine = await duckEngine()
      const { names } = engine
      const order = { names, tables, install: 'here', producer: 'a test', keepVersions: 3 }
      const here = async () =>
        Object.fromEntries([...(await starDigests(place.db, tables))].map(([name, digest]) => [name, String(digest)]))
      const digestsOf = async (sqlOf: (table: (typeof tables)[number]) => string) => {
        const found: [string, unknown][] = []
        for (const table of tables) found.push([table.name, (await engine.rows(sqlOf(table)))[0]?.digest])
        return Object.fromEntries(found)
      }
      try {
        place.load(someFilms(0))
        /** What each version held when it was first seen: it never becomes anything else. */
        const held = new Map<number, unknown>()
        for (const next of [...steps, { what: 'publish' as const, full: false }]) {
          if (next.what === 'load') place.load(someFilms(next.round))
          if (next.what === 'publish') await publishToEngine(place.db, engine, { ...order, full: next.full })
          if (next.what === 'crash')
            await publishToEngine(place.db, dyingEngine(engine, next.at, next.isDone).dead, order).catch(
              (error: unknown) => expect(error).toBeInstanceOf(Killed),
            )
          const before = await stateIfAny(engine, names)
          if (!before?.version) continue
          if (next.what === 'rollback') {
            const kept = await keptVersions(engine, names)
            const wanted = kept[next.back % Math.max(1, kept.length)]?.version ?? before.version
            await rollBackEngine(engine, names, { install: 'here', producer: 'a test', version: wanted })
          }
          const shown = (await stateIfAny(engine, names))?.version ?? 0
          const seen = await digestsOf(({ name, columns }) => digestSql(`${names.schema}.\`${name}\``, columns))
          expect(held.get(shown) ?? seen).toEqual(seen)
          held.set(shown, seen)
          expect((await verifyEngine(engine, names)).differences).toEqual([])
          // Unless an attempt is under way, every version that can be shown holds what was published as it.
          for (const { version, digests } of await keptVersions(engine, names))
            expect(await digestsOf((table) => versionDigest(names, table, version))).toEqual(JSON.parse(digests))
        }
        expect([...held.values()].at(-1)).toBeDefined()
        expect((await stateIfAny(engine, names))?.digests).toEqual(await here())
        const kept = (await keptVersions(engine, names)).map(({ version }) => version)
        expect(kept.length).toBeLessThanOrEqual(4)
        expect(kept).toContain((await stateIfAny(engine, names))?.version)
      } finally {
        place.end()
        engine.end()
      }
    }),
    { numRuns: 25 },
  )
})

it('two installations that publish at once: one at a time has the store, and what is shown is whole', async () => {
  const tables = publishedTables(['gold']).filter(({ name }) => ['dim_genre', 'fact_movies'].includes(name))
  const engine = await duckEngine()
  const places = [makePlace(), makePlace()]
  try {
    const { names } = engine
    const wholes = new Set<string>()
    for (let round = 0; round < 6; round++) {
      for (const [index, place] of places.entries()) {
        place.load(someFilms(2 * round + index))
        const digests = await starDigests(place.db, tables)
        wholes.add(JSON.stringify(Object.fromEntries([...digests].map(([name, digest]) => [name, String(digest)]))))
      }
      const done = await Promise.allSettled(
        places.map(({ db }, index) =>
          publishToEngine(db, engine, { names, tables, install: `place${index}`, producer: 'a test', keepVersions: 7 }),
        ),
      )
      for (const result of done)
        if (result.status === 'rejected') expect(result.reason).toMatchObject({ kind: 'destination_busy' })
      expect(done.some(({ status }) => status === 'fulfilled')).toBe(true)
      const found: [string, unknown][] = []
      for (const { name, columns } of tables)
        found.push([name, (await engine.rows(digestSql(`${names.schema}.\`${name}\``, columns)))[0]?.digest])
      expect([...wholes]).toContain(JSON.stringify(Object.fromEntries(found)))
      expect((await stateIfAny(engine, names))?.owner).toBeNull()
    }
  } finally {
    for (const place of places) place.end()
    engine.end()
  }
})
