import { SampleService } from '../../sample/service.ts'
import type { WritableDb } from '../../warehouse/file/connection.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import { load, memoryWarehouse, type TestLoad } from './harness.ts'
import { VirtualRuntime } from './virtual-runtime.ts'

/** How many films readers see. */
export const published = (db: WritableDb): unknown => db.prepare('SELECT count(*) FROM fact_movies').pluck().get()

/** Whether films are wanting by the source's count, so that the next load is to be a full one. */
export const isFullDue = (db: WritableDb): boolean => createLoadStore(db).countBooks().isWanting

/** A world of n films at 50 a page: a source that counts them, an empty warehouse, and loads in virtual time. */
export function world(films: number, faults: string[] = []) {
  const runtime = new VirtualRuntime(5)
  const service = new SampleService({ films, seed: 3, quirks: 0, faults, now: () => runtime.now() })
  const db = memoryWarehouse()
  const run = (options: TestLoad = {}) => {
    const { settings, ...rest } = options
    return load(db, service, { runtime, ...rest, settings: { limit: 50, ...settings } })
  }
  return { runtime, service, db, run }
}
