import { describe, expect, it } from 'vitest'
import { engineGround } from '../testing/engine-ground.ts'
import { someFilms } from '../testing/warehouses.ts'
import type { Engine } from './engine.ts'
import { verifyEngine } from './look-at-store.ts'
import { stateOf } from './store-state.ts'

const ground = engineGround()
const { publish, here, seen, beside } = ground

describe('publishing to an engine', () => {
  it('replaces rows that somebody edited, took away or added', async () => {
    ground.place.load(someFilms(0))
    await publish()
    const rows = `${ground.engine.names.store}.dim_movie_versions`
    for (const harm of [
      `UPDATE ${rows} SET title = 'edited' WHERE movie_key = 1`,
      `DELETE FROM ${rows} WHERE movie_key = 2`,
      `INSERT INTO ${rows} (movie_key, movie_id, _hash, _from) VALUES (999, 999, 'x', 1)`,
    ]) {
      await ground.engine.run(harm)
      expect(await seen()).not.toEqual(await here())
      await publish(ground.engine, { full: true })
      expect(await seen()).toEqual(await here())
    }
    // Found by the digest, without being asked for.
    await ground.engine.run(`UPDATE ${rows} SET title = 'edited' WHERE movie_key = 1`)
    ground.place.load(someFilms(1))
    await publish()
    expect(await seen()).toEqual(await here())
  })

  const rows = 'gold_store.genre_junction_versions'
  const copied = (harm: string) => `CREATE TEMP TABLE copied AS SELECT * FROM ${rows} WHERE ${harm} LIMIT 1`
  it.each([
    ['copied a row', [copied('_to IS NULL'), `INSERT INTO ${rows} SELECT * FROM copied`], 'more than once'],
    ['opened a closed row again', [`UPDATE ${rows} SET _to = NULL WHERE _to IS NOT NULL`], null],
    [
      'copied a row that was closed',
      [copied('_to IS NOT NULL'), 'UPDATE copied SET _to = NULL', `INSERT INTO ${rows} SELECT * FROM copied`],
      null,
    ],
    ['put a row off', [`UPDATE ${rows} SET _from = 999 WHERE _to IS NULL`], 'not those that were published'],
    ['had a row end later', [`UPDATE ${rows} SET _to = 999 WHERE _to IS NULL`], null],
    [
      'had a copy of a row end later',
      [copied('_to IS NULL'), 'UPDATE copied SET _to = 999', `INSERT INTO ${rows} SELECT * FROM copied`],
      'more than once',
    ],
  ])('names and replaces what somebody did who %s, its hash as it should be', async (_, harm, told) => {
    ground.place.load(someFilms(0))
    await publish()
    ground.place.load(someFilms(1).map((film) => ({ ...film, genres: ['Drama', 'War'] })))
    await publish()
    for (const sql of harm) await ground.engine.run(sql)
    const { differences } = await verifyEngine(ground.engine, ground.engine.names)
    if (told) expect(differences.map(({ what }) => what).join()).toContain(told)
    const full = await publish(ground.engine, { full: true })
    expect(full.status).toBe('published')
    expect((await verifyEngine(ground.engine, ground.engine.names)).differences).toEqual([])
    expect(await seen()).toEqual(await here())
    // The next one finds it by the digest, without being asked for.
    await ground.engine.run('DROP TABLE IF EXISTS copied')
    for (const sql of harm) await ground.engine.run(sql)
    ground.place.load(someFilms(2))
    await publish()
    expect((await verifyEngine(ground.engine, ground.engine.names)).differences).toEqual([])
    expect(await seen()).toEqual(await here())
  })

  it('shows nothing when what the engine has is not what was sent', async () => {
    ground.place.load(someFilms(0))
    await publish()
    const before = await seen()
    ground.place.load(someFilms(1))
    const lying = beside(/MERGE INTO .*dim_movie_versions/, () =>
      ground.engine.run(`UPDATE ${ground.engine.names.store}.dim_movie_versions SET title = 'edited' WHERE _from > 1`),
    )
    await expect(publish(lying)).rejects.toMatchObject({
      kind: 'destination_differs',
      message: expect.stringContaining('dim_movie'),
    })
    const state = await stateOf(ground.engine, ground.engine.names)
    expect(state).toMatchObject({ version: 1, nextVersion: 2, owner: null })
    expect(await seen()).toEqual(before)
    await publish()
    expect(await seen()).toEqual(await here())
  })

  it('keeps no staged file of tables that were merged, when nothing is shown of them', async () => {
    ground.place.load(someFilms(0))
    const put: string[] = []
    const removed: string[] = []
    const lying: Engine = {
      ...beside(/MERGE INTO .*dim_movie_versions/, () =>
        ground.engine.run(`UPDATE ${ground.engine.names.store}.dim_movie_versions SET title = 'edited'`),
      ),
      put: async (from, to) => {
        put.push(to)
        await ground.engine.put(from, to)
      },
      remove: async (path) => {
        removed.push(path)
        await ground.engine.remove(path)
      },
    }
    await expect(publish(lying)).rejects.toMatchObject({ kind: 'destination_differs' })
    expect(put.length).toBeGreaterThan(5)
    expect(new Set(removed)).toEqual(new Set(put))
  })
})
