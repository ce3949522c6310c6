import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestSql } from './canonical.ts'
import type { Engine } from './engine.ts'
import { type EnginePublish, publishToEngine } from './publisher.ts'
import { publishedTables } from './star-columns.ts'
import { starDigests } from './star-rows.ts'
import { type DuckEngine, duckEngine } from './testing/duck-engine.ts'
import { Killed, makePlace, type Place, someFilms } from './testing/warehouses.ts'

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

const publish = (on: Engine = engine, changes: Partial<EnginePublish> = {}) =>
  publishToEngine(place.db, on, { names: engine.names, tables, install: 'here', producer: 'a test', ...changes })

const here = async () => [...(await starDigests(place.db, tables))].map(([name, digest]) => [name, String(digest)])

/** What readers of the views see. */
async function seen(): Promise<unknown> {
  const digests: unknown[] = []
  for (const { name, columns } of tables) {
    const [row] = await engine.rows(digestSql(`${engine.names.schema}.\`${name}\``, columns))
    digests.push([name, row?.digest])
  }
  return digests
}

/** An engine of which the publisher hears no more from its nth call on; that call is done or not. */
function dying(at: number, isDone: boolean) {
  let calls = 0
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    calls++
    if (calls > at || (calls === at && !isDone)) throw new Killed(`call ${calls}`)
    const value = await work()
    if (calls === at) throw new Killed(`call ${calls}`)
    return value
  }
  const dead: Engine = {
    kind: engine.kind,
    rows: (sql) => step(() => engine.rows(sql)),
    run: (sql) => step(() => engine.run(sql)),
    put: (from, to) => step(() => engine.put(from, to)),
    remove: (path) => step(() => engine.remove(path)),
  }
  return { dead, calls: () => calls }
}

describe('publishing to an engine', { timeout: 120_000 }, () => {
  it('shows readers the star, then changes nothing, then only what has changed', async () => {
    place.load(someFilms(0))
    const first = await publish()
    expect(first).toMatchObject({ status: 'published', version: 1 })
    expect(await seen()).toEqual(await here())
    expect(await publish()).toMatchObject({ status: 'unchanged', version: 1, changedRows: 0 })
    expect(await publish(engine, { full: true })).toMatchObject({ status: 'published', version: 2, changedRows: 0 })
    place.load(someFilms(1))
    const next = await publish()
    expect(next).toMatchObject({ status: 'published', version: 3 })
    expect(next.changedRows).toBeGreaterThan(0)
    expect(next.changedRows).toBeLessThan(first.changedRows)
    expect(await seen()).toEqual(await here())
  })

  it('killed at any call, before or after the engine has done it, shows the old version or the new one, and the next publish ends equal', async () => {
    place.load(someFilms(0))
    await publish()
    place.load(someFilms(1))
    const counting = dying(Number.POSITIVE_INFINITY, true)
    await publish(counting.dead)
    const total = counting.calls()
    expect(total).toBeGreaterThan(60)
    for (let at = 1; at <= total + 4; at += 13) {
      for (const isDone of [false, true]) {
        const before = await seen()
        place.load(someFilms(2 + ((at + Number(isDone)) % 7)))
        const after = await here()
        await publish(dying(at, isDone).dead).catch((error: unknown) => expect(error).toBeInstanceOf(Killed))
        expect([JSON.stringify(before), JSON.stringify(after)]).toContain(JSON.stringify(await seen()))
        await publish()
        expect(await seen()).toEqual(after)
      }
    }
  })

  it('waits for nobody: another installation that has the lease is named, until it has run out', async () => {
    place.load(someFilms(0))
    await publish()
    place.load(someFilms(1))
    const { takeLease } = await import('./spark-sql.ts')
    await engine.run(takeLease(engine.names, 'elsewhere', 'a1'))
    await expect(publish()).rejects.toMatchObject({
      kind: 'destination_busy',
      message: expect.stringContaining('elsewhere/a1'),
    })
    await engine.run(`UPDATE ${engine.names.store}.yts_state SET lease_until = lease_until - INTERVAL '31' MINUTE`)
    expect(await publish()).toMatchObject({ status: 'published' })
    expect(await seen()).toEqual(await here())
  })

  it('shows nothing when what the engine has is not what was sent', async () => {
    place.load(someFilms(0))
    await publish()
    const before = await seen()
    place.load(someFilms(1))
    const lying: Engine = {
      ...engine,
      run: async (sql) => {
        const done = await engine.run(sql)
        if (sql.startsWith('MERGE INTO') && sql.includes('dim_movie_versions'))
          await engine.run(`UPDATE ${engine.names.store}.dim_movie_versions SET title = 'edited' WHERE movie_key = 1`)
        return done
      },
    }
    await expect(publish(lying)).rejects.toMatchObject({ kind: 'destination_differs' })
    expect((await seen()) === before || JSON.stringify(await seen()) !== JSON.stringify(await here())).toBe(true)
  })
})
