import type { ChannelOutput, ParsedInput } from '../../../../shared/contract/index.ts'
import { type TableKey, tableKeys } from '../../../../shared/table-definitions/definition.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { identifier, type TableSource, tableSource } from './table-source.ts'
import {
  type Cell,
  cellExpression,
  countRows,
  order,
  type Parameters,
  provideFilms,
  refuseStrangers,
  searchCondition,
  searchParameters,
} from './table-sql.ts'

/** Films of each dimension member, by fact column and surrogate key; counted by the columns engine. */
export type MemberFilms = (factKey: string) => ReadonlyMap<number, number>

type Input = ParsedInput<'tables.page'>

/** How many rows a browsable table has. */
export function tableRows(db: ReadableDb, table: TableKey): number {
  return countRows(db, tableSource(table), '', {})
}

/** How many rows each browsable table has. */
export function tableCounts(db: ReadableDb): ChannelOutput<'tables.counts'> {
  return { counts: tableKeys.map((table) => ({ table, rows: tableRows(db, table) })) }
}

/** Reads windows of the browsable tables. Holds the keys of the last sorted big tables. */
export class TablePages {
  readonly #memberFilms: MemberFilms
  readonly #keepKeysFrom: number
  #kept: { key: string; ids: Float64Array } | null = null
  #counted: { key: string; total: number } | null = null

  /**
   * @param keepKeysFrom rows from which on the keys of a sorted or searched table are kept, so that its last page is as fast
   *   as its first
   */
  constructor(memberFilms: MemberFilms, keepKeysFrom = 5000) {
    this.#memberFilms = memberFilms
    this.#keepKeysFrom = keepKeysFrom
  }

  /**
   * A window of a table. Sorted by its key unless asked otherwise; empty cells last in both directions, ties by the film's title
   * where the table has it, then by key.
   *
   * @param version changes with the content, so that kept keys are not used for other rows
   * @throws KnownError `bad_input` for a sort column that the table does not have
   */
  page(db: ReadableDb, input: Input, version: string): { total: number; offset: number; rows: Cell[][] } {
    const source = tableSource(input.table)
    const { columns } = source.definition
    refuseStrangers(source, input.sort)
    const text = input.search.trim()
    const condition = searchCondition(source, text)
    const parameters = searchParameters(condition, text)
    const total = this.#count(db, source, condition, parameters, `${version} ${input.table} ${text}`)
    const selected = columns.map((column) => cellExpression(source, column)).join(', ')
    const select = `SELECT ${selected} FROM ${source.table} AS t`
    provideFilms(db, source, this.#memberFilms)
    const { offset, limit } = input

    const [first] = input.sort
    const sorts = first !== undefined && identifier(first.key) !== source.key[0]
    if (source.keyIsRowid && !source.factKey && total >= this.#keepKeysFrom && (sorts || condition !== '')) {
      const ids = this.#keysOf(db, source, input, condition, parameters, version)
      const row = db.prepare<Cell[], Cell[]>(`${select} WHERE t.${source.key[0]} = ?`).raw()
      const rows = [...ids.subarray(offset, offset + limit)].flatMap((id) => row.all(id))
      return { total, offset, rows }
    }
    // Skipping rows costs time, so the second half is read from the end.
    const fromEnd = offset > total / 2
    const count = fromEnd ? Math.max(0, Math.min(limit, total - offset)) : limit
    const skip = fromEnd ? Math.max(0, total - offset - count) : offset
    const rows = db
      .prepare<Parameters, Cell[]>(
        `${select} ${condition} ${order(source, input.sort, fromEnd)} LIMIT @limit OFFSET @offset`,
      )
      .raw()
      .all({ ...parameters, limit: count, offset: skip })
    return { total, offset, rows: fromEnd ? rows.reverse() : rows }
  }

  /**
   * Where the row with a number stands in a table, from 0; null where there is none, or where rows have no number of their own.
   *
   * @param version as for `page`
   * @throws KnownError `bad_input` for a sort column that the table does not have
   */
  locate(db: ReadableDb, { table, sort, key }: ParsedInput<'tables.locate'>, version: string): number | null {
    const source = tableSource(table)
    if (!source.keyIsRowid) return null
    refuseStrangers(source, sort)
    const column = `t.${source.key[0]}`
    const has = db.prepare(`SELECT 1 FROM ${source.table} AS t WHERE ${column} = ?`).get(key)
    if (has === undefined) return null
    const [first] = sort
    // In the order of its own number, the rows before it are those with a smaller one, or a greater.
    if (!first || identifier(first.key) === source.key[0]) {
      const before = first?.dir === 'desc' ? '>' : '<'
      return Number(
        db.prepare(`SELECT COUNT(*) FROM ${source.table} AS t WHERE ${column} ${before} ?`).pluck().get(key),
      )
    }
    provideFilms(db, source, this.#memberFilms)
    const index = this.#keysOf(db, source, { table, sort, search: '' }, '', {}, version).indexOf(key)
    return index < 0 ? null : index
  }

  #count(db: ReadableDb, source: TableSource, condition: string, parameters: Parameters, key: string): number {
    if (this.#counted?.key !== key) this.#counted = { key, total: countRows(db, source, condition, parameters) }
    return this.#counted.total
  }

  #keysOf(
    db: ReadableDb,
    source: TableSource,
    input: Pick<Input, 'table' | 'sort' | 'search'>,
    condition: string,
    parameters: Parameters,
    version: string,
  ): Float64Array {
    const key = JSON.stringify([version, input.table, input.sort, input.search.trim()])
    if (this.#kept?.key !== key) {
      const ids = db
        .prepare<Parameters, number>(
          `SELECT t.${source.key[0]} FROM ${source.table} AS t ${condition} ${order(source, input.sort, false)}`,
        )
        .pluck()
        .all(parameters)
      this.#kept = { key, ids: Float64Array.from(ids) }
    }
    return this.#kept.ids
  }
}
