import type { ReadableDb } from '../connection.ts'
import { GenreSets, readGenreSets } from './genre-sets.ts'

/**
 * A column coded by the distinct values it holds: `codes[row]` points into `values`. Code 0 is the unknown member; the
 * others ascend by value, so comparing codes compares values.
 */
export interface CodedColumn<V> {
  codes: Uint16Array | Uint32Array
  /** Value of each code; `values[0]` is null. */
  values: Array<V | null>
  /** Surrogate key of each code in its dimension table. */
  keys: number[]
}

/**
 * The fact table of one published gold as typed arrays, row by row in ascending film id. About 30 bytes a film. Never
 * changed once loaded: a new publication loads a new one.
 */
export interface FilmColumns {
  goldVersion: number
  rows: number
  ids: Float64Array
  year: CodedColumn<number>
  /** Values with one decimal, as stored. */
  rating: CodedColumn<number>
  /** Minutes. */
  runtime: CodedColumn<number>
  /** Upload day as yyyymmdd. */
  uploaded: CodedColumn<number>
  /** Codes ascend by the language's name; the value is its code in the dimension. */
  language: CodedColumn<string>
  /** Name of each language code. */
  languageNames: string[]
  genreSets: GenreSets
  /** The digits of the IMDb code, 0 where there is none. */
  imdb: Uint32Array
  runId: Int32Array
}

/** Rows read between two chances for other requests to be answered: a few milliseconds' worth. */
const chunkRows = 10_000

interface Dimension {
  table: string
  key: string
  value: string
  orderBy?: string
}

const dimensions = {
  year: { table: 'dim_released_year', key: 'year_key', value: 'year' },
  rating: { table: 'dim_rating', key: 'rating_key', value: 'rating' },
  runtime: { table: 'dim_runtime', key: 'runtime_key', value: 'runtime' },
  uploaded: { table: 'dim_date', key: 'date_key', value: 'NULLIF(date_key, 0)', orderBy: 'date_key' },
  language: { table: 'dim_language', key: 'language_key', value: 'language', orderBy: 'language_name, language' },
} as const satisfies Record<string, Dimension>

/** What is read of a film, in this order. 62 bits do not fit a JavaScript number: the mask comes as two halves of 31. */
const factColumns = [
  'movie_id',
  'year_key',
  'rating_key',
  'runtime_key',
  'date_key',
  'language_key',
  'genre_mask & 2147483647',
  'genre_mask >> 31',
  'COALESCE(CAST(substr(imdb_code, 3) AS INTEGER), 0)',
  'run_id',
]

type FactChunk = [
  ids: number[],
  years: number[],
  ratings: number[],
  runtimes: number[],
  dates: number[],
  languages: number[],
  masksLow: number[],
  masksHigh: number[],
  imdb: number[],
  runs: number[],
]

/**
 * Reads films in slices, each as one JSON array a column: three times as fast as rows, whose every value is a call into the
 * addon. The inner query's order is that of the arrays, since the aggregate sees its rows as they come.
 */
function chunkReader(db: ReadableDb): (after: number, most: number) => FactChunk {
  const read = db
    .prepare<[number, number], string[]>(
      `SELECT ${factColumns.map((_, index) => `json_group_array(c${index})`).join(', ')}
       FROM (SELECT ${factColumns.map((column, index) => `${column} AS c${index}`).join(', ')}
             FROM fact_movies WHERE movie_id > ? ORDER BY movie_id LIMIT ?)`,
    )
    .raw()
  return (after, most) => (read.get(after, most) ?? []).map((text) => JSON.parse(text) as number[]) as FactChunk
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
  const year = codedColumn<number>(db, dimensions.year, rows)
  const rating = codedColumn<number>(db, dimensions.rating, rows)
  const runtime = codedColumn<number>(db, dimensions.runtime, rows)
  const uploaded = codedColumn<number>(db, dimensions.uploaded, rows)
  const language = codedColumn<string>(db, dimensions.language, rows)
  const ids = new Float64Array(rows)
  const imdb = new Uint32Array(rows)
  const runId = new Int32Array(rows)
  const genreSets = readGenreSets(db, rows)

  const read = chunkReader(db)
  let row = 0
  let last = Number.MIN_SAFE_INTEGER
  for (;;) {
    const [chunk, years, ratings, runtimes, dates, languages, masksLow, masksHigh, imdbDigits, runs] = read(
      last,
      chunkRows,
    )
    ids.set(chunk, row)
    year.set(row, years)
    rating.set(row, ratings)
    runtime.set(row, runtimes)
    uploaded.set(row, dates)
    language.set(row, languages)
    runId.set(runs, row)
    for (let i = 0; i < chunk.length; i++) {
      genreSets.setMask(row + i, chunk[i] as number, masksLow[i] as number, masksHigh[i] as number)
      imdb[row + i] = Math.min(Math.max(imdbDigits[i] as number, 0), 0xffff_ffff)
    }
    row += chunk.length
    last = chunk.at(-1) ?? last
    if (chunk.length < chunkRows) break
    await pause()
  }
  const names = new Map(
    db.prepare<[], [string, string]>('SELECT language, language_name FROM dim_language').raw().all(),
  )
  return {
    goldVersion,
    rows,
    ids,
    year: year.column,
    rating: rating.column,
    runtime: runtime.column,
    uploaded: uploaded.column,
    language: language.column,
    languageNames: language.column.values.map((code) => names.get(code ?? '') ?? code ?? 'Unknown'),
    genreSets,
    imdb,
    runId,
  }
}

/** The columns of a catalogue that was never published. */
export function noFilms(): FilmColumns {
  const empty = <V>(): CodedColumn<V> => ({ codes: new Uint16Array(0), values: [null], keys: [0] })
  return {
    goldVersion: 0,
    rows: 0,
    ids: new Float64Array(0),
    year: empty(),
    rating: empty(),
    runtime: empty(),
    uploaded: empty(),
    language: empty(),
    languageNames: ['Unknown'],
    genreSets: new GenreSets(0, new Map(), []),
    imdb: new Uint32Array(0),
    runId: new Int32Array(0),
  }
}

/** Reads a dimension and gives back its column, still empty, with the way to fill it by surrogate key. */
function codedColumn<V>(db: ReadableDb, dimension: Dimension, rows: number) {
  const { table, key, value, orderBy = 'value' } = dimension
  const members = db
    .prepare<[], [number, V]>(`SELECT ${key}, ${value} AS value FROM ${table} WHERE ${key} <> 0 ORDER BY ${orderBy}`)
    .raw()
    .all()
  const codeOf = new Map<number, number>()
  const column: CodedColumn<V> = {
    codes: members.length < 65_535 ? new Uint16Array(rows) : new Uint32Array(rows),
    values: [null],
    keys: [0],
  }
  for (const [memberKey, memberValue] of members) {
    codeOf.set(memberKey, column.values.length)
    column.values.push(memberValue)
    column.keys.push(memberKey)
  }
  return {
    column,
    /** Fills rows from `row` on. */
    set(row: number, memberKeys: readonly number[]): void {
      for (let i = 0; i < memberKeys.length; i++) column.codes[row + i] = codeOf.get(memberKeys[i] as number) ?? 0
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
