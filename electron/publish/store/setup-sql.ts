import { describeColumn } from '../../../shared/table-definitions/describe-column.ts'
import { tables as definitions, tableDefinition } from '../../../shared/tables.ts'
import type { PublishedColumn, PublishedTable } from '../star-columns.ts'
import { type Layout, layoutOf } from './layout.ts'
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
import { gives } from './version-sql.ts'

// What a store is made of. Each statement may be run again, but for the one that adds a column.

/** Of how a store is built. A store with a higher one is of a newer program. */
export const storeVersion = 1

/** All that a store is made of before anything is published. `tables`: those that are published, with their views. */
export function setupStatements(names: SparkNames, tables: readonly PublishedTable[], model?: number): string[] {
  return [
    ...baseStatements(names),
    ...tables.map((table) => tableStatement(names, table)),
    ...tables.map((table) => viewStatement(names, table)),
    firstLayout(names, layoutOf(tables, true, model)),
  ]
}

/** Says what the tables are of which nothing was published yet. */
export function firstLayout(names: SparkNames, layout: Layout): string {
  return `UPDATE ${stateTable(names)} SET layout = ${literal(JSON.stringify(layout))} WHERE id = 1 AND version = 0`
}

/** The schemas, and what a lease and the history are in: all that there must be before anybody can have the lease. */
export function baseStatements(names: SparkNames): string[] {
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
  ]
}

const comment = (text: string | null): string => (text === null ? '' : ` COMMENT ${literal(text)}`)

/** The rows of all versions of a table, together where their keys are near one another. */
export function tableStatement(names: SparkNames, table: PublishedTable): string {
  const own = table.columns.map(({ name, kind }) => `${quoted(name)} ${sparkTypes[kind]}`).join(', ')
  const versioned = [
    `_hash STRING NOT NULL${comment('Hash of the other columns.')}`,
    `_from BIGINT NOT NULL${comment('The version that the row came with.')}`,
    `_to BIGINT${comment('The version that the row was gone with; none while it is there.')}`,
  ].join(', ')
  const about = comment(`Rows of all kept versions of ${table.name}. Read the view of that name instead.`)
  return `CREATE TABLE IF NOT EXISTS ${versionsTable(names, table.name)} (${own}, ${versioned}) USING DELTA CLUSTER BY (${table.key.map(quoted).join(', ')})${about}`
}

/** What readers have of a table: the rows of the version in force. */
export function viewStatement(names: SparkNames, table: PublishedTable): string {
  const at = `(SELECT max(version) FROM ${stateTable(names)})`
  const own = table.columns.map((column) => `${quoted(column.name)}${comment(columnComment(table, column))}`)
  return (
    `CREATE OR REPLACE VIEW ${names.schema}.${quoted(table.name)} (${own.join(', ')})${comment(tableComment(table))} ` +
    `AS SELECT ${columnList(table.columns)} FROM ${versionsTable(names, table.name)} WHERE ${inForce(at)}`
  )
}

function tableComment({ name }: PublishedTable): string | null {
  if (!definitions.some(({ key }) => key === name)) return null
  const { label, grain } = tableDefinition(name)
  return `${label}. ${grain}.`
}

/** What a column holds, and what a key leads to: views have no foreign keys. */
function columnComment({ name: table }: PublishedTable, { name, leadsTo }: PublishedColumn): string | null {
  const parts = [describeColumn(table, name), leadsTo === undefined ? null : `→ ${leadsTo}`]
  return parts.filter((part) => part !== null).join(' ') || null
}

/** The columns that a table has, as the names of one row's values. */
export function columnsThere(names: SparkNames, table: string): string {
  return `SELECT t.* FROM (SELECT 1 AS one) o LEFT JOIN ${versionsTable(names, table)} t ON 1 = 0`
}

/** Adds a column, once: sent twice, the second one fails. */
export function addColumn(names: SparkNames, table: string, { name, kind }: PublishedColumn): string {
  return `ALTER TABLE ${versionsTable(names, table)} ADD COLUMN ${quoted(name)} ${sparkTypes[kind]}`
}

/** Takes the view of a table that is not published any more from readers. */
export function dropView(names: SparkNames, table: string): string {
  return `DROP VIEW IF EXISTS ${names.schema}.${quoted(table)}`
}

/** Says that the views are those of a layout, and gives the lease back. */
export function layoutShown(names: SparkNames, layout: Layout, owner: string): string {
  return `UPDATE ${stateTable(names)} SET layout = ${literal(JSON.stringify(layout))}, ${gives} WHERE id = 1 AND owner = ${literal(owner)}`
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
