import { hash } from 'node:crypto'
import type { PublishedColumn } from './star-columns.ts'

/** A value as it is read from the warehouse or from a file: whole numbers are bigints. */
export type Value = string | number | bigint | null
export type Row = readonly Value[]

/** Ends each column. No text of the warehouse holds it: cleaning takes control characters away. */
const separator = '\u001f'

/**
 * The canonical text of a row: for each column in order `~` for null, else `=` and the value (one decimal for DECIMAL, `YYYY-MM-DD`
 * for DATE, whole numbers plain), then U+001F. `canonicalSql` is the same for Spark.
 */
export function canonicalText(columns: readonly PublishedColumn[], row: Row): string {
  let text = ''
  for (const [index, { kind }] of columns.entries()) {
    const value = row[index] ?? null
    if (value === null) text += `~${separator}`
    else text += `=${kind === 'decimal' ? Number(value).toFixed(1) : value}${separator}`
  }
  return text
}

/** SHA-256 of a row's canonical text, in hexadecimal. */
export function rowHash(columns: readonly PublishedColumn[], row: Row): string {
  return hash('sha256', canonicalText(columns, row), 'hex')
}

/** The canonical text of a row as an expression of Spark SQL. */
export function canonicalSql(columns: readonly PublishedColumn[]): string {
  const parts = columns.flatMap(({ name }) => [`coalesce(concat('=', CAST(\`${name}\` AS STRING)), '~')`, 'char(31)'])
  return `concat(${parts.join(', ')})`
}

/** `rowHash` as an expression of Spark SQL. */
export function rowHashSql(columns: readonly PublishedColumn[]): string {
  return `sha2(${canonicalSql(columns)}, 256)`
}

/**
 * The digest of a table, whatever the order of its rows: their count, and the sums of the first and the next fifteen digits of their
 * hashes. Holds two numbers, however many rows there are. `digestSql` is the same for Spark.
 */
export class TableDigest {
  #rows = 0n
  #first = 0n
  #second = 0n

  /** Adds a row by its `rowHash`. */
  add(rowHash: string): void {
    this.#rows++
    this.#first += BigInt(`0x${rowHash.slice(0, 15)}`)
    this.#second += BigInt(`0x${rowHash.slice(15, 30)}`)
  }

  get rows(): number {
    return Number(this.#rows)
  }

  toString(): string {
    return `${this.#rows}:${this.#first}:${this.#second}`
  }
}

/** The digest of a table or view as a statement of Spark SQL that answers one row, `digest`. */
export function digestSql(from: string, columns: readonly PublishedColumn[]): string {
  const sum = (start: number): string =>
    `CAST(coalesce(sum(CAST(conv(substr(h, ${start}, 15), 16, 10) AS DECIMAL(20,0))), 0) AS STRING)`
  return `SELECT concat(CAST(count(*) AS STRING), ':', ${sum(1)}, ':', ${sum(16)}) AS digest FROM (SELECT ${rowHashSql(columns)} AS h FROM ${from})`
}
