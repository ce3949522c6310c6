import { describe, expect, it } from 'vitest'
import { KnownError } from '../../../shared/ipc/result.ts'
import { addDimension } from '../../warehouse/gold/schema.ts'
import { inventedDimension } from '../../warehouse/testing/invented-dimension.ts'
import { rawMovie } from '../../warehouse/testing/loads.ts'
import { digestSql } from '../canonical.ts'
import { dimensionTable, keyTo } from '../star-columns.ts'
import { duckEngine } from '../testing/duck-engine.ts'
import { engineGround, tables } from '../testing/engine-ground.ts'
import { Killed, makePlace, someFilms } from '../testing/warehouses.ts'
import type { Engine } from './engine.ts'
import { planEngine, rollBackEngine, verifyEngine } from './look-at-store.ts'
import { publishToEngine } from './publisher.ts'
import { setUp } from './set-up.ts'
import { keptVersions, stateOf } from './store-state.ts'

const ground = engineGround()
const { publish, here, seen, dying } = ground

/** The star of a program whose model has one dimension more. */
const wider = (of: typeof tables): typeof tables => [
  dimensionTable(inventedDimension),
  ...of.map((table) =>
    table.name === 'fact_movies' ? { ...table, columns: [...table.columns, keyTo(inventedDimension)] } : table,
  ),
]
const newTables = wider(tables)
const order = () => {
  const { names } = ground.engine
  return { names, tables, install: 'here', producer: 'a test', keepVersions: 7 }
}
const older = { model: 1 }
const newer = { tables: newTables, model: 2 }

/** Brings the warehouse to the newer program's model. */
function upgrade(): void {
  const { db } = ground.place
  db.pragma('foreign_keys = OFF')
  db.transaction(() => addDimension(db, inventedDimension))()
  db.pragma('foreign_keys = ON')
}

describe('publishing with a dimension more than the destination has', () => {
  it('adds the column, sends the tables that it changes whole, and shows it with the version', async () => {
    ground.place.load(someFilms(0))
    await publish(ground.engine, older)
    ground.place.load(someFilms(1))
    await publish(ground.engine, older)
    upgrade()
    expect(await planEngine(ground.place.db, ground.engine, { ...order(), ...newer })).toMatchObject({
      changedTables: ['dim_state', 'fact_movies'],
    })
    const done = await publish(ground.engine, newer)
    expect(done).toMatchObject({ status: 'published', version: 3 })
    expect(done.tables.filter(({ sent }) => sent > 0).map(({ name }) => name)).toEqual(['dim_state', 'fact_movies'])
    expect(await seen(newTables)).toEqual(await here(newTables))
    expect((await verifyEngine(ground.engine, ground.engine.names)).differences).toEqual([])
    const again = dying(Number.POSITIVE_INFINITY, true)
    expect(await publish(again.dead, newer)).toMatchObject({ status: 'unchanged' })
    expect(again.calls.map((sql) => sql.split(' ')[0])).toEqual(['SELECT', 'MERGE'])
    // From here on what has changed is told again.
    ground.place.load([...someFilms(1), rawMovie(50)])
    expect(await publish(ground.engine, newer)).toMatchObject({ mode: 'incremental' })
    expect(await seen(newTables)).toEqual(await here(newTables))
  })

  it('forgets the versions without it, which could not be shown as they were', async () => {
    ground.place.load(someFilms(0))
    await publish(ground.engine, older)
    upgrade()
    await publish(ground.engine, newer)
    const { engine } = ground
    expect((await keptVersions(engine, engine.names)).map(({ version }) => version)).toEqual([2])
    await expect(
      rollBackEngine(engine, engine.names, { install: 'here', producer: 'a test', version: 1 }),
    ).rejects.toMatchObject({ kind: 'not_found' })
  })

  it('is refused to the older program then, which writes nothing and can verify all the same', async () => {
    ground.place.load(someFilms(0))
    await publish(ground.engine, older)
    upgrade()
    await publish(ground.engine, newer)
    ground.place.load(someFilms(1))
    const { names } = ground.engine
    const before = JSON.stringify(await ground.engine.rows(`SELECT * FROM ${names.store}.yts_state`))
    const { dead, calls } = dying(Number.POSITIVE_INFINITY, true)
    await expect(publish(dead, older)).rejects.toMatchObject({ kind: 'destination_newer' })
    await expect(publish(dead, { ...older, full: true })).rejects.toMatchObject({ kind: 'destination_newer' })
    await expect(setUp(dead, { ...order(), ...older })).rejects.toMatchObject({ kind: 'destination_newer' })
    await expect(planEngine(ground.place.db, dead, { ...order(), ...older })).rejects.toMatchObject({
      kind: 'destination_newer',
    })
    expect(calls.filter((sql) => !/^(?:SELECT|CREATE \w+ IF NOT EXISTS)\b/.test(sql))).toEqual([])
    expect(JSON.stringify(await ground.engine.rows(`SELECT * FROM ${names.store}.yts_state`))).toBe(before)
    expect((await verifyEngine(ground.engine, names)).differences).toEqual([])
  })

  it.each([
    ['before', false],
    ['after', true],
  ])(
    'killed at any call %s the engine has done it, shows the old star or the new one, and the next publish shows the column',
    async (_, isDone) => {
      const some = tables.filter(({ name }) => ['dim_genre', 'fact_movies'].includes(name))
      const wide = { ...newer, tables: wider(some) }
      const before = makePlace()
      before.load(someFilms(0))
      ground.place.load(someFilms(0))
      const old = JSON.stringify(await here(some))
      upgrade()
      ground.place.load(someFilms(1))
      const narrow = JSON.stringify(await here(some))
      const whole = await here(wide.tables)
      const columns = wide.tables.find(({ name }) => name === 'fact_movies')?.columns ?? []
      const met = { before: 0, between: 0, after: 0 }
      for (let at = 1, isOver = false; !isOver; at++) {
        ground.engine.end()
        ground.engine = await duckEngine()
        const { engine } = ground
        await publishToEngine(before.db, engine, { ...order(), ...older, tables: some })
        const { dead, calls } = dying(at, isDone)
        await publish(dead, wide).catch((error: unknown) => expect(error).toBeInstanceOf(Killed))
        isOver = calls.length < at
        // Who reads the columns that were there before sees one star or the other.
        const shown = JSON.stringify(await seen(some))
        expect([old, narrow], `call ${at}`).toContain(shown)
        // Who reads the new one sees nothing, or the new star.
        const [row] = await engine.rows(digestSql('gold.fact_movies', columns)).catch(() => [])
        if (row) expect(row.digest, `call ${at}`).toBe(Object.fromEntries(whole).fact_movies)
        met[row ? 'after' : shown === old ? 'before' : 'between']++
        if (shown === narrow && !row)
          expect((await verifyEngine(engine, engine.names)).differences.length, `call ${at}`).toBeGreaterThan(0)
        await publish(engine, wide)
        expect(await seen(wide.tables), `after call ${at}`).toEqual(whole)
        expect((await verifyEngine(engine, engine.names)).differences).toEqual([])
        expect((await stateOf(engine, engine.names)).owner).toBeNull()
      }
      before.end()
      expect(met.before).toBeGreaterThan(5)
      expect(met.between).toBeGreaterThan(1)
      expect(met.after).toBeGreaterThan(0)
    },
  )

  it('adds a column once, where the reply to the statement that adds it is lost', async () => {
    ground.place.load(someFilms(0))
    await publish(ground.engine, older)
    upgrade()
    let added = 0
    const twice: Engine = {
      ...ground.engine,
      run: async (sql) => {
        if (!sql.startsWith('ALTER TABLE')) return ground.engine.run(sql)
        added++
        await ground.engine.run(sql)
        return ground.engine.run(sql).catch(() => {
          throw new KnownError('destination_refused', 'The destination refuses: there is such a column.')
        })
      },
    }
    await publish(twice, newer)
    expect(added).toBe(1)
    expect(await seen(newTables)).toEqual(await here(newTables))
  })

  it('says so where the columns cannot be shown, and setting up shows them', async () => {
    ground.place.load(someFilms(0))
    await publish(ground.engine, older)
    upgrade()
    const refusing: Engine = {
      ...ground.engine,
      run: async (sql) => {
        if (!/VIEW .*fact_movies/.test(sql)) return ground.engine.run(sql)
        throw new KnownError('destination_refused', 'A right is missing.')
      },
    }
    await expect(publish(refusing, newer)).rejects.toMatchObject({
      kind: 'destination_refused',
      message: 'Version 2 is shown, and its new columns are not yet. A right is missing.',
    })
    expect(await seen()).not.toContainEqual(expect.arrayContaining([undefined]))
    const { names } = ground.engine
    expect((await verifyEngine(ground.engine, names)).differences.length).toBeGreaterThan(0)
    await setUp(ground.engine, { ...order(), ...newer })
    expect(await seen(newTables)).toEqual(await here(newTables))
    expect((await verifyEngine(ground.engine, names)).differences).toEqual([])
    expect(await stateOf(ground.engine, names)).toMatchObject({ owner: null, layout: { isShown: true } })
    expect(await publish(ground.engine, newer)).toMatchObject({ status: 'unchanged' })
  })

  it('is refused where a column that is there would be another one', async () => {
    ground.place.load(someFilms(0))
    await publish(ground.engine, older)
    const other = tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) =>
        column.name === 'imdb_code' ? { ...column, kind: 'int' as const } : column,
      ),
    }))
    const before = await seen()
    await expect(publish(ground.engine, { tables: other, model: 2 })).rejects.toMatchObject({
      kind: 'destination_refused',
      message: expect.stringContaining('fact_movies'),
    })
    expect(await seen()).toEqual(before)
  })
})
