import { describe, expect, it, vi } from 'vitest'
import { KnownError } from '../../../shared/ipc/result.ts'
import { stateOf } from '../store/store-state.ts'
import { takeLease } from '../store/version-sql.ts'
import { engineGround, tables } from '../testing/engine-ground.ts'
import { someFilms } from '../testing/warehouses.ts'
import type { Engine } from './engine.ts'

const ground = engineGround()
const { publish, here, seen, dying, beside } = ground

describe('publishing to an engine', () => {
  it('waits for nobody: another installation that has the lease is named, until it has run out', async () => {
    ground.place.load(someFilms(0))
    await publish()
    ground.place.load(someFilms(1))
    await ground.engine.run(takeLease(ground.engine.names, 'elsewhere', 'a1'))
    await expect(publish()).rejects.toMatchObject({
      kind: 'destination_busy',
      message: expect.stringContaining('elsewhere/a1'),
    })
    await ground.engine.run(
      `UPDATE ${ground.engine.names.store}.yts_state SET lease_until = lease_until - INTERVAL '31' MINUTE`,
    )
    expect(await publish()).toMatchObject({ status: 'published' })
    expect(await seen()).toEqual(await here())
  })

  it('shows nothing when the lease was lost meanwhile, and leaves it to the other one', async () => {
    ground.place.load(someFilms(0))
    await publish()
    const before = await seen()
    ground.place.load(someFilms(1))
    const expired = `UPDATE ${ground.engine.names.store}.yts_state SET lease_until = lease_until - INTERVAL '31' MINUTE`
    const losing = beside(/MERGE INTO .*fact_movies_versions/, async () => {
      await ground.engine.run(expired)
      await ground.engine.run(takeLease(ground.engine.names, 'elsewhere', 'a1'))
    })
    await expect(publish(losing)).rejects.toMatchObject({
      kind: 'destination_busy',
      message: expect.stringContaining('elsewhere/a1'),
    })
    expect(await seen()).toEqual(before)
    expect(await stateOf(ground.engine, ground.engine.names)).toMatchObject({ owner: 'elsewhere/a1', version: 1 })
  })

  it('has the lease for longer when half of it is over, by its own clock', async () => {
    ground.place.load(someFilms(0))
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

  it('sends nothing more once the machine has slept longer than its lease lasts, and another one has published', async () => {
    ground.place.load(someFilms(0))
    await publish()
    ground.place.load(someFilms(1))
    const wall = vi.spyOn(Date, 'now')
    const other = { install: 'elsewhere', full: true }
    // A sleeping machine's own clock stands still, and that of the wall goes on.
    const sleeping = beside(/MERGE INTO .*dim_movie_versions/, async () => {
      wall.mockReturnValue(performance.timeOrigin + performance.now() + 40 * 60_000)
      await ground.engine.run(
        `UPDATE ${ground.engine.names.store}.yts_state SET lease_until = lease_until - INTERVAL '31' MINUTE`,
      )
      await publish(ground.engine, other)
    })
    await expect(publish(sleeping)).rejects.toMatchObject({ kind: 'destination_busy' })
    wall.mockRestore()
    expect(await seen()).toEqual(await here())
  })

  it('has the lease for longer between slow statements, those that forget old versions too', async () => {
    let minutes = 0
    const clock = () => minutes * 60_000
    for (let round = 0; round < 3; round++) {
      ground.place.load(someFilms(round))
      await publish(ground.engine, { keepVersions: 2 })
    }
    ground.place.load(someFilms(3))
    const order: string[] = []
    const slow: Engine = {
      ...ground.engine,
      run: async (sql) => {
        if (/UPDATE .*SET lease_until/.test(sql)) order.push('renewed')
        if (/DELETE .*_to <=/.test(sql)) {
          order.push('forgot')
          minutes += 10
        }
        return ground.engine.run(sql)
      },
    }
    await publish(slow, { keepVersions: 2 }, clock)
    expect(order.filter((step) => step === 'forgot').length).toBe(tables.length)
    // The lease lasts half an hour.
    expect(order.join(' ')).not.toContain('forgot forgot forgot')
  })

  it('stops when it is cancelled, gives the lease back, and shows nothing of it', async () => {
    ground.place.load(someFilms(0))
    await publish()
    const before = await seen()
    ground.place.load(someFilms(1))
    const controller = new AbortController()
    const stopping = beside(/MERGE INTO .*dim_movie_versions/, async () => controller.abort())
    await expect(publish(stopping, { signal: controller.signal })).rejects.toMatchObject({ kind: 'cancelled' })
    expect(await seen()).toEqual(before)
    expect(await stateOf(ground.engine, ground.engine.names)).toMatchObject({ owner: null, version: 1 })
    await publish()
    expect(await seen()).toEqual(await here())
  })

  it.each([/next_version = CASE/, /^SELECT .*next_version/])(
    'gives the lease back too when it is cancelled while it takes it: %s',
    async (at) => {
      ground.place.load(someFilms(0))
      await publish()
      ground.place.load(someFilms(1))
      let isTaking = false
      const cancelled = async <T>(sql: string, work: () => Promise<T>): Promise<T> => {
        const done = await work()
        isTaking ||= /next_version = CASE/.test(sql)
        if (isTaking && at.test(sql)) throw new KnownError('cancelled', 'Cancelled.')
        return done
      }
      const stopping: Engine = {
        ...ground.engine,
        run: (sql) => cancelled(sql, () => ground.engine.run(sql)),
        rows: (sql) => cancelled(sql, () => ground.engine.rows(sql)),
      }
      await expect(publish(stopping)).rejects.toMatchObject({ kind: 'cancelled' })
      expect(await stateOf(ground.engine, ground.engine.names)).toMatchObject({ owner: null, version: 1 })
    },
  )
})
