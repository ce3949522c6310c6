import {
  type DimensionId,
  dimensionIds,
  dimensionOf,
  eachDimension,
  filterColumn,
  type MemberId,
  type RangeId,
} from '../../../../shared/model/dimensions.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { readSetColumn, SetColumn } from './set-column.ts'

/**
 * A column coded by the distinct values it holds: `codes[row]` points into `values`. Code 0 is the unknown member; the
 * others ascend by value (names by what people read), so comparing codes compares values.
 */
export interface CodedColumn<V> {
  codes: Uint16Array | Uint32Array
  /** Value of each code; `values[0]` is null. */
  values: Array<V | null>
  /** Surrogate key of each code in its dimension table. */
  keys: number[]
  /** What people call each value; the same as `values` where there is no other name. */
  labels: string[]
}

/** The column of a dimension, by its kind. */
type ColumnOf<Id extends DimensionId> = Id extends RangeId
  ? CodedColumn<number>
  : Id extends MemberId
    ? CodedColumn<string>
    : SetColumn

/**
 * The fact table of one published gold as typed arrays, row by row in ascending film id. About 30 bytes a film. Never
 * changed once loaded: a new publication loads a new one.
 */
export interface FilmColumns {
  goldVersion: number
  /** The run after which the films were so; null = they are so now. */
  asOf: number | null
  rows: number
  ids: Float64Array
  of: { [Id in DimensionId]: ColumnOf<Id> }
  /** The digits of the IMDb code, 0 where there is none; ten of them are more than 32 bits hold. */
  imdb: Float64Array
  runId: Int32Array
}

/** Rows read between two chances for other requests to be answered: a few milliseconds' worth. */
const chunkRows = 10_000

/** A column on its way: what is read of each film for it, and where it goes. */
interface Filling {
  /** Expressions over the fact. */
  read: readonly string[]
  /** Fills rows from `row` on with what was read. */
  fill(row: number, ids: readonly number[], values: readonly (readonly number[])[]): void
}

/**
 * Reads films in slices, each as one JSON array a column: three times as fast as rows, whose every value is a call into the
 * addon. The inner query's order is that of the arrays, since the aggregate sees its rows as they come.
 */
function chunkReader(db: ReadableDb, expressions: readonly string[]): (after: number, most: number) => number[][] {
  const read = db
    .prepare<[number, number], string[]>(
      `SELECT ${expressions.map((_, index) => `json_group_array(c${index})`).join(', ')}
       FROM (SELECT ${expressions.map((expression, index) => `${expression} AS c${index}`).join(', ')}
             FROM fact_movies WHERE movie_id > ? ORDER BY movie_id LIMIT ?)`,
    )
    .raw()
  return (after, most) => (read.get(after, most) ?? []).map((text) => JSON.parse(text) as number[])
}

/**
 * Loads the columns inside the transaction the caller holds, so that all of it is one snapshot.
 *
 * @param pause awaited between chunks; the reader answers other requests meanwhile
 */
export async function loadFilmColumns(
  db: ReadableDb,
  goldVersion: number,
  pause: () => Promise<void>,
): Promise<FilmColumns> {
  const rows = Number(db.prepare('SELECT COUNT(*) FROM fact_movies').pluck().get())
  const ids = new Float64Array(rows)
  const imdb = new Float64Array(rows)
  const runId = new Int32Array(rows)
  const loads = eachDimension((id) => columnOf(db, id, rows))
  const fillings: Filling[] = [
    { read: ['movie_id'], fill: (row, read) => ids.set(read, row) },
    ...dimensionIds.map((id) => loads[id].filling),
    {
      read: ['COALESCE(CAST(substr(imdb_code, 3) AS INTEGER), 0)'],
      fill: (row, _, [digits = []]) => {
        for (let i = 0; i < digits.length; i++) imdb[row + i] = Math.max(digits[i] as number, 0)
      },
    },
    { read: ['run_id'], fill: (row, _, [runs = []]) => runId.set(runs, row) },
  ]
  const read = chunkReader(
    db,
    fillings.flatMap((filling) => filling.read),
  )
  let row = 0
  let last = Number.MIN_SAFE_INTEGER
  for (;;) {
    const chunk = read(last, chunkRows)
    const chunkIds = chunk[0] ?? []
    let at = 0
    for (const filling of fillings) {
      filling.fill(row, chunkIds, chunk.slice(at, at + filling.read.length))
      at += filling.read.length
    }
    row += chunkIds.length
    last = chunkIds.at(-1) ?? last
    if (chunkIds.length < chunkRows) break
    await pause()
  }
  return {
    goldVersion,
    asOf: null,
    rows,
    ids,
    of: eachDimension((id) => loads[id].column) as FilmColumns['of'],
    imdb,
    runId,
  }
}

/** The columns of a catalogue that was never published. */
export function noFilms(): FilmColumns {
  const none = eachDimension((id): ColumnOf<DimensionId> => {
    if (dimensionOf(id).kind === 'set') return new SetColumn(0, [], [], [])
    return { codes: new Uint16Array(0), values: [null], keys: [0], labels: [''] }
  })
  return {
    goldVersion: 0,
    asOf: null,
    rows: 0,
    ids: new Float64Array(0),
    of: none as FilmColumns['of'],
    imdb: new Float64Array(0),
    runId: new Int32Array(0),
  }
}

/** Reads a dimension and gives back its column, still empty, with the way to fill it. */
function columnOf(db: ReadableDb, id: DimensionId, rows: number): { column: ColumnOf<DimensionId>; filling: Filling } {
  const dimension = dimensionOf(id)
  if (dimension.kind === 'set') {
    const column = readSetColumn(db, dimension.gold, rows)
    const { mask } = dimension.gold
    return {
      column,
      // 62 bits do not fit a JavaScript number: the mask comes as two halves of 31.
      filling: {
        read: [`${mask} & 2147483647`, `${mask} >> 31`],
        fill: (row, ids, [low = [], high = []]) => {
          for (let i = 0; i < ids.length; i++)
            column.setMask(row + i, ids[i] as number, low[i] as number, high[i] as number)
        },
      },
    }
  }
  const { table, key, name } = dimension.gold
  const value = filterColumn(dimension)
  const members = db
    .prepare<[], [number, number | string, string]>(
      `SELECT ${key}, ${value}, ${name ?? value} FROM ${table} WHERE ${key} <> 0 ORDER BY ${name ? `${name}, ` : ''}${value}`,
    )
    .raw()
    .all()
  const codeOf = new Map<number, number>()
  const column: CodedColumn<number | string> = {
    codes: members.length < 65_535 ? new Uint16Array(rows) : new Uint32Array(rows),
    values: [null],
    keys: [0],
    labels: [''],
  }
  for (const [memberKey, memberValue, label] of members) {
    codeOf.set(memberKey, column.values.length)
    column.values.push(memberValue)
    column.keys.push(memberKey)
    column.labels.push(String(label))
  }
  return {
    column: column as ColumnOf<DimensionId>,
    filling: {
      read: [key],
      fill: (row, _, [keys = []]) => {
        for (let i = 0; i < keys.length; i++) column.codes[row + i] = codeOf.get(keys[i] as number) ?? 0
      },
    },
  }
}

/** The row of a film, or -1. */
export function rowOf(columns: FilmColumns, movieId: number): number {
  const { ids } = columns
  let low = 0
  let high = ids.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const id = ids[middle] as number
    if (id === movieId) return middle
    if (id < movieId) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Which rows have an IMDb code, by its digits. */
export function rowsOfCode({ imdb }: FilmColumns, digits: number): { passes: Uint8Array; total: number } {
  const passes = new Uint8Array(imdb.length)
  let total = 0
  for (let row = imdb.indexOf(digits); row >= 0; row = imdb.indexOf(digits, row + 1)) {
    passes[row] = 1
    total++
  }
  return { passes, total }
}
