import { afterEach, beforeEach } from 'vitest'
import { digestSql } from '../canonical.ts'
import type { Engine } from '../engine/engine.ts'
import type { EnginePublish } from '../engine/engine-publish.ts'
import { publishToEngine } from '../engine/publisher.ts'
import { publishedTables } from '../star-columns.ts'
import { starDigests } from '../star-rows.ts'
import { type DuckEngine, duckEngine } from './duck-engine.ts'
import { dyingEngine } from './dying-engine.ts'
import { makePlace, type Place } from './warehouses.ts'

/** What the tests publish unless they say otherwise. */
export const tables = publishedTables(['gold'])

/** What the tests of publishing to an engine work on: anew for each test, and gone after it. */
export interface EngineGround {
  /** A data folder with a warehouse, without a film. */
  place: Place
  /** An empty DuckDB in the place of the engine. */
  engine: DuckEngine
  /** Publishes the warehouse; `on`: an engine other than the ground's own, `now`: the publisher's clock, in ms. */
  publish: (on?: Engine, changes?: Partial<EnginePublish>, now?: () => number) => ReturnType<typeof publishToEngine>
  /** What readers see once all that is here is published. */
  here: (of?: typeof tables) => Promise<[string, string][]>
  /** What readers of the views see; nothing before they are there. */
  seen: (of?: typeof tables) => Promise<unknown>
  /** The engine, of which the publisher hears no more from its nth call on; that call is done or not. */
  dying: (at: number, isDone: boolean) => ReturnType<typeof dyingEngine>
  /** The engine, beside which somebody does something after those statements that match. */
  beside: (pattern: RegExp, something: () => Promise<unknown>) => Engine
}

/** An empty warehouse and an empty engine for each test of the file that calls it. */
export function engineGround(): EngineGround {
  const ground = {
    publish: (on = ground.engine, changes = {}, now) =>
      publishToEngine(
        ground.place.db,
        on,
        { names: ground.engine.names, tables, install: 'here', producer: 'a test', keepVersions: 7, ...changes },
        now,
      ),
    here: async (of = tables) =>
      [...(await starDigests(ground.place.db, of))].map(([name, digest]) => [name, String(digest)]),
    async seen(of = tables) {
      const { names } = ground.engine
      const digests: unknown[] = []
      for (const { name, columns } of of) {
        const [row] = await ground.engine.rows(digestSql(`${names.schema}.\`${name}\``, columns)).catch(() => [])
        digests.push([name, row?.digest])
      }
      return digests
    },
    dying: (at, isDone) => dyingEngine(ground.engine, at, isDone),
    beside(pattern, something): Engine {
      const { engine } = ground
      return {
        ...engine,
        run: async (sql) => {
          const done = await engine.run(sql)
          if (pattern.test(sql)) await something()
          return done
        },
      }
    },
  } as EngineGround
  beforeEach(async () => {
    ground.place = makePlace()
    ground.engine = await duckEngine()
  })
  afterEach(() => {
    ground.place.end()
    ground.engine.end()
  })
  return ground
}
