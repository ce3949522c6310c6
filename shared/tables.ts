import * as z from 'zod'
import { type TableDefinition, type TableKey, tableKeys } from './table-definitions/definition.ts'
import { goldTables } from './table-definitions/gold.ts'
import { ledgerTables } from './table-definitions/ledger.ts'
import { silverTables } from './table-definitions/silver.ts'

export const tableKeySchema = z.enum(tableKeys)

/**
 * The browsable tables: what the Tables page lists and what the reader may select. A column named `films` is counted for
 * dimension members; bodies and payload blobs are never listed.
 */
export const tables: readonly TableDefinition[] = [...goldTables, ...silverTables, ...ledgerTables]

/** The definition of a table; every key has one. */
export function tableDefinition(key: TableKey): TableDefinition {
  const found = tables.find((table) => table.key === key)
  if (!found) throw new Error(`no table definition for ${key}`)
  return found
}
