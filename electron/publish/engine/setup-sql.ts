import { createHash } from 'node:crypto'
import type { PublishedTable } from '../star-columns.ts'
import {
  columnList,
  historyTable,
  inForce,
  literal,
  quoted,
  type SparkNames,
  sparkTypes,
  stateTable,
  versionsTable,
} from './spark-names.ts'

/** Of how a store is built. A store with a higher one is of a newer program. */
export const storeVersion = 1

/** What a store is made of. `tables`: those that are published, with their views. Each statement may be run again. */
export function setupStatements(names: SparkNames, tables: readonly PublishedTable[]): string[] {
  const none = (type: string): string => `CAST(NULL AS ${type})`
  return [
    `CREATE SCHEMA IF NOT EXISTS ${names.schema}`,
    `CREATE SCHEMA IF NOT EXISTS ${names.store}`,
    ...(names.volume === undefined ? [] : [`CREATE VOLUME IF NOT EXISTS ${names.volume}`]),
    // The one row comes with the table.
    `CREATE TABLE IF NOT EXISTS ${stateTable(names)} USING DELTA AS SELECT 1 AS id, ${storeVersion} AS store_version, CAST(0 AS BIGINT) AS version, ` +
      `CAST(0 AS BIGINT) AS next_version, ${none('STRING')} AS owner, ${none('TIMESTAMP')} AS lease_until, ${none('STRING')} AS digests, ` +
      `${none('BIGINT')} AS gold_version, ${none('STRING')} AS layout, ${none('STRING')} AS source`,
    `CREATE TABLE IF NOT EXISTS ${historyTable(names)} (version BIGINT, gold_version BIGINT, digests STRING, producer STRING, published_at TIMESTAMP) USING DELTA`,
    ...tables.map(({ name, columns }) => {
      const own = columns.map((column) => `${quoted(column.name)} ${sparkTypes[column.kind]}`).join(', ')
      return `CREATE TABLE IF NOT EXISTS ${versionsTable(names, name)} (${own}, _hash STRING NOT NULL, _from BIGINT NOT NULL, _to BIGINT) USING DELTA`
    }),
    ...tables.map(({ name, columns }) => {
      const at = `(SELECT max(version) FROM ${stateTable(names)})`
      return `CREATE OR REPLACE VIEW ${names.schema}.${quoted(name)} AS SELECT ${columnList(columns)} FROM ${versionsTable(names, name)} WHERE ${inForce(at)}`
    }),
    `UPDATE ${stateTable(names)} SET layout = ${literal(layoutOf(tables))} WHERE id = 1`,
  ]
}

/** Takes the view of a table that is not published any more from readers. */
export function dropView(names: SparkNames, table: string): string {
  return `DROP VIEW IF EXISTS ${names.schema}.${quoted(table)}`
}

/** What the tables of a store are: JSON of their names and a hash of their columns each. */
export function layoutOf(tables: readonly PublishedTable[]): string {
  const entries = tables.map(({ name, key, columns }) => {
    const form = JSON.stringify([key, columns.map((column) => [column.name, column.kind])])
    return [name, createHash('sha256').update(form).digest('hex').slice(0, 12)]
  })
  return JSON.stringify(Object.fromEntries(entries))
}

/** Lets somebody else publish: what an administrator runs before, if the one who publishes may not make schemas. */
export function grantStatements(
  { schema, store, volume }: SparkNames,
  catalog: string,
  publisher: string,
  readers: string,
): string[] {
  const to = (who: string): string => `TO ${quoted(who)}`
  return [
    `GRANT USE CATALOG ON CATALOG ${catalog} ${to(publisher)}`,
    `GRANT USE SCHEMA, CREATE TABLE, SELECT ON SCHEMA ${schema} ${to(publisher)}`,
    `GRANT USE SCHEMA, CREATE TABLE, CREATE VOLUME, MODIFY, SELECT ON SCHEMA ${store} ${to(publisher)}`,
    ...(volume === undefined ? [] : [`GRANT READ VOLUME, WRITE VOLUME ON VOLUME ${volume} ${to(publisher)}`]),
    `GRANT USE CATALOG ON CATALOG ${catalog} ${to(readers)}`,
    // Views run with their owner's rights: readers need nothing of the store.
    `GRANT USE SCHEMA, SELECT ON SCHEMA ${schema} ${to(readers)}`,
  ]
}
