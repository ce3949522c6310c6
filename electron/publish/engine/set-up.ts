import { KnownError } from '../../../shared/ipc/result.ts'
import type { PublishedTable } from '../star-columns.ts'
import type { Engine } from './engine.ts'
import { dropView, layoutOf, setupStatements } from './setup-sql.ts'
import type { SparkNames } from './spark-names.ts'
import { type StoreState, stateIfAny, stateOf } from './store-state.ts'

/** Makes what is missing of a store; what is there stays as it is. Throws as `stateOf`, and what the engine throws. */
export async function setUp(engine: Engine, names: SparkNames, tables: readonly PublishedTable[]): Promise<StoreState> {
  const before = await stateIfAny(engine, names)
  const old = layoutIn(before)
  const now = JSON.parse(layoutOf(tables)) as Record<string, string>
  for (const [table, form] of Object.entries(old)) {
    if (now[table] === undefined || now[table] === form) continue
    // A table is never made again over what readers see.
    throw new KnownError(
      'destination_refused',
      `The destination has ${table} with other columns, from another version of this program. Publish under another schema name.`,
    )
  }
  for (const sql of setupStatements(names, tables)) await engine.run(sql)
  for (const table of Object.keys(old)) if (now[table] === undefined) await engine.run(dropView(names, table))
  return stateOf(engine, names)
}

/** The state of a store that has these tables; sets it up where it is not, or not whole, or of other tables. */
export async function readyStore(
  engine: Engine,
  names: SparkNames,
  tables: readonly PublishedTable[],
): Promise<StoreState> {
  const found = await stateIfAny(engine, names)
  return found?.layout === layoutOf(tables) ? found : await setUp(engine, names, tables)
}

function layoutIn(state: StoreState | null): Record<string, string> {
  return state?.layout == null ? {} : (JSON.parse(state.layout) as Record<string, string>)
}
