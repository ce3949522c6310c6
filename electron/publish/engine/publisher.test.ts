import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KnownError } from '../../../shared/ipc/result.ts'
import { digestSql } from '../canonical.ts'
import { publishedTables } from '../star-columns.ts'
import { starDigests } from '../star-rows.ts'
import { type DuckEngine, duckEngine } from '../testing/duck-engine.ts'
import { dyingEngine } from '../testing/dying-engine.ts'
import { Killed, makePlace, type Place, someFilms } from '../testing/warehouses.ts'
import type { Engine } from './engine.ts'
import type { EnginePublish } from './engine-publish.ts'
import { publishToEngine } from './publisher.ts'
import { keptVersions, stateOf } from './store-state.ts'
import { takeLease } from './version-sql.ts'

const tables = publishedTables(['gold'])
/** The crash tests send every statement of them many times. */
const someTables = tables.filter(({ name }) => ['dim_genre', 'fact_movies'].includes(name))
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

const publish = (on: Engine = engine, changes: Partial<EnginePublish> = {}, now?: () => number) =>
  publishToEngine(
    place.db,
    on,
    { names: engine.names, tables, install: 'here', producer: 'a test', keepVersions: 7, ...changes },
    now,
  )

const here = async (of = tables) =>
  [...(await starDigests(place.db, of))].map(([name, digest]) => [name, String(digest)])

/** What readers of the views see; nothing before they are there. */
async function seen(of = tables): Promise<unknown> {
  const digests: unknown[] = []
  for (const { name, columns } of of) {
    const [row] = await engine.rows(digestSql(`${engine.names.schema}.\`${name}\``, columns)).catch(() => [])
    digests.push([name, row?.digest])
  }
  return digests
}

const dying = (at: number, isDone: boolean) => dyingEngine(engine, at, isDone)

/** An engine to which the publisher's calls go, beside which somebody does something after those that match. */
function beside(pattern: RegExp, something: () => Promise<unknown>): Engine {
  return {
    ...engine,
    run: async (sql) => {
      const done = await engine.run(sql)
      if (pattern.test(sql)) await something()
      return done
    },
  }
}

const changes = (outcome: { tables: readonly { added: number; closed: number }[] }) =>
  outcome.tables.reduce((sum, { added, closed }) => sum + added + closed, 0)

describe('publishing to an engine', () => {
  it('shows readers the star, then changes nothing, then only what has changed', async () => {
    place.load(someFilms(0))
    const first = await publish()
    expect(first).toMatchObject({ status: 'published', version: 1 })
    expect(first.tables.find(({ name }) => name === 'fact_movies')).toMatchObject({
      rows: 7,
      sent: 7,
      added: 7,
      closed: 0,
    })
    expect(await seen()).toEqual(await here())
    const again = await publish()
    expect(again).toMatchObject({ status: 'unchanged', version: 1, bytes: 0 })
    expect(changes(again)).toBe(0)
    const whole = await publish(engine, { full: true })
    expect(whole).toMatchObject({ status: 'published', version: 2 })
    expect(changes(whole)).toBe(0)
    place.load(someFilms(1))
    const next = await publish()
    expect(next).toMatchObject({ status: 'published', version: 3 })
    expect(changes(next)).toBeGreaterThan(0)
    expect(changes(next)).toBeLessThan(changes(first))
    expect(await seen()).toEqual(await here())
  })

  it('sets up once: what is there already is not sent again, and two statements find it unchanged', async () => {
    place.load(someFilms(0))
    const first = dying(Number.POSITIVE_INFINITY, true)
    await publish(first.dead)
    expect(first.calls.filter((sql) => sql.startsWith('CREATE')).length).toBeGreaterThan(20)
    const second = dying(Number.POSITIVE_INFINITY, true)
    expect(await publish(second.dead)).toMatchObject({ status: 'unchanged' })
    expect(second.calls.map((sql) => sql.split(' ')[0])).toEqual(['SELECT', 'MERGE'])
    place.load(someFilms(1))
    const third = dying(Number.POSITIVE_INFINITY, true)
    await publish(third.dead)
    expect(third.calls.filter((sql) => sql.startsWith('CREATE'))).toEqual([])
  })

  it.each([
    ['before the engine has done it', false],
    ['after the engine has done it', true],
  ])(
    'killed at any call of a publish, %s, shows the old version or the new one, and the next publish ends equal',
    async (_, isDone) => {
      const star = { tables: someTables }
      place.load(someFilms(0))
      await publish(engine, star)
      place.load(someFilms(1))
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
        place.load(someFilms(2 + (at % 7)))
        const after = JSON.stringify(await here(someTables))
        await publish(dying(at, isDone).dead, star).catch((error: unknown) => expect(error).toBeInstanceOf(Killed))
        const shown = JSON.stringify(await seen(someTables))
        expect([before, after], `call ${at}`).toContain(shown)
        if (before !== after) flips[shown === before ? 'before' : 'after']++
        await publish(engine, star)
        expect(JSON.stringify(await seen(someTables)), `after call ${at}`).toBe(after)
      }
      expect(flips.before).toBeGreaterThan(calls.length / 2)
      expect(flips.after).toBeGreaterThan(0)
    },
  )

  it('killed at any call of the first publish, setting up included, leaves nothing that the next one does not mend', async () => {
    place.load(someFilms(0))
    const star = { tables: someTables }
    const after = JSON.stringify(await here(someTables))
    const { dead, calls } = dying(Number.POSITIVE_INFINITY, true)
    await publish(dead, star)
    for (let at = 1; at <= calls.length; at++) {
      engine.end()
      engine = await duckEngine()
      await publish(dying(at, at % 2 === 0).dead, star).catch((error: unknown) => expect(error).toBeInstanceOf(Killed))
      await publish(engine, star)
      expect(JSON.stringify(await seen(someTables)), `after call ${at}`).toBe(after)
    }
  })

  it('waits for nobody: another installation that has the lease is named, until it has run out', async () => {
    place.load(someFilms(0))
    await publish()
    place.load(someFilms(1))
    await engine.run(takeLease(engine.names, 'elsewhere', 'a1'))
    await expect(publish()).rejects.toMatchObject({
      kind: 'destination_busy',
      message: expect.stringContaining('elsewhere/a1'),
    })
    await engine.run(`UPDATE ${engine.names.store}.yts_state SET lease_until = lease_until - INTERVAL '31' MINUTE`)
    expect(await publish()).toMatchObject({ status: 'published' })
    expect(await seen()).toEqual(await here())
  })

  it('shows nothing when the lease was lost meanwhile, and leaves it to the other one', async () => {
    place.load(someFilms(0))
    await publish()
    const before = await seen()
    place.load(someFilms(1))
    const expired = `UPDATE ${engine.names.store}.yts_state SET lease_until = lease_until - INTERVAL '31' MINUTE`
    const losing = beside(/MERGE INTO .*fact_movies_versions/, async () => {
      await engine.run(expired)
      await engine.run(takeLease(engine.names, 'elsewhere', 'a1'))
    })
    await expect(publish(losing)).rejects.toMatchObject({
      kind: 'destination_busy',
      message: expect.stringContaining('elsewhere/a1'),
    })
    expect(await seen()).toEqual(before)
    expect(await stateOf(engine, engine.names)).toMatchObject({ owner: 'elsewhere/a1', version: 1 })
  })

  it('has the lease for longer when half of it is over, by its own clock', async () => {
    place.load(someFilms(0))
    let minutes = 0
    const { dead, calls } = dying(Number.POSITIVE_INFINITY, true)
    await publish(dead, {}, () => {
      minutes += 1
      return minutes * 60_000
    })
    const renewals = calls.filter((sql) => /UPDATE .*SET lease_until/.test(sql)).length
    expect(renewals).toBeGreaterThan(1)
    expect(renewals).toBeLessThan(calls.length / 10)
  })

  it('has the lease for longer between slow statements, those that forget old versions too', async () => {
    let minutes = 0
    const clock = () => minutes * 60_000
    for (let round = 0; round < 3; round++) {
      place.load(someFilms(round))
      await publish(engine, { keepVersions: 2 })
    }
    place.load(someFilms(3))
    const order: string[] = []
    const slow: Engine = {
      ...engine,
      run: async (sql) => {
        if (/UPDATE .*SET lease_until/.test(sql)) order.push('renewed')
        if (/DELETE .*_to <=/.test(sql)) {
          order.push('forgot')
          minutes += 10
        }
        return engine.run(sql)
      },
    }
    await publish(slow, { keepVersions: 2 }, clock)
    expect(order.filter((step) => step === 'forgot').length).toBe(tables.length)
    // The lease lasts half an hour.
    expect(order.join(' ')).not.toContain('forgot forgot forgot')
  })

  it('replaces rows that somebody edited, took away or added', async () => {
    place.load(someFilms(0))
    await publish()
    const rows = `${engine.names.store}.dim_movie_versions`
    for (const harm of [
      `UPDATE ${rows} SET title = 'edited' WHERE movie_key = 1`,
      `DELETE FROM ${rows} WHERE movie_key = 2`,
      `INSERT INTO ${rows} (movie_key, movie_id, _hash, _from) VALUES (999, 999, 'x', 1)`,
    ]) {
      await engine.run(harm)
      expect(await seen()).not.toEqual(await here())
      await publish(engine, { full: true })
      expect(await seen()).toEqual(await here())
    }
    // Found by the digest, without being asked for.
    await engine.run(`UPDATE ${rows} SET title = 'edited' WHERE movie_key = 1`)
    place.load(someFilms(1))
    await publish()
    expect(await seen()).toEqual(await here())
  })

  it('shows nothing when what the engine has is not what was sent', async () => {
    place.load(someFilms(0))
    await publish()
    const before = await seen()
    place.load(someFilms(1))
    const lying = beside(/MERGE INTO .*dim_movie_versions/, () =>
      engine.run(`UPDATE ${engine.names.store}.dim_movie_versions SET title = 'edited' WHERE _from > 1`),
    )
    await expect(publish(lying)).rejects.toMatchObject({
      kind: 'destination_differs',
      message: expect.stringContaining('dim_movie'),
    })
    const state = await stateOf(engine, engine.names)
    expect(state).toMatchObject({ version: 1, nextVersion: 2, owner: null })
    expect(await seen()).toEqual(before)
    await publish()
    expect(await seen()).toEqual(await here())
  })

  it.each([
    ['is shown', 'after', /MERGE INTO .*yts_publish/],
    ['was shown, its reply lost,', 'after', /UPDATE .*SET version/],
    ['may be shown', 'before', /UPDATE .*SET version/],
  ])(
    'never says of a version that %s that nothing has changed, when the connection is lost then',
    async (_, when, at) => {
      place.load(someFilms(0))
      await publish()
      place.load(someFilms(1))
      const lost = new KnownError(
        'destination_unreachable',
        'The connection was lost. What was published before is unchanged.',
      )
      let flips = 0
      const losing: Engine = {
        ...engine,
        run: async (sql) => {
          if (/UPDATE .*SET version/.test(sql)) flips++
          const isLost = flips > 0 && at.test(sql)
          if (isLost && when === 'before') throw lost
          const done = await engine.run(sql)
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
      expect((await keptVersions(engine, engine.names)).map(({ version }) => version)).toContain(
        (await stateOf(engine, engine.names)).version,
      )
    },
  )

  it('keeps no staged file of tables that were merged, when nothing is shown of them', async () => {
    place.load(someFilms(0))
    const put: string[] = []
    const removed: string[] = []
    const lying: Engine = {
      ...beside(/MERGE INTO .*dim_movie_versions/, () =>
        engine.run(`UPDATE ${engine.names.store}.dim_movie_versions SET title = 'edited'`),
      ),
      put: async (from, to) => {
        put.push(to)
        await engine.put(from, to)
      },
      remove: async (path) => {
        removed.push(path)
        await engine.remove(path)
      },
    }
    await expect(publish(lying)).rejects.toMatchObject({ kind: 'destination_differs' })
    expect(put.length).toBeGreaterThan(5)
    expect(new Set(removed)).toEqual(new Set(put))
  })

  it('stops when it is cancelled, gives the lease back, and shows nothing of it', async () => {
    place.load(someFilms(0))
    await publish()
    const before = await seen()
    place.load(someFilms(1))
    const controller = new AbortController()
    const stopping = beside(/MERGE INTO .*dim_movie_versions/, async () => controller.abort())
    await expect(publish(stopping, { signal: controller.signal })).rejects.toMatchObject({ kind: 'cancelled' })
    expect(await seen()).toEqual(before)
    expect(await stateOf(engine, engine.names)).toMatchObject({ owner: null, version: 1 })
    await publish()
    expect(await seen()).toEqual(await here())
  })

  it.each([/next_version = CASE/, /^SELECT .*next_version/])(
    'gives the lease back too when it is cancelled while it takes it: %s',
    async (at) => {
      place.load(someFilms(0))
      await publish()
      place.load(someFilms(1))
      let isTaking = false
      const cancelled = async <T>(sql: string, work: () => Promise<T>): Promise<T> => {
        const done = await work()
        isTaking ||= /next_version = CASE/.test(sql)
        if (isTaking && at.test(sql)) throw new KnownError('cancelled', 'Cancelled.')
        return done
      }
      const stopping: Engine = {
        ...engine,
        run: (sql) => cancelled(sql, () => engine.run(sql)),
        rows: (sql) => cancelled(sql, () => engine.rows(sql)),
      }
      await expect(publish(stopping)).rejects.toMatchObject({ kind: 'cancelled' })
      expect(await stateOf(engine, engine.names)).toMatchObject({ owner: null, version: 1 })
    },
  )

  it('keeps as many versions as are wanted, and no row that none of them has', async () => {
    for (let round = 0; round < 5; round++) {
      place.load(someFilms(round))
      await publish(engine, { keepVersions: 3 })
    }
    const kept = await keptVersions(engine, engine.names)
    expect(kept.map(({ version }) => version)).toEqual([5, 4, 3])
    const [dead] = await engine.rows(
      `SELECT count(*) AS n FROM ${engine.names.store}.fact_movies_versions WHERE _to <= 3`,
    )
    expect(Number(dead?.n)).toBe(0)
    expect(await seen()).toEqual(await here())
  })

  it('leaves a store of a newer program alone, and one whose tables have other columns', async () => {
    place.load(someFilms(0))
    await publish()
    const state = `${engine.names.store}.yts_state`
    place.load(someFilms(1))
    const changed = tables.map((table) => ({ ...table, columns: table.columns.slice(0, 1) }))
    await expect(publish(engine, { tables: changed })).rejects.toMatchObject({ kind: 'destination_refused' })
    await engine.run(`UPDATE ${state} SET store_version = 2`)
    const before = await seen()
    await expect(publish()).rejects.toMatchObject({ kind: 'destination_newer' })
    expect(await seen()).toEqual(before)
  })

  it('has tables of a layer that was added, and takes the views of one that was taken away', async () => {
    place.load(someFilms(0))
    await publish()
    const both = publishedTables(['gold', 'silver'])
    await publish(engine, { tables: both })
    expect(await seen(both)).toEqual(await here(both))
    await publish()
    expect(await seen(both)).toEqual([
      ...(await here()),
      ['silver_movie', undefined],
      ['silver_movie_genre', undefined],
    ])
  })
})
