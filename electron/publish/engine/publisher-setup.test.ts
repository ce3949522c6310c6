import { describe, expect, it } from 'vitest'
import { publishedTables } from '../star-columns.ts'
import { starDigests } from '../star-rows.ts'
import { duckEngine } from '../testing/duck-engine.ts'
import { dyingEngine } from '../testing/dying-engine.ts'
import { engineGround, tables } from '../testing/engine-ground.ts'
import { makePlace, someFilms } from '../testing/warehouses.ts'
import type { Engine } from './engine.ts'
import { publishToEngine } from './publisher.ts'
import { setUp } from './set-up.ts'
import { stateOf } from './store-state.ts'
import { takeLease } from './version-sql.ts'

const ground = engineGround()
const { publish, here, seen, dying } = ground
const both = publishedTables(['gold', 'silver'])

describe('setting up', () => {
  it.each([
    ['fewer layers', tables, both],
    ['more layers', both, tables],
  ])('changes nothing of what readers see while another publisher is at work, with %s', async (_, mine, theirs) => {
    ground.place.load(someFilms(0))
    await publish(ground.engine, { tables: theirs })
    const before = await seen(both)
    await ground.engine.run(takeLease(ground.engine.names, 'elsewhere', 'a1'))
    const { dead, calls } = dying(Number.POSITIVE_INFINITY, true)
    await expect(publish(dead, { tables: mine })).rejects.toMatchObject({ kind: 'destination_busy' })
    const order = { names: ground.engine.names, tables: mine, install: 'here' }
    await expect(setUp(dead, order)).rejects.toMatchObject({ kind: 'destination_busy' })
    expect(calls.filter((sql) => /VIEW|_versions|SET layout/.test(sql))).toEqual([])
    expect(await seen(both)).toEqual(before)
    // Once it is free, it is set up, and the version that is shown has what it had.
    await ground.engine.run(`UPDATE ${ground.engine.names.store}.yts_state SET owner = NULL`)
    await setUp(ground.engine, order)
    expect(await seen(both)).toEqual(before)
    await publish(ground.engine, { tables: mine })
    expect(await seen(mine)).toEqual(await here(mine))
  })

  it('of two first publishers at once, of other layers and other films, does not hurt either at any point', async () => {
    const few = both.filter(({ name }) => ['dim_genre', 'fact_movies'].includes(name))
    const more = both.filter(({ name }) => ['dim_genre', 'fact_movies', 'silver_movie_genre'].includes(name))
    const places = [makePlace(), makePlace()] as const
    for (const [index, place] of places.entries()) place.load(someFilms(index))
    const wholes = await Promise.all(
      places.map(async ({ db }, index) => {
        const digests = await starDigests(db, index === 0 ? few : more)
        return JSON.stringify([...digests].map(([name, digest]) => [name, String(digest)]))
      }),
    )
    const ends = { first: 0, second: 0, busy: 0 }
    try {
      for (let at = 1, isOver = false; !isOver; at++) {
        const engine = await duckEngine()
        const { names } = engine
        const order = (index: 0 | 1) => ({
          names,
          tables: index === 0 ? few : more,
          install: `place${index}`,
          producer: 'a test',
          keepVersions: 7,
        })
        const other = () =>
          publishToEngine(places[1].db, engine, order(1)).then(
            () => ends.second++,
            (error: unknown) => {
              expect(error).toMatchObject({ kind: 'destination_busy' })
              ends.busy++
            },
          )
        let calls = 0
        const disturb = async (): Promise<void> => {
          if (++calls === at) await other()
        }
        const disturbed: Engine = {
          ...engine,
          rows: (sql) => disturb().then(() => engine.rows(sql)),
          run: (sql) => disturb().then(() => engine.run(sql)),
        }
        await publishToEngine(places[0].db, disturbed, order(0)).then(
          () => ends.first++,
          (error: unknown) => expect(error).toMatchObject({ kind: 'destination_busy' }),
        )
        isOver = calls < at
        const state = await stateOf(engine, names)
        expect(state).toMatchObject({ owner: null, layout: { isShown: true } })
        expect(wholes, `call ${at}`).toContain(JSON.stringify(Object.entries(state.digests ?? {})))
        for (const index of [0, 1] as const) {
          await publishToEngine(
            places[index].db,
            dyingEngine(engine, Number.POSITIVE_INFINITY, true).dead,
            order(index),
          )
          const { digests } = await stateOf(engine, names)
          expect(JSON.stringify(Object.entries(digests ?? {}))).toBe(wholes[index])
        }
        engine.end()
      }
    } finally {
      for (const place of places) place.end()
    }
    expect(ends.first).toBeGreaterThan(3)
    expect(ends.second).toBeGreaterThan(3)
    expect(ends.busy).toBeGreaterThan(3)
  })
})
