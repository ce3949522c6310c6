import type { PublishedColumn, PublishedKind } from '../star-columns.ts'

/** Where the star goes: readers see `schema`, everything else is in `store`. Names are quoted already. */
export interface SparkNames {
  schema: string
  store: string
  /** Where staged files are, for an engine that makes that place itself; quoted. */
  volume?: string
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

export const sparkTypes = {
  int: 'INT',
  bigint: 'BIGINT',
  decimal: 'DECIMAL(3,1)',
  date: 'DATE',
  string: 'STRING',
} as const satisfies Record<PublishedKind, string>

export const stateTable = ({ store }: SparkNames): string => `${store}.yts_state`
export const historyTable = ({ store }: SparkNames): string => `${store}.yts_publish`
export const versionsTable = ({ store }: SparkNames, table: string): string => `${store}.${quoted(`${table}_versions`)}`
export const columnList = (columns: readonly PublishedColumn[]): string =>
  columns.map(({ name }) => quoted(name)).join(', ')

/** The rows of a version, by a number or an expression. */
export function inForce(at: string | number): string {
  return `_from <= ${at} AND (_to IS NULL OR _to > ${at})`
}
