import type { Engine } from '../engine/engine.ts'
import { Killed } from './warehouses.ts'

/** An engine of which the publisher hears no more from its nth call on; that call is done or not. Not used by the app. */
export function dyingEngine(engine: Engine, at: number, isDone: boolean): { dead: Engine; calls: string[] } {
  const calls: string[] = []
  const step = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    calls.push(name)
    if (calls.length > at || (calls.length === at && !isDone)) throw new Killed(name)
    const value = await work()
    if (calls.length === at) throw new Killed(name)
    return value
  }
  const dead: Engine = {
    ...engine,
    rows: (sql) => step(sql, () => engine.rows(sql)),
    run: (sql) => step(sql, () => engine.run(sql)),
    put: (from, to) => step('put', () => engine.put(from, to)),
    remove: (path) => step('remove', () => engine.remove(path)),
  }
  return { dead, calls }
}
