import type { ReadableDb } from '../../warehouse/file/connection.ts'
import { snapshot } from '../../warehouse/file/snapshot.ts'
import { allRows, hashed, hashedRows } from '../engine/build-version.ts'
import { filmsChangedSince, isOfFilms, scopedRows } from '../engine/change-scope.ts'
import type { Engine } from '../engine/engine.ts'
import type { EnginePublish } from '../engine/engine-publish.ts'
import { planEngine } from '../engine/look-at-store.ts'
import { grantStatements, layoutOf, setupStatements } from '../engine/setup-sql.ts'
import { mergeStatement } from '../engine/version-sql.ts'
import { measured, type Plan, type PlannedTable } from './plan.ts'

/**
 * What setting an engine up and publishing to it would do. Writes nothing there. Throws as `planEngine`, and `cancelled`.
 *
 * @param catalog quoted; whose rights an administrator gives
 */
export async function planOfEngine(
  db: ReadableDb,
  engine: Engine,
  publish: EnginePublish,
  catalog: string,
): Promise<Plan> {
  const { names, tables, signal } = publish
  const { state, star, tables: here, changedTables, removedTables, isNeeded } = await planEngine(db, engine, publish)
  const there = state?.digests ?? {}
  const version = (state?.nextVersion ?? 0) + 1
  const merges: string[] = []
  let mode: Plan['mode'] = 'full'
  const planned = await snapshot(db, async () => {
    const films = filmsChangedSince(db, state?.source ?? null)
    const found: PlannedTable[] = []
    for (const table of tables) {
      const { name } = table
      const rows = here.find((one) => one.name === name)?.rows ?? 0
      if (!changedTables.includes(name)) {
        found.push({ name, rows, sent: 0, bytes: 0, what: 'unchanged' })
        continue
      }
      const part = films !== null && isOfFilms(table) ? scopedRows(db, table, films) : null
      if (part) mode = 'incremental'
      const size = await measured(hashed(table), hashedRows(table, part ?? allRows(db, table)), signal)
      const files = `${version}/${name}${part ? '-part' : ''}`
      merges.push(mergeStatement(names, table, { files, version, isPart: part !== null }))
      found.push({ name, rows, ...size, what: there[name] === undefined ? 'added' : 'changed' })
    }
    return found
  })
  const removed = removedTables.map((name) => {
    return { name, rows: Number(there[name]?.split(':')[0] ?? 0), sent: 0, bytes: 0, what: 'removed' } as const
  })
  return {
    version: state?.version ?? 0,
    goldVersion: star.goldVersion,
    isNeeded,
    mode,
    tables: [...planned, ...removed],
    setup: state?.layout === layoutOf(tables) ? [] : setupStatements(names, tables),
    publish: merges,
    grants: grantStatements(names, catalog, 'PUBLISHER', 'READERS'),
  }
}
