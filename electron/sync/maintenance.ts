import type { Handlers } from '../../shared/contract/index.ts'
import type { WritableDb } from '../warehouse/file/connection.ts'
import { readStateNumber } from '../warehouse/file/state.ts'
import { rebuildWarehouse } from '../warehouse/write/rebuild.ts'
import { replayQuarantine } from '../warehouse/write/replay.ts'
import { verifyWarehouse } from '../warehouse/write/verify.ts'

type MaintenanceChannel = 'maintenance.rebuild' | 'maintenance.verify' | 'quarantine.replay'

/**
 * The loader's work besides loads. `exclusively` runs it under the writer lock while nothing else runs; `published` is
 * told the gold version after work that may have changed it.
 */
export function maintenance(
  exclusively: <T>(work: (db: WritableDb) => T) => Promise<T>,
  published: (goldVersion: number) => void,
): Handlers<MaintenanceChannel> {
  async function publishing<T>(work: (db: WritableDb) => T): Promise<T> {
    const { value, version } = await exclusively((db) => ({
      value: work(db),
      version: readStateNumber(db, 'gold_version'),
    }))
    if (version !== null) published(version)
    return value
  }
  return {
    'maintenance.rebuild': async () => {
      const { films, durationMs } = await publishing((db) => rebuildWarehouse(db))
      return { films, durationMs }
    },
    'maintenance.verify': () => exclusively((db) => verifyWarehouse(db)),
    'quarantine.replay': ({ quarantineIds }) => publishing((db) => replayQuarantine(db, quarantineIds)),
  }
}
