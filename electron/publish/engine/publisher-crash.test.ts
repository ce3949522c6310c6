import { describe, expect, it } from 'vitest'
import { KnownError } from '../../../shared/ipc/result.ts'
import { keptVersions, stateOf } from '../store/store-state.ts'
import { duckEngine } from '../testing/duck-engine.ts'
import { engineGround, tables } from '../testing/engine-ground.ts'
import { Killed, someFilms } from '../testing/warehouses.ts'
import type { Engine } from './engine.ts'

const ground = engineGround()
const { publish, here, seen, dying } = ground

/** The crash tests send every statement of them many times. */
const someTables = tables.filter(({ name }) => ['dim_genre', 'fact_movies'].includes(name))

describe('publishing to an engine', () => {
  it.each([
    ['before the engine has done it', false],
    ['after the engine has done it', true],
  ])(
    'killed at any call of a publish, %s, shows the old version or the new one, and the next publish ends equal',
    async (_, isDone) => {
      const star = { tables: someTables }
      ground.place.load(someFilms(0))
      await publish(ground.engine, star)
      ground.place.load(someFilms(1))
      // With a repair, which every attempt but the first has.
      await publish(dying(8, true).dead, star).catch(() => {})
      const { dead, calls } = dying(Number.POSITIVE_INFINITY, true)
      await publish(dead, star)
      expect(new Set(calls.map((sql) => sql.split(' ')[0]))).toEqual(
        new Set(['SELECT', 'MERGE', 'UPDATE', 'DELETE', 'put', 'remove']),
      )
      const flips = { before: 0, after: 0 }
      for (let at = 1; at <= calls.length; at++) {
        const before = JSON.stringify(await seen(someTables))
        ground.place.load(someFilms(2 + (at % 7)))
        const after = JSON.stringify(await here(someTables))
        await publish(dying(at, isDone).dead, star).catch((error: unknown) => expect(error).toBeInstanceOf(Killed))
        const shown = JSON.stringify(await seen(someTables))
        expect([before, after], `call ${at}`).toContain(shown)
        if (before !== after) flips[shown === before ? 'before' : 'after']++
        await publish(ground.engine, star)
        expect(JSON.stringify(await seen(someTables)), `after call ${at}`).toBe(after)
      }
      expect(flips.before).toBeGreaterThan(calls.length / 2)
      expect(flips.after).toBeGreaterThan(0)
    },
  )

  it('killed at any call of the first publish, setting up included, leaves nothing that the next one does not mend', async () => {
    ground.place.load(someFilms(0))
    const star = { tables: someTables }
    const after = JSON.stringify(await here(someTables))
    const { dead, calls } = dying(Number.POSITIVE_INFINITY, true)
    await publish(dead, star)
    for (let at = 1; at <= calls.length; at++) {
      ground.engine.end()
      ground.engine = await duckEngine()
      await publish(dying(at, at % 2 === 0).dead, star).catch((error: unknown) => expect(error).toBeInstanceOf(Killed))
      await publish(ground.engine, star)
      expect(JSON.stringify(await seen(someTables)), `after call ${at}`).toBe(after)
    }
  })

  it.each([
    ['is shown', 'after', /MERGE INTO .*yts_publish/],
    ['was shown, its reply lost,', 'after', /UPDATE .*SET version/],
    ['may be shown', 'before', /UPDATE .*SET version/],
  ])(
    'never says of a version that %s that nothing has changed, when the connection is lost then',
    async (_, when, at) => {
      ground.place.load(someFilms(0))
      await publish()
      ground.place.load(someFilms(1))
      const lost = new KnownError(
        'destination_unreachable',
        'The connection was lost. What was published before is unchanged.',
      )
      let flips = 0
      const losing: Engine = {
        ...ground.engine,
        run: async (sql) => {
          if (/UPDATE .*SET version/.test(sql)) flips++
          const isLost = flips > 0 && at.test(sql)
          if (isLost && when === 'before') throw lost
          const done = await ground.engine.run(sql)
          if (isLost) throw lost
          return done
        },
      }
      const outcome = await publish(losing).catch((error: unknown) => error)
      if (when === 'after') expect(outcome).toMatchObject({ status: 'published', version: 2 })
      else
        expect(outcome).toMatchObject({
          kind: 'destination_unreachable',
          message: expect.stringMatching(/^(?!.*unchanged).*not known/),
        })
      await publish()
      expect(await seen()).toEqual(await here())
      expect((await keptVersions(ground.engine, ground.engine.names)).map(({ version }) => version)).toContain(
        (await stateOf(ground.engine, ground.engine.names)).version,
      )
    },
  )
})
