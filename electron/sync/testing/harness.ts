import type { SyncSettings } from '../../../shared/contract/sync.ts'
import type { SyncProgress, SyncSummary } from '../../../shared/ipc/progress.ts'
import type { SampleService } from '../../sample/service.ts'
import { openWritable, type WritableDb } from '../../warehouse/file/connection.ts'
import { migrate } from '../../warehouse/migrations/index.ts'
import type { LoadStore } from '../../warehouse/write/load-store.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import type { HookPoint } from '../fetch/page-source.ts'
import { RunControl } from '../fetch/run-control.ts'
import type { LoadRequest } from '../plan/load-request.ts'
import { readerHere } from '../response/response-reader.ts'
import { runLoad } from '../run/engine.ts'
import { sampleTransport } from './sample-transport.ts'
import { VirtualRuntime } from './virtual-runtime.ts'

/** A migrated warehouse in memory. */
export function memoryWarehouse(): WritableDb {
  const db = openWritable(':memory:')
  migrate(db)
  return db
}

export function settings(overrides: Partial<SyncSettings> = {}): SyncSettings {
  return {
    url: 'http://127.0.0.1/api/v2/list_movies.json',
    limit: 10,
    maxWorkers: 4,
    requestTimeoutMs: 30_000,
    maxAttempts: 5,
    requestsPerSecond: 0,
    fullRefreshDays: 0,
    lastPageProcessed: null,
    lastDate: null,
    ...overrides,
  }
}

export interface TestLoad extends Partial<Omit<LoadRequest, 'settings' | 'store'>> {
  settings?: Partial<SyncSettings>
  /** Wraps the store, to watch it or to make it fail. */
  wrap?: (store: LoadStore) => LoadStore
  /** The process dies at this occasion of any hook (0 = the first), as SIGKILL would have it: nothing runs after it. */
  dieAt?: number
}

/** What is thrown where a killed process would have stopped. */
class Killed extends Error {}

/** Runs one load of the real engine into a real warehouse, over the in-process sample server, in virtual time. */
export async function load(db: WritableDb, service: SampleService, options: TestLoad = {}): Promise<SyncSummary> {
  const { settings: overrides, wrap, dieAt, ...rest } = options
  const runtime = rest.runtime ?? new VirtualRuntime()
  const control = rest.control ?? new RunControl()
  const real = createLoadStore(db)
  real.markInterrupted(runtime.now())
  const life = { dead: false, occasions: 0 }
  const store = mortal(wrap ? wrap(real) : real, life)
  const die = (): void => {
    if (life.dead) throw new Killed()
    if (dieAt === undefined || life.occasions++ !== dieAt) return
    life.dead = true
    // What a dead process had not committed is undone by whoever opens the database next.
    if (db.inTransaction) db.exec('ROLLBACK')
    control.stop(new Killed())
    throw new Killed()
  }
  const summary = await runLoad({
    mode: null,
    dryRun: false,
    trigger: 'manual',
    acceptRemovals: false,
    page: null,
    transport: sampleTransport(service, runtime),
    responses: readerHere(),
    userAgent: 'test',
    listener: null,
    ...rest,
    settings: settings(overrides),
    store,
    runtime,
    control,
    hooks: {
      at: (point: HookPoint) => {
        rest.hooks?.at?.(point)
        die()
      },
    },
  })
  if (db.inTransaction) throw new Error('The load has left its transaction open.')
  return summary
}

/** A dead process writes nothing: every method of its store throws. */
function mortal(store: LoadStore, life: { dead: boolean }): LoadStore {
  return new Proxy(store, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        if (life.dead) throw new Killed()
        return (value as (...args: unknown[]) => unknown).apply(target, args)
      }
    },
  })
}

/** Film ids that the warehouse stores or has in quarantine. */
export function keptIds(db: WritableDb): Set<number> {
  const sql = 'SELECT movie_id FROM silver_movie UNION SELECT movie_id FROM quarantine WHERE movie_id IS NOT NULL'
  return new Set(db.prepare(sql).pluck().all() as number[])
}

/** Breaches of I2 (no duplicates, orphans or null keys) and of SQLite's own rules; empty = none. */
export function breaches(db: WritableDb): string[] {
  const found: string[] = []
  if (db.pragma('integrity_check', { simple: true }) !== 'ok') found.push('integrity')
  if ((db.pragma('foreign_key_check') as unknown[]).length > 0) found.push('foreign keys')
  const count = (sql: string): number => Number(db.prepare(sql).pluck().get())
  const rules: Record<string, string> = {
    'fact without silver': 'SELECT count(*) FROM fact_movies WHERE movie_id NOT IN (SELECT movie_id FROM silver_movie)',
    'film twice in fact': 'SELECT count(*) - count(DISTINCT movie_id) FROM fact_movies',
    'film twice in dim_movie': 'SELECT count(movie_id) - count(DISTINCT movie_id) FROM dim_movie',
    'language twice': 'SELECT count(*) - count(DISTINCT language) FROM dim_language',
    'genre twice': 'SELECT count(*) - count(DISTINCT genre_name) FROM dim_genre',
    'fact without genre':
      'SELECT count(*) FROM fact_movies WHERE movie_id NOT IN (SELECT movie_id FROM genre_junction)',
    'unpublished film in fact':
      'SELECT count(*) FROM fact_movies WHERE movie_id NOT IN (SELECT movie_id FROM movie_presence)',
  }
  for (const [name, sql] of Object.entries(rules)) if (count(sql) !== 0) found.push(name)
  return found
}

/** Every snapshot of a load, in order. */
export function snapshots(): { all: SyncProgress[]; listener: (progress: SyncProgress) => void } {
  const all: SyncProgress[] = []
  return { all, listener: (progress) => all.push(progress) }
}
