import { KnownError } from '../../../../shared/ipc/result.ts'
import { type DimensionId, dimensionIds, dimensionOf, eachDimension } from '../../../../shared/model/dimensions.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { gathered, membersOf, setField } from '../../gold/gathered.ts'
import { type CodedColumn, type FilmColumns, rowOf } from '../columns/film-columns.ts'
import { SetColumn } from '../columns/set-column.ts'
import { rowsThen } from './rows-then.ts'

/** Changes read between two chances for other requests to be answered. */
const chunkRows = 20_000

/** A column that is made for another run, and the way to set a row of it to a value as silver has it: what is wrong with it, or null. */
interface Undoing {
  column: FilmColumns['of'][DimensionId]
  set: (row: number, value: string | null) => KnownError | null
}

/**
 * The columns as they were after a run, made from those of now: later changes undone from the last to the first, films that came later
 * left out, films that were removed later added from silver. Call inside a transaction.
 *
 * @param now columns of a gold that was published by that run or a later one
 * @param pause awaited between chunks; the reader answers other requests meanwhile
 */
export async function columnsThen(
  db: ReadableDb,
  now: FilmColumns,
  runId: number,
  pause: () => Promise<void>,
): Promise<FilmColumns> {
  const { ids, source } = rowsThen(db, now, runId)
  await pause()
  const undoing = eachDimension((id) => undoingOf(db, now, id, source, runId))
  const imdb = taken(new Float64Array(ids.length), now.imdb, source)
  const columns: FilmColumns = {
    goldVersion: now.goldVersion,
    asOf: runId,
    rows: ids.length,
    ids,
    of: eachDimension((id) => undoing[id].column) as FilmColumns['of'],
    imdb,
    runId: taken(new Int32Array(ids.length), now.runId, source),
  }
  const setters = new Map<string, (row: number, value: string | null) => void>([
    ['imdb_code', (row, value) => imdb.fill(Math.max(Number(value?.slice(2) ?? 0) || 0, 0), row, row + 1)],
  ])
  // A value of a run that was not published is none of gold's: only what is left once every later change is undone has to be known.
  const unknown = new Map<string, KnownError>()
  for (const id of dimensionIds)
    setters.set(fieldOf(id), (row, value) => {
      const wrong = undoing[id].set(row, value)
      if (wrong) unknown.set(`${id} ${row}`, wrong)
      else if (unknown.size > 0) unknown.delete(`${id} ${row}`)
    })
  addFromSilver(db, columns, source, setters)
  await pause()
  const isTouched = await undoChanges(db, columns, setters, runId, pause)
  for (const wrong of unknown.values()) throw wrong
  for (let row = 0; row < source.length; row++) if ((source[row] as number) < 0) isTouched[row] = 1
  await findRuns(db, columns, isTouched, runId, pause)
  return columns
}

/** The name by which `movie_change` knows a dimension. */
function fieldOf(id: DimensionId): string {
  const { kind, silver } = dimensionOf(id)
  return kind === 'set' ? setField(silver) : silver
}

/** The values of the rows that stay, 0 for the others. */
function taken<T extends Float64Array | Int32Array | Uint16Array | Uint32Array>(to: T, from: T, source: Int32Array): T {
  for (let row = 0; row < source.length; row++) {
    const at = source[row] as number
    to[row] = at < 0 ? 0 : (from[at] as number)
  }
  return to
}

function undoingOf(db: ReadableDb, now: FilmColumns, id: DimensionId, source: Int32Array, runId: number): Undoing {
  const of = now.of[id]
  const notKnown = (value: string) =>
    new KnownError(
      'unavailable',
      `Run ${runId} cannot be shown: the catalogue no longer knows a value of then (${dimensionOf(id).label}: ${value.slice(0, 80)}). Rebuild silver and gold in the settings, then try again.`,
    )
  if (of instanceof SetColumn) {
    const column = of.like(source)
    const set = (row: number, value: string | null) =>
      column.setNames(row, membersOf(value ?? '')) ? null : notKnown(value ?? '')
    return { column, set }
  }
  const { table, key, value: natural } = dimensionOf(id).gold
  const codeOfKey = new Map(of.keys.map((memberKey, code) => [memberKey, code]))
  const members = db
    .prepare<[], [number, string | number]>(`SELECT ${key}, ${natural.column} FROM ${table} WHERE ${key} <> 0`)
    .raw()
    .all()
  const codes = new Map(members.map(([memberKey, value]) => [String(value), codeOfKey.get(memberKey)]))
  const column: CodedColumn<string | number> = {
    ...(of as CodedColumn<string | number>),
    codes:
      of.codes instanceof Uint16Array
        ? taken(new Uint16Array(source.length), of.codes, source)
        : taken(new Uint32Array(source.length), of.codes, source),
  }
  const set = (row: number, value: string | null) => {
    const code = value === null ? 0 : codes.get(value)
    if (code === undefined) return notKnown(value ?? '')
    column.codes[row] = code
    return null
  }
  return { column: column as Undoing['column'], set }
}

/** Fills the rows of films that are not there now with what silver has of them. */
function addFromSilver(
  db: ReadableDb,
  { ids }: FilmColumns,
  source: Int32Array,
  setters: ReadonlyMap<string, (row: number, value: string | null) => void>,
): void {
  const added = [...source.keys()].filter((row) => (source[row] as number) < 0)
  if (added.length === 0) return
  const sets = dimensionIds.filter((id) => dimensionOf(id).kind === 'set').map((id) => gathered(dimensionOf(id)))
  const columns = [...setters.keys()].filter((field) => !sets.some(({ silver }) => setField(silver) === field))
  const film = db
    .prepare<[number], (string | number | null)[]>(`SELECT ${columns.join(', ')} FROM silver_movie WHERE movie_id = ?`)
    .raw()
  const members = sets.map(({ silver, column }) => ({
    field: setField(silver),
    read: db.prepare<[number], string>(`SELECT ${column} FROM ${silver} WHERE movie_id = ? ORDER BY 1`).pluck(),
  }))
  for (const row of added) {
    const movieId = ids[row] as number
    const values = film.get(movieId) ?? []
    for (const [at, field] of columns.entries()) {
      const value = values[at] ?? null
      setters.get(field)?.(row, value === null ? null : String(value))
    }
    for (const { field, read } of members) setters.get(field)?.(row, read.all(movieId).join(', '))
  }
}

/** Gives every row the values it had before its later changes; which rows there were any for, those of presence aside. */
async function undoChanges(
  db: ReadableDb,
  columns: FilmColumns,
  setters: ReadonlyMap<string, (row: number, value: string | null) => void>,
  runId: number,
  pause: () => Promise<void>,
): Promise<Uint8Array> {
  const read = db
    .prepare<[number, number, number], [string, string, string, string]>(
      `SELECT json_group_array(change_id), json_group_array(movie_id), json_group_array(field), json_group_array(old)
       FROM (SELECT change_id, movie_id, field, old FROM movie_change
             WHERE change_id < ? AND +run_id > ? ORDER BY change_id DESC LIMIT ?)`,
    )
    .raw()
  const isTouched = new Uint8Array(columns.rows)
  for (let before = Number.MAX_SAFE_INTEGER; ; ) {
    const [changeIds, movieIds, fields, olds] = (read.get(before, runId, chunkRows) ?? []).map((text) =>
      JSON.parse(text),
    ) as [number[], number[], string[], (string | null)[]]
    for (const [at, movieId] of movieIds.entries()) {
      const field = fields[at] as string
      const row = field === 'state_of_row' ? -1 : rowOf(columns, movieId)
      if (row < 0) continue
      isTouched[row] = 1
      // Read from the last to the first, so the first of a field's later changes has the last word.
      setters.get(field)?.(row, olds[at] ?? null)
    }
    if (changeIds.length < chunkRows) return isTouched
    before = changeIds.at(-1) as number
    await pause()
  }
}

/** Finds for touched rows the run that had changed them last, or had brought them. */
async function findRuns(
  db: ReadableDb,
  columns: FilmColumns,
  isTouched: Uint8Array,
  runId: number,
  pause: () => Promise<void>,
): Promise<void> {
  if (!isTouched.includes(1)) return
  // Most films came with one run: it is that of all that are not listed.
  const most = db.prepare<[number], number>(mostSql).pluck().get(runId) ?? runId
  for (let row = 0; row < isTouched.length; row++) if (isTouched[row] === 1) columns.runId[row] = most
  const take = async (sql: string, ...values: number[]) => {
    for (const [run, ids] of db
      .prepare<number[], [number, string]>(sql)
      .raw()
      .iterate(...values)) {
      for (const movieId of JSON.parse(ids) as number[]) {
        const row = rowOf(columns, movieId)
        if (row >= 0 && isTouched[row] === 1) columns.runId[row] = run
      }
      await pause()
    }
  }
  await take(broughtSql, runId, most)
  // Then those that changed them in their order: what comes later has the last word.
  await take(changedSql, runId)
}

const mostSql =
  'SELECT first_run FROM silver_movie WHERE first_run <= ? GROUP BY first_run ORDER BY count(*) DESC, first_run LIMIT 1'
/** Runs, each with the films that it brought, or changed. In the order of their indexes, so that nothing is sorted. */
const broughtSql = `SELECT first_run, json_group_array(movie_id) FROM silver_movie WHERE first_run <= ? AND first_run <> ?
  GROUP BY first_run ORDER BY first_run`
const changedSql = `SELECT run_id, json_group_array(movie_id) FROM movie_change WHERE run_id <= ? AND field <> 'state_of_row'
  GROUP BY run_id ORDER BY run_id`
