import { credentialsOf } from '../databricks/credentials.ts'
import { openDatabricks } from '../databricks/databricks-engine.ts'
import { databricksNames } from '../databricks/databricks-names.ts'
import type { DatabricksDestination } from '../destination-config.ts'
import type { Engine } from '../engine/engine.ts'
import { installOf } from '../engine/lease.ts'
import { rollBackEngine, verifyEngine } from '../engine/look-at-store.ts'
import { publishToEngine } from '../engine/publisher.ts'
import { keptVersions, stateIfAny } from '../engine/store-state.ts'
import { withPublishLock } from '../folder/folder-session.ts'
import { publishedTables } from '../star-columns.ts'
import { observedEngine } from './observed.ts'
import type { Place, Work } from './place.ts'

/** A schema of Databricks. Each piece of work is a session of its own. */
export function databricksPlace(destination: DatabricksDestination, work: Work): Place {
  const { dataDir, who, signal, picture, stored } = work
  const { surroundings, ...deps } = work.deps
  const { port, httpPath, layers, keepVersions } = destination
  const names = databricksNames(destination)

  async function inSession<T>(asked: (engine: Engine) => Promise<T>, hearsItself = false): Promise<T> {
    const address = {
      ...credentialsOf(destination, surroundings, { stored, mustNameHost: true }),
      port,
      httpPath,
      stage: names.stage,
    }
    picture?.change({ step: 'connecting' })
    const say = (message: string): void => picture?.change({ message })
    const engine = await openDatabricks(address, { say, signal, deps })
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
      const tables = publishedTables(layers)
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
        const state = await stateIfAny(engine, names)
        if (!state) return 'Signed in. Nothing is set up there yet: the first publish does it, if the token may.'
        return state.version === 0
          ? 'Signed in. It is set up, and nothing was published yet.'
          : `Signed in. Version ${state.version} is there.`
      }),
  }
}
