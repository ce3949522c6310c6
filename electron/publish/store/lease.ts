import { hash, randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { readState } from '../../warehouse/file/state.ts'
import type { Engine } from '../engine/engine.ts'
import type { SparkNames } from './spark-names.ts'
import { busy, type StoreState, stateOf } from './store-state.ts'
import { releaseLease, renewLease, takeLease } from './version-sql.ts'

/** No statement runs longer than this at an engine, in seconds: the lease outlasts any that was sent. */
export const statementTimeout = 600
/** The lease lasts 30 minutes from its last renewal, and no statement longer than 10: it is renewed when half is over. */
const renewAfterMs = 15 * 60_000

/**
 * Tells an installation from others at a store. Not by its warehouse alone: a copy of a data folder, or one that two machines share, has
 * the same, and no lock that can be relied on keeps their publishers apart.
 */
export function installOf(db: ReadableDb, dataDir: string, machine = hostname()): string {
  const place = hash('sha256', `${machine}\n${dataDir}`, 'hex').slice(0, 12)
  return `${readState(db, 'warehouse_id') ?? ''}-${place}`
}

/** The right to change a store: one publisher has it at a time, by the engine's clock. */
export interface Lease {
  /** As the store was when the lease was taken. */
  state: StoreState
  owner: string
  /** Has it for longer where half of it is over. Call it before anything is sent that takes time. */
  keep(): Promise<void>
  /** Gives it back, as far as the engine can be reached. */
  release(): Promise<void>
}

/**
 * Takes the lease of a store.
 *
 * @param how `now`: monotonic, in milliseconds; `isNumbered`: takes the number of a new version too
 * @throws KnownError `destination_busy` when another installation has it, here and from `keep`
 */
export async function leaseOf(
  engine: Engine,
  names: SparkNames,
  install: string,
  { now = () => performance.now(), isNumbered = true }: { now?: (() => number) | undefined; isNumbered?: boolean } = {},
): Promise<Lease> {
  const attempt = randomUUID().slice(0, 8)
  const owner = `${install}/${attempt}`
  // A machine that sleeps has a clock that stands still meanwhile; one of the wall goes on, and may be put back.
  const clocks = (): [number, number] => [now(), Date.now()]
  const isHalfOver = ([own, wall]: [number, number]): boolean =>
    now() - own >= renewAfterMs || Date.now() - wall >= renewAfterMs
  let takenAt = clocks()
  const release = async (): Promise<void> => {
    try {
      await engine.run(releaseLease(names, owner))
    } catch {
      // It runs out by itself, and this installation takes it again at once.
    }
  }
  const taken = async (): Promise<StoreState> => {
    await engine.run(takeLease(names, install, attempt, isNumbered))
    return stateOf(engine, names)
  }
  const state = await taken().catch(async (error: unknown) => {
    // Cancelled, say: it may have it all the same.
    if (error instanceof KnownError && error.kind !== 'destination_unreachable') await release()
    throw error
  })
  if (state.owner !== owner) throw busy(state)
  return {
    state,
    owner,
    async keep() {
      if (!isHalfOver(takenAt)) return
      const renewing = clocks()
      await engine.run(renewLease(names, owner))
      const found = await stateOf(engine, names)
      if (found.owner !== owner) throw busy(found)
      takenAt = renewing
    },
    release,
  }
}
