import { type Tried, tryRights } from '../databricks/try-rights.ts'
import type { EngineDestination } from '../destination-config.ts'
import type { Engine } from '../engine/engine.ts'
import { installOf } from '../engine/lease.ts'
import { rollBackEngine, verifyEngine } from '../engine/look-at-store.ts'
import { publishToEngine } from '../engine/publisher.ts'
import { setUp } from '../engine/set-up.ts'
import { quoted } from '../engine/spark-names.ts'
import { keptVersions, stateIfAny } from '../engine/store-state.ts'
import { withPublishLock } from '../folder/folder-session.ts'
import { namesOf, openEngine } from '../open-engine.ts'
import { publishedTables } from '../star-columns.ts'
import { compareEngine } from './compare.ts'
import { observedEngine } from './observed.ts'
import type { Place, Work } from './place.ts'
import { planOfEngine } from './plan-engine.ts'

/** A schema of an SQL engine. Each piece of work is a session of its own. */
export function enginePlace(destination: EngineDestination, work: Work): Place {
  const { dataDir, who, signal, picture, stored, deps } = work
  const { layers, keepVersions } = destination
  const names = namesOf(destination)
  const tables = publishedTables(layers)
  const catalog = destination.kind === 'databricks' ? destination.catalog : null

  async function inSession<T>(asked: (engine: Engine) => Promise<T>, hearsItself = false): Promise<T> {
    picture?.change({ step: 'connecting' })
    const say = (message: string): void => picture?.change({ message })
    const access = { stored, mustNameHost: true }
    const engine = await openEngine(destination, { say, signal, deps, access })
    const cancel = (): void => engine.cancel()
    // A publish hears by itself: the statement that shows its version is not cut off.
    if (!hearsItself) signal.addEventListener('abort', cancel, { once: true })
    try {
      picture?.change({ step: 'comparing', message: null })
      return await asked(picture ? observedEngine(engine, picture) : engine)
    } finally {
      signal.removeEventListener('abort', cancel)
      await engine.close()
    }
  }

  return {
    async publish(db, full) {
      picture?.change({ tables: tables.length })
      const onTable = (table: string): void => {
        const tableNumber = tables.findIndex(({ name }) => name === table) + 1
        picture?.change({ step: 'sending', table, tableNumber })
      }
      const install = installOf(db, dataDir)
      const publish = { names, tables, install, producer: who, keepVersions, full, signal, onTable }
      const outcome = await withPublishLock(dataDir, who, () =>
        inSession((engine) => publishToEngine(db, engine, publish), true),
      )
      const { status, mode, version, star, bytes } = outcome
      const sent = outcome.tables.map(({ name, sent: rows, digest }) => ({ name, sent: rows, digest }))
      const { goldVersion, publishedRun } = star
      return { status, mode, version, goldVersion, publishedRun, bytes, tables: sent }
    },
    async show(version, install) {
      const shown = await withPublishLock(dataDir, who, () =>
        inSession((engine) => rollBackEngine(engine, names, { install, producer: who, version }), true),
      )
      return { version, goldVersion: shown.goldVersion, publishedRun: null }
    },
    async verify() {
      const { version, differences } = await inSession((engine) => verifyEngine(engine, names, signal))
      return { version, differences: differences.map(({ table, what }) => `${table}: ${what}.`) }
    },
    versions: () =>
      inSession(async (engine) => {
        const state = await stateIfAny(engine, names)
        if (!state) return { current: 0, kept: [] }
        const kept = await keptVersions(engine, names)
        return {
          current: state.version,
          kept: kept.map(({ version, goldVersion, publishedAt, producer }) => {
            return { version, goldVersion, publishedAt, producer }
          }),
        }
      }),
    test: () =>
      inSession(async (engine) => {
        const tried = await tryRights(engine, { names, catalog, tables })
        return { message: foundBy(tried, catalog === null ? 'Connected' : 'Signed in'), checks: tried.checks }
      }),
    plan: (db) =>
      inSession((engine) =>
        planOfEngine(
          db,
          engine,
          { names, tables, install: '', producer: who, keepVersions, signal },
          catalog && quoted(catalog),
        ),
      ),
    compare: (db, version) => inSession((engine) => compareEngine(db, engine, { names, tables, version, signal })),
    setUp: (install) =>
      withPublishLock(dataDir, who, () =>
        inSession(async (engine) => {
          const { version } = await setUp(engine, { names, tables, install })
          return { version }
        }),
      ),
  }
}

/** What was found, in a sentence. */
function foundBy({ checks, store }: Tried, reached: string): string {
  const missing = checks.filter(({ state }) => state === 'missing').length
  if (missing > 0) return `${reached}, and ${missing === 1 ? 'a right is' : `${missing} rights are`} missing.`
  if (store === null) return `${reached}. Nothing is set up there yet.`
  return store.version === 0
    ? `${reached}. It is set up, and nothing was published yet.`
    : `${reached}. Version ${store.version} is there.`
}
