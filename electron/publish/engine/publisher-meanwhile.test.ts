import { describe, expect, it } from 'vitest'
import { KnownError } from '../../../shared/ipc/result.ts'
import { engineGround } from '../testing/engine-ground.ts'
import { someFilms } from '../testing/warehouses.ts'
import type { Engine } from './engine.ts'

const ground = engineGround()
const { publish, here, seen, beside } = ground

describe('while it publishes', () => {
  it('a load goes on, and its log is emptied: nothing is read of the warehouse once rows are sent', async () => {
    ground.place.load(someFilms(0))
    await publish()
    ground.place.load(someFilms(1))
    const before = await here()
    const logs: unknown[] = []
    let round = 2
    const loading: Engine = {
      ...ground.engine,
      put: async (from, to) => {
        ground.place.load(someFilms(round++))
        logs.push(...(ground.place.db.pragma('wal_checkpoint(TRUNCATE)') as unknown[]))
        await ground.engine.put(from, to)
      },
    }
    expect(await publish(loading)).toMatchObject({ status: 'published' })
    expect(round).toBeGreaterThan(4)
    // `busy` where a reader keeps the log from being emptied.
    expect(logs).toEqual(logs.map(() => ({ busy: 0, log: 0, checkpointed: 0 })))
    expect(await seen()).toEqual(before)
    await publish()
    expect(await seen()).toEqual(await here())
  })

  it('a load may come between that and rows that are needed once more: then the star that is there now is published whole', async () => {
    ground.place.load(someFilms(0))
    await publish()
    ground.place.load(someFilms(1))
    const rows = `${ground.engine.names.store}.dim_movie_versions`
    await ground.engine.run(`UPDATE ${rows} SET title = 'edited' WHERE movie_id = 6`)
    let isLoaded = false
    const loading = beside(/MERGE INTO .*fact_movies_versions/, async () => {
      if (!isLoaded) ground.place.load(someFilms(2))
      isLoaded = true
    })
    expect(await publish(loading)).toMatchObject({ status: 'published', mode: 'full' })
    expect(isLoaded).toBe(true)
    expect(await seen()).toEqual(await here())
  })

  it('two files are on their way at a time, and one table is merged at a time, in order', async () => {
    ground.place.load(someFilms(0))
    const going = { puts: 0, merges: 0 }
    const most = { puts: 0, merges: 0 }
    const merged: string[] = []
    const counted = async <T>(kind: keyof typeof going, work: () => Promise<T>): Promise<T> => {
      most[kind] = Math.max(most[kind], ++going[kind])
      try {
        // A few turns, so that whatever may go on beside it does.
        for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
        return await work()
      } finally {
        going[kind]--
      }
    }
    await publish({
      ...ground.engine,
      put: (from, to) => counted('puts', () => ground.engine.put(from, to)),
      run: (sql) => {
        const [, table] = /^MERGE INTO \S+`(\w+)_versions`/.exec(sql) ?? []
        if (table === undefined) return ground.engine.run(sql)
        merged.push(table)
        return counted('merges', () => ground.engine.run(sql))
      },
    })
    expect(most).toEqual({ puts: 2, merges: 1 })
    expect(merged).toEqual((await here()).map(([name]) => name))
    expect(await seen()).toEqual(await here())
  })

  it('what was sent ahead is taken back when it is refused', async () => {
    ground.place.load(someFilms(0))
    const put: string[] = []
    const removed: string[] = []
    const refusing: Engine = {
      ...ground.engine,
      put: async (from, to) => {
        put.push(to)
        await ground.engine.put(from, to)
      },
      run: async (sql) => {
        if (!/MERGE INTO .*dim_movie_versions/.test(sql)) return ground.engine.run(sql)
        throw new KnownError('destination_refused', 'A right is missing.')
      },
      remove: async (path) => {
        removed.push(path)
        await ground.engine.remove(path)
      },
    }
    await expect(publish(refusing)).rejects.toMatchObject({ kind: 'destination_refused' })
    expect(put.length).toBeGreaterThan(7)
    expect(new Set(removed)).toEqual(new Set(put))
  })
})
