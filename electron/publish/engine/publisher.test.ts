import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { publishedTables } from '../star-columns.ts'
import { keptVersions } from '../store/store-state.ts'
import { engineGround, tables } from '../testing/engine-ground.ts'
import { someFilms } from '../testing/warehouses.ts'

const ground = engineGround()
const { publish, here, seen, dying } = ground

const changes = (outcome: { tables: readonly { added: number; closed: number }[] }) =>
  outcome.tables.reduce((sum, { added, closed }) => sum + added + closed, 0)

describe('publishing to an engine', () => {
  it('shows readers the star, then changes nothing, then only what has changed', async () => {
    ground.place.load(someFilms(0))
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
    const whole = await publish(ground.engine, { full: true })
    expect(whole).toMatchObject({ status: 'published', version: 2 })
    expect(changes(whole)).toBe(0)
    ground.place.load(someFilms(1))
    const next = await publish()
    expect(next).toMatchObject({ status: 'published', version: 3 })
    expect(changes(next)).toBeGreaterThan(0)
    expect(changes(next)).toBeLessThan(changes(first))
    expect(await seen()).toEqual(await here())
  })

  it('sets up once: what is there already is not sent again, and two statements find it unchanged', async () => {
    ground.place.load(someFilms(0))
    const first = dying(Number.POSITIVE_INFINITY, true)
    await publish(first.dead)
    expect(first.calls.filter((sql) => sql.startsWith('CREATE')).length).toBeGreaterThan(20)
    const second = dying(Number.POSITIVE_INFINITY, true)
    expect(await publish(second.dead)).toMatchObject({ status: 'unchanged' })
    expect(second.calls.map((sql) => sql.split(' ')[0])).toEqual(['SELECT', 'MERGE'])
    ground.place.load(someFilms(1))
    const third = dying(Number.POSITIVE_INFINITY, true)
    await publish(third.dead)
    expect(third.calls.filter((sql) => sql.startsWith('CREATE'))).toEqual([])
  })

  it('keeps as many versions as are wanted, and no row that none of them has', async () => {
    for (let round = 0; round < 5; round++) {
      ground.place.load(someFilms(round))
      await publish(ground.engine, { keepVersions: 3 })
    }
    const kept = await keptVersions(ground.engine, ground.engine.names)
    expect(kept.map(({ version }) => version)).toEqual([5, 4, 3])
    // Told with its zone: without one it would be read as of the zone here.
    for (const { publishedAt } of kept) expect(z.iso.datetime().safeParse(publishedAt).success, publishedAt).toBe(true)
    const [dead] = await ground.engine.rows(
      `SELECT count(*) AS n FROM ${ground.engine.names.store}.fact_movies_versions WHERE _to <= 3`,
    )
    expect(Number(dead?.n)).toBe(0)
    expect(await seen()).toEqual(await here())
  })

  it('leaves a store of a newer program alone, and one whose tables have other columns', async () => {
    ground.place.load(someFilms(0))
    await publish()
    const state = `${ground.engine.names.store}.yts_state`
    ground.place.load(someFilms(1))
    const changed = tables.map((table) => ({ ...table, columns: table.columns.slice(0, 1) }))
    await expect(publish(ground.engine, { tables: changed })).rejects.toMatchObject({ kind: 'destination_refused' })
    await ground.engine.run(`UPDATE ${state} SET store_version = 2`)
    const before = await seen()
    await expect(publish()).rejects.toMatchObject({ kind: 'destination_newer' })
    expect(await seen()).toEqual(before)
  })

  it('has tables of a layer that was added, and takes the views of one that was taken away', async () => {
    ground.place.load(someFilms(0))
    await publish()
    const both = publishedTables(['gold', 'silver'])
    await publish(ground.engine, { tables: both })
    expect(await seen(both)).toEqual(await here(both))
    await publish()
    expect(await seen(both)).toEqual([
      ...(await here()),
      ['silver_movie', undefined],
      ['silver_movie_genre', undefined],
    ])
  })
})
