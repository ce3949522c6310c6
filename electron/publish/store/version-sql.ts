import { digestSql, rowHashSql } from '../canonical.ts'
import type { PublishedTable } from '../star-columns.ts'
import type { Layout, TableForm } from './layout.ts'
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

// Every statement of a publish, each a pure function of names and numbers, and idempotent: run twice, it does what it does once.

/** The number of a version, or what stands for it in a statement that is filled in elsewhere. */
type Version = number | `{${string}}`

/** Digits of a row's hash that are stored with it. */
export const hashDigits = 32

/**
 * Closes rows that changed or went, and adds those that came. The staged files have all rows of now, or with `isPart` some of them,
 * and the keys of some that went: a row without a hash.
 */
export function mergeStatement(
  names: SparkNames,
  table: PublishedTable,
  { files, version, isPart }: { files: string; version: Version; isPart: boolean },
): string {
  const from = `FROM parquet.${quoted(`${names.stage}/${files}`)}`
  const side = (adds: string): string => `SELECT ${typed(table)}, _hash, ${adds} AS _add ${from}`
  const rows = `${side('TRUE')}${isPart ? " WHERE _hash <> ''" : ''} UNION ALL ${side('FALSE')}`
  return mergeRows(names, table, { rows, version, isPart })
}

/** As `mergeStatement`, of all rows of a table that the engine has: `source`. */
export function mergeTable(
  names: SparkNames,
  table: PublishedTable,
  { source, version }: { source: string; version: Version },
): string {
  const hashed = `SELECT *, substr(${rowHashSql(table.columns)}, 1, ${hashDigits}) AS _hash FROM ${typedRows(table, source)}`
  const side = (adds: string): string =>
    `SELECT ${columnList(table.columns)}, _hash, ${adds} AS _add FROM (${hashed}) r`
  return mergeRows(names, table, { rows: `${side('TRUE')} UNION ALL ${side('FALSE')}`, version, isPart: false })
}

const typed = ({ columns }: PublishedTable): string =>
  columns.map(({ name, kind }) => `CAST(${quoted(name)} AS ${sparkTypes[kind]}) AS ${quoted(name)}`).join(', ')

/** The rows of a table that the engine has, in the types that are published, as something to select from. */
export function typedRows(table: PublishedTable, source: string): string {
  return `(SELECT ${typed(table)} FROM ${source}) typed`
}

/** @param rows each row that there is to be twice, with `_hash` and with `_add` true and false; of one that is gone, the latter alone */
function mergeRows(
  names: SparkNames,
  table: PublishedTable,
  { rows, version, isPart }: { rows: string; version: Version; isPart: boolean },
): string {
  const keys = table.columns.filter(({ name }) => table.key.includes(name))
  const match = keys.map(({ name }) => `t.${quoted(name)} = s.${quoted(name)}`).join(' AND ')
  const all = columnList(table.columns)
  const values = table.columns.map(({ name }) => `s.${quoted(name)}`).join(', ')
  // A row that is as it was meets its `_add` copy alone, and nothing happens to it.
  return (
    `MERGE INTO ${versionsTable(names, table.name)} t USING (${rows}) s ` +
    `ON ${match} AND t._to IS NULL AND s._add = (t._hash = s._hash) ` +
    `WHEN MATCHED AND NOT s._add THEN UPDATE SET _to = ${version} ` +
    `WHEN NOT MATCHED AND s._add THEN INSERT (${all}, _hash, _from) VALUES (${values}, s._hash, ${version})` +
    (isPart ? '' : ` WHEN NOT MATCHED BY SOURCE AND t._to IS NULL THEN UPDATE SET _to = ${version}`)
  )
}

/** Whether a row's hash is that of its columns, as a condition that holds where it is not. */
function isEdited({ columns }: TableForm): string {
  return `_hash <> substr(${rowHashSql(columns)}, 1, ${hashDigits})`
}

/** Takes the hash from rows that somebody else edited, so that the next merge replaces them. */
export function markEdited(names: SparkNames, table: PublishedTable): string {
  return `UPDATE ${versionsTable(names, table.name)} SET _hash = '' WHERE _to IS NULL AND ${isEdited(table)}`
}

/** The keys that a table has more than once, among rows that meet a condition. */
function keysTwice(names: SparkNames, { name, key }: TableForm, where: string): string {
  const keys = key.map(quoted).join(', ')
  return `SELECT ${keys} FROM ${versionsTable(names, name)} WHERE ${where} GROUP BY ${keys} HAVING count(*) > 1`
}

/** Takes the hash from rows of which there are several of one key, so that the next merge puts one in their place. */
export function markRepeated(names: SparkNames, table: PublishedTable): string {
  const match = table.key.map((name) => `t.${quoted(name)} = s.${quoted(name)}`).join(' AND ')
  return (
    `MERGE INTO ${versionsTable(names, table.name)} t USING (${keysTwice(names, table, '_to IS NULL')}) s ` +
    `ON ${match} AND t._to IS NULL WHEN MATCHED THEN UPDATE SET _hash = ''`
  )
}

/** Keys of which a version has several rows: `repeated`, as text. */
export function countRepeated(names: SparkNames, table: TableForm, version: number): string {
  return `SELECT CAST(count(*) AS STRING) AS repeated FROM (${keysTwice(names, table, inForce(version))})`
}

/** Rows of a version whose hash is not that of their columns: `edited`, as text. */
export function countEdited(names: SparkNames, table: TableForm, version: number): string {
  const rows = versionsTable(names, table.name)
  return `SELECT CAST(count(*) AS STRING) AS edited FROM ${rows} WHERE ${inForce(version)} AND ${isEdited(table)}`
}

/** The digest of a table as it is in a version, shown or not. */
export function versionDigest(names: SparkNames, { name, columns }: TableForm, version: Version): string {
  return digestSql(`${versionsTable(names, name)} WHERE ${inForce(version)}`, columns)
}

/** What a version added and closed: `name`, `added` and `closed` of each table, as texts. */
export function changesOf(names: SparkNames, tables: readonly PublishedTable[], version: number): string {
  const count = (column: string): string =>
    `CAST(coalesce(sum(CASE WHEN ${column} = ${version} THEN 1 ELSE 0 END), 0) AS STRING)`
  return tables
    .map(({ name }) => {
      const rows = versionsTable(names, name)
      return `SELECT ${literal(name)} AS name, ${count('_from')} AS added, ${count('_to')} AS closed FROM ${rows}`
    })
    .join(' UNION ALL ')
}

const big = (column: string): string => `CAST(${column} AS STRING) AS ${column}`

/** The state of the store: one row, whatever else is there. */
export function readState(names: SparkNames): string {
  const numbers = ['store_version', 'version', 'next_version', 'gold_version', 'lease_until'].map(big)
  return `SELECT ${numbers.join(', ')}, owner, digests, layout, source FROM ${stateTable(names)}`
}

/** Versions that can be shown, in no order: `version`, `gold_version`, `digests`, `producer`, `published_at`. */
export function readHistory(names: SparkNames): string {
  const columns = ['version', 'gold_version', 'published_at'].map(big)
  return `SELECT ${columns.join(', ')}, digests, producer FROM ${historyTable(names)}`
}

const lease = `lease_until = current_timestamp() + INTERVAL '30' MINUTE`

/** Takes the lease for an attempt, and the next number with it, if it wants one; changes no row while another one has it. */
export function takeLease(names: SparkNames, install: string, attempt: string, isNumbered = true): string {
  const own = literal(`${install}/${attempt}`)
  // Sent twice, it takes one number: an attempt that has the lease has its number.
  const number = `next_version = CASE WHEN owner = ${own} THEN next_version ELSE next_version + 1 END, `
  return `UPDATE ${stateTable(names)} SET ${isNumbered ? number : ''}owner = ${own}, ${lease} WHERE id = 1 AND (${isFree(install)})`
}

/** The lease is nobody's, or has run out, or is of this installation, where one lock keeps publishers apart. */
function isFree(install: string): string {
  return `owner IS NULL OR owner LIKE ${literal(`${install}/%`)} OR lease_until < current_timestamp()`
}

/** Has the lease for longer. */
export function renewLease(names: SparkNames, owner: string): string {
  return `UPDATE ${stateTable(names)} SET ${lease} WHERE id = 1 AND owner = ${literal(owner)}`
}

/** Gives the lease back, as part of an UPDATE of the state. */
export const gives = 'owner = NULL, lease_until = NULL'

/** Gives the lease back: another one need not wait for its end. */
export function releaseLease(names: SparkNames, owner: string): string {
  return `UPDATE ${stateTable(names)} SET ${gives} WHERE id = 1 AND owner = ${literal(owner)}`
}

/** Brings a table back to what readers see: undoes an attempt that died, or versions that were rolled back from. */
export function repairStatements(names: SparkNames, table: string, shown: Version): string[] {
  const rows = versionsTable(names, table)
  return [`DELETE FROM ${rows} WHERE _from > ${shown}`, `UPDATE ${rows} SET _to = NULL WHERE _to > ${shown}`]
}

/** Forgets versions that come after what readers see: their rows go by `repairStatements`. */
export function forgetAfter(names: SparkNames, shown: Version): string {
  return `DELETE FROM ${historyTable(names)} WHERE version > ${shown}`
}

/** Forgets that there were versions before one: they cannot be shown any more. */
export function forgetHistoryBefore(names: SparkNames, version: Version): string {
  return `DELETE FROM ${historyTable(names)} WHERE version < ${version}`
}

/** Forgets versions before one: from the list first, so that nobody shows one whose rows go. */
export function forgetBefore(names: SparkNames, tables: readonly PublishedTable[], oldest: Version): string[] {
  return [
    forgetHistoryBefore(names, oldest),
    ...tables.map(({ name }) => `DELETE FROM ${versionsTable(names, name)} WHERE _to <= ${oldest}`),
  ]
}

export interface Shown {
  version: Version
  digests: string
  goldVersion: Version
  /** JSON of the state of the warehouse that it is of; without it, the next publish sends all rows. */
  source?: string
}

const shows = ({ version, digests, goldVersion, source }: Shown): string =>
  `SET version = ${version}, digests = ${literal(digests)}, gold_version = ${goldVersion}, source = ${source === undefined ? 'NULL' : literal(source)}`

/**
 * Shows readers a version: the one statement that they see. Changes no row when the lease was lost; gives it back, unless the views of
 * the layout are not those that readers have.
 */
export function flip(names: SparkNames, owner: string, shown: Shown, layout: Layout): string {
  return (
    `UPDATE ${stateTable(names)} ${shows(shown)}, layout = ${literal(JSON.stringify(layout))}${layout.isShown ? `, ${gives}` : ''} ` +
    `WHERE id = 1 AND owner = ${literal(owner)} AND next_version = ${shown.version}`
  )
}

/** Shows readers a version that is kept; changes no row while another one has the lease. */
export function showAgain(names: SparkNames, install: string, shown: Shown): string {
  return `UPDATE ${stateTable(names)} ${shows(shown)}, ${gives} WHERE id = 1 AND (${isFree(install)})`
}

/** Adds what is shown to the history, once. */
export function recordShown(names: SparkNames, producer: string): string {
  return (
    `MERGE INTO ${historyTable(names)} h USING (SELECT version, gold_version, digests FROM ${stateTable(names)} WHERE version > 0) s ON h.version = s.version ` +
    `WHEN NOT MATCHED THEN INSERT (version, gold_version, digests, producer, published_at) VALUES (s.version, s.gold_version, s.digests, ${literal(producer)}, current_timestamp())`
  )
}
