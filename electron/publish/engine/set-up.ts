import { KnownError } from '../../../shared/ipc/result.ts'
import type { PublishedTable } from '../star-columns.ts'
import type { Engine } from './engine.ts'
import type { EnginePublish } from './engine-publish.ts'
import { type LayoutNeed, layoutNeed, layoutOf } from './layout.ts'
import { type Lease, leaseOf } from './lease.ts'
import {
  addColumn,
  baseStatements,
  columnsThere,
  dropView,
  firstLayout,
  layoutShown,
  tableStatement,
  viewStatement,
} from './setup-sql.ts'
import { type StoreState, stateIfAny, stateOf } from './store-state.ts'

type SetUp = Pick<EnginePublish, 'names' | 'tables' | 'install' | 'model'>

/**
 * Makes what is missing of a store; what is there stays as it is, and what readers see too: views of tables that get other columns are
 * left to the publish that fills them.
 *
 * @throws KnownError `destination_busy` when another publisher has the lease, as `layoutNeed` and `stateOf`, and what the engine throws
 */
export async function setUp(engine: Engine, { names, tables, install, model }: SetUp): Promise<StoreState> {
  layoutNeed((await someStore(engine, { names }, true)).layout, tables, model)
  const lease = await leaseOf(engine, names, install, { isNumbered: false })
  try {
    const { state } = lease
    const need = layoutNeed(state.layout, tables, model)
    await prepareTables(engine, { names, tables }, need, lease)
    const isNew = state.version === 0
    const isSame = tables.every(({ name }) => need.same.has(name))
    for (const table of tables)
      if (isNew || need.same.has(table.name)) await step(engine, lease, viewStatement(names, table))
    if (isNew) {
      for (const name of need.gone) await step(engine, lease, dropView(names, name))
      await step(engine, lease, firstLayout(names, layoutOf(tables, true, model)))
    } else if (isSame && state.layout?.isShown === false) {
      // The publish that filled them could not show their columns: it has not made the views, say.
      await step(engine, lease, layoutShown(names, layoutOf(tables, true, model), lease.owner))
    }
  } finally {
    await lease.release()
  }
  return stateOf(engine, names)
}

/**
 * The state of a store, of which there is enough for a lease to be had. Two that make it at once do not hurt one another: what one has
 * made, the other finds.
 *
 * @param mends makes what is missing where a store was set up before, too
 */
export async function someStore(engine: Engine, { names }: Pick<SetUp, 'names'>, mends = false): Promise<StoreState> {
  const found = await stateIfAny(engine, names)
  if (found?.layout && !mends) return found
  for (const sql of baseStatements(names)) await engine.run(sql)
  return stateOf(engine, names)
}

async function step(engine: Engine, lease: Lease, sql: string): Promise<void> {
  await lease.keep()
  await engine.run(sql)
}

/** Makes the tables behind the views that are missing, and adds the columns that they lack. Readers see nothing of it. */
export async function prepareTables(
  engine: Engine,
  { names, tables }: Pick<SetUp, 'names' | 'tables'>,
  { same }: LayoutNeed,
  lease: Lease,
): Promise<void> {
  for (const table of tables) {
    await step(engine, lease, tableStatement(names, table))
    if (same.has(table.name)) continue
    const lacking = async (): Promise<PublishedTable['columns']> => {
      const [row] = await engine.rows(columnsThere(names, table.name))
      return table.columns.filter(({ name }) => row?.[name] === undefined)
    }
    for (const column of await lacking()) {
      try {
        await step(engine, lease, addColumn(names, table.name, column))
      } catch (error) {
        // Sent twice because its reply was lost, it finds the column there.
        if (!(error instanceof KnownError) || (await lacking()).includes(column)) throw error
      }
    }
  }
}

/** Has readers see the columns of the version that is in force, and says so, which gives the lease back. */
export async function showColumns(
  engine: Engine,
  { names, tables, model }: Pick<SetUp, 'names' | 'tables' | 'model'>,
  { views }: LayoutNeed,
  lease: Lease,
): Promise<void> {
  // Those first that others lead to.
  for (const table of tables) if (views.has(table.name)) await step(engine, lease, viewStatement(names, table))
  await step(engine, lease, layoutShown(names, layoutOf(tables, true, model), lease.owner))
}
