import { digestSql } from './canonical.ts'
import type { PublishedColumn, PublishedKind, PublishedTable } from './star-columns.ts'

// Every statement that an engine is sent, each a pure function of names and numbers, and idempotent: run twice, it does what it does once.

/** Where the star goes: readers see `schema`, everything else is in `store`. Names are quoted already. */
export interface SparkNames {
  schema: string
  store: string
  /** What staged files are read from, without a slash at its end. */
  stage: string
}

/** A name of a catalog, schema, table or column. */
export function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}

/** A text as a literal. */
export function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

const types = {
  int: 'INT',
  bigint: 'BIGINT',
  decimal: 'DECIMAL(3,1)',
  date: 'DATE',
  string: 'STRING',
} as const satisfies Record<PublishedKind, string>

const state = ({ store }: SparkNames): string => `${store}.yts_state`
const history = ({ store }: SparkNames): string => `${store}.yts_publish`
const versions = ({ store }: SparkNames, table: string): string => `${store}.${quoted(`${table}_versions`)}`
const columnList = (columns: readonly PublishedColumn[]): string => columns.map(({ name }) => quoted(name)).join(', ')

/** What a store is made of. `tables`: those that are published, with their views. */
export function setupStatements(names: SparkNames, tables: readonly PublishedTable[]): string[] {
  const empty = (type: string): string => `CAST(NULL AS ${type})`
  return [
    `CREATE SCHEMA IF NOT EXISTS ${names.schema}`,
    `CREATE SCHEMA IF NOT EXISTS ${names.store}`,
    // The one row comes with the table.
    `CREATE TABLE IF NOT EXISTS ${state(names)} USING DELTA AS SELECT 1 AS id, CAST(0 AS BIGINT) AS version, CAST(0 AS BIGINT) AS next_version, ` +
      `${empty('STRING')} AS owner, ${empty('TIMESTAMP')} AS lease_until, ${empty('STRING')} AS digests, ${empty('BIGINT')} AS gold_version`,
    `CREATE TABLE IF NOT EXISTS ${history(names)} (version BIGINT, gold_version BIGINT, digests STRING, producer STRING, published_at TIMESTAMP) USING DELTA`,
    ...tables.map(({ name, columns }) => {
      const own = columns.map((column) => `${quoted(column.name)} ${types[column.kind]}`).join(', ')
      return `CREATE TABLE IF NOT EXISTS ${versions(names, name)} (${own}, _hash STRING NOT NULL, _from BIGINT NOT NULL, _to BIGINT) USING DELTA`
    }),
    ...tables.map(({ name, columns }) => {
      const at = `(SELECT max(version) FROM ${state(names)})`
      return `CREATE OR REPLACE VIEW ${names.schema}.${quoted(name)} AS SELECT ${columnList(columns)} FROM ${versions(names, name)} WHERE ${inForce(at)}`
    }),
  ]
}

/** The rows of a version, by a number or an expression. */
function inForce(at: string | number): string {
  return `_from <= ${at} AND (_to IS NULL OR _to > ${at})`
}

/** Closes rows that changed or went, and adds those that came, of a table whose rows of now are in staged files. */
export function mergeStatement(names: SparkNames, table: PublishedTable, files: string, version: number): string {
  const keys = table.columns.filter(({ name }) => table.key.includes(name))
  const from = `FROM parquet.${quoted(`${names.stage}/${files}`)}`
  const own = table.columns.map(({ name, kind }) => `CAST(${quoted(name)} AS ${types[kind]}) AS ${quoted(name)}`)
  const side = (adds: boolean): string => `SELECT ${own.join(', ')}, _hash, ${adds ? 'TRUE' : 'FALSE'} AS _add ${from}`
  const match = keys.map(({ name }) => `t.${quoted(name)} = s.${quoted(name)}`).join(' AND ')
  const all = columnList(table.columns)
  const values = table.columns.map(({ name }) => `s.${quoted(name)}`).join(', ')
  // A row that is as it was meets its `_add` copy alone, and nothing happens to it.
  return (
    `MERGE INTO ${versions(names, table.name)} t USING (${side(true)} UNION ALL ${side(false)}) s ` +
    `ON ${match} AND t._to IS NULL AND s._add = (t._hash = s._hash) ` +
    `WHEN MATCHED AND NOT s._add THEN UPDATE SET _to = ${version} ` +
    `WHEN NOT MATCHED AND s._add THEN INSERT (${all}, _hash, _from) VALUES (${values}, s._hash, ${version}) ` +
    `WHEN NOT MATCHED BY SOURCE AND t._to IS NULL THEN UPDATE SET _to = ${version}`
  )
}

/** The digest of a table as it is in a version, shown or not. */
export function versionDigest(names: SparkNames, { name, columns }: PublishedTable, version: number): string {
  return digestSql(`${versions(names, name)} WHERE ${inForce(version)}`, columns)
}

/** The state of the store: one row, whatever else is there. */
export function readState(names: SparkNames): string {
  const big = (column: string): string => `CAST(${column} AS STRING) AS ${column}`
  return `SELECT ${big('version')}, ${big('next_version')}, owner, digests, ${big('gold_version')}, CAST(lease_until AS STRING) AS lease_until FROM ${state(names)}`
}

/** Takes the lease for an attempt, and the next number with it; changes no row while another one has it. */
export function takeLease(names: SparkNames, install: string, attempt: string): string {
  const own = literal(`${install}/${attempt}`)
  const free = `owner IS NULL OR owner LIKE ${literal(`${install}/%`)} OR lease_until < current_timestamp()`
  // Sent twice, it takes one number: an attempt that has the lease has its number.
  return (
    `UPDATE ${state(names)} SET next_version = CASE WHEN owner = ${own} THEN next_version ELSE next_version + 1 END, owner = ${own}, ` +
    `lease_until = current_timestamp() + INTERVAL '30' MINUTE WHERE id = 1 AND (${free})`
  )
}

/** Brings a table back to what readers see: undoes an attempt that died, or versions that were rolled back from. */
export function repairStatements(names: SparkNames, table: string, shown: number): string[] {
  const rows = versions(names, table)
  return [`DELETE FROM ${rows} WHERE _from > ${shown}`, `UPDATE ${rows} SET _to = NULL WHERE _to > ${shown}`]
}

/** Shows readers a version: the one statement that they see. Changes no row when the lease was lost. */
export function flip(names: SparkNames, owner: string, version: number, digests: string, goldVersion: number): string {
  return (
    `UPDATE ${state(names)} SET version = ${version}, digests = ${literal(digests)}, gold_version = ${goldVersion}, owner = NULL, lease_until = NULL ` +
    `WHERE id = 1 AND owner = ${literal(owner)} AND next_version = ${version}`
  )
}

/** Adds what is shown to the history, once. */
export function recordShown(names: SparkNames, producer: string): string {
  return (
    `MERGE INTO ${history(names)} h USING (SELECT version, gold_version, digests FROM ${state(names)} WHERE version > 0) s ON h.version = s.version ` +
    `WHEN NOT MATCHED THEN INSERT (version, gold_version, digests, producer, published_at) VALUES (s.version, s.gold_version, s.digests, ${literal(producer)}, current_timestamp())`
  )
}
