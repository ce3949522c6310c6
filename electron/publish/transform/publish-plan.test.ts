import { describe, expect, it } from 'vitest'
import type { EngineRow } from '../engine/engine.ts'
import { engineGround } from '../testing/engine-ground.ts'
import { someFilms } from '../testing/warehouses.ts'
import { publishPlan as plan } from './publish-plan.ts'

const ground = engineGround()
const { publish, here } = ground

/** Sends statements of the plan as `yts_publish.py` does, with the views of a publish in the place of the transform's tables. */
function pipeline(filled: Record<string, string | number> = {}) {
  const known: Record<string, string | number> = { source: 'gold', schema: 'shown', store: 'shown_store', ...filled }
  const fill = (sql: string): string =>
    Object.entries(known).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, `${value}`), sql)
  const text = async (sql: string): Promise<unknown> => Object.values((await rows(sql))[0] ?? {})[0]
  const rows = (sql: string): Promise<EngineRow[]> => ground.engine.rows(fill(sql))
  const run = async (...statements: readonly string[]): Promise<number> => {
    let affected = 0
    for (const sql of statements) affected = (await ground.engine.run(fill(sql))).affected
    return affected
  }
  /** All of a publish but for its end. */
  async function make(attempt: string): Promise<number> {
    await run(...plan.base, plan.record)
    const digests: Record<string, unknown> = {}
    for (const table of plan.tables) digests[table.name] = await text(table.digest)
    known.attempt = attempt
    await run(plan.takeLease)
    const [state] = await rows(plan.state)
    Object.assign(known, {
      shown: state?.version,
      version: state?.next_version,
      digests: JSON.stringify(digests),
      gold: 1,
    })
    if (Number(state?.version) === 0) await run(...plan.prepare)
    await run(plan.forgetAfter, ...plan.tables.flatMap(({ repair }) => repair))
    for (const { mark, merge } of plan.tables) await run(...mark, merge)
    for (const { name, made } of plan.tables) expect(await text(made), name).toBe(digests[name])
    return Number(state?.next_version)
  }
  const seen = async (): Promise<unknown[]> => {
    const found: unknown[] = []
    for (const { name, digest } of plan.tables)
      found.push([name, await text(digest.replaceAll('{source}', '{schema}'))])
    return found
  }
  return { make, run, rows, seen, known }
}

describe('what the transform publishes with', () => {
  it('shows readers all tables at once, and nothing of a publish that died', async () => {
    ground.place.load(someFilms(0))
    await publish()
    const first = await here()
    const one = pipeline()
    await one.make('a')
    expect((await one.seen()).map((table) => String((table as unknown[])[1]).split(':')[0])).toContain('0')
    expect(await one.run(plan.flip)).toBe(1)
    await one.run(plan.record)
    expect(await one.seen()).toEqual(first)

    ground.place.load(someFilms(1))
    await publish()
    await one.make('b')
    expect(await one.seen()).toEqual(first)
    // Dead: the next one begins from what readers see.
    const version = await one.make('c')
    expect(await one.seen()).toEqual(first)
    await one.run(plan.flip, plan.record)
    expect(await one.seen()).toEqual(await here())
    expect((await one.rows(plan.history)).map((row) => [Number(row.version), row.producer])).toEqual([
      [1, 'pipeline'],
      [version, 'pipeline'],
    ])
    await one.run(...plan.forgetBefore.map((sql) => sql.replace('{oldest}', `${version}`)))
    expect(await one.seen()).toEqual(await here())
    expect((await one.rows(plan.history)).length).toBe(1)
  })

  it('shows nothing once another attempt has the lease', async () => {
    ground.place.load(someFilms(0))
    await publish()
    const [one, other] = [pipeline(), pipeline()]
    await one.make('a')
    await other.make('b')
    expect(await one.run(plan.flip)).toBe(0)
    expect(await other.run(plan.flip)).toBe(1)
  })

  it('has a store of its own: the program publishes nothing there', async () => {
    ground.place.load(someFilms(0))
    await publish()
    const one = pipeline()
    await one.make('a')
    await one.run(plan.flip, plan.record)
    const names = { ...ground.engine.names, schema: '`shown`', store: '`shown_store`' }
    await expect(publish(ground.engine, { names })).rejects.toMatchObject({
      kind: 'destination_refused',
      message: expect.stringContaining('The transform on a cluster publishes'),
    })
    expect(await one.seen()).toEqual(await here())
  })
})
