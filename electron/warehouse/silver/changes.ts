import { fieldOf, hashedFields } from '../../../shared/model/fields.ts'
import type { WritableDb } from '../file/connection.ts'
import type { StoredFilm } from './absent-fields.ts'
import { addressPath } from './cleaning/address-path.ts'
import type { Cell } from './prepared-row.ts'
import type { RowSource } from './quarantine.ts'

const isAddress = hashedFields.map((field) => fieldOf(field).cleaner === 'address')

/** Whether two values of a column say the same, as the content hash has it. */
function isSame(column: number, from: Cell, to: Cell): boolean {
  if (from === to) return true
  return isAddress[column] === true && from !== null && to !== null && addressPath(`${from}`) === addressPath(`${to}`)
}

/** A field that a new reading changes. */
export interface Difference {
  field: string
  from: string | null
  to: string | null
}

const text = (cell: Cell) => (cell === null ? null : String(cell))

/** The fields in which a stored film differs from a new reading. */
export function differences(before: StoredFilm, cells: readonly Cell[], genres: readonly string[]): Difference[] {
  const found: Difference[] = []
  for (const [column, field] of hashedFields.entries()) {
    const from = before.cells[column] ?? null
    const to = cells[column] ?? null
    if (!isSame(column, from, to)) found.push({ field, from: text(from), to: text(to) })
  }
  if (before.genres.join('\n') !== genres.join('\n'))
    found.push({ field: 'genres', from: before.genres.join(', '), to: genres.join(', ') })
  return found
}

/** Reads films as they are stored, and writes what changes of them to `movie_change`. */
export function changeRecorder(db: WritableDb) {
  const film = db.prepare(`SELECT ${hashedFields.join(', ')}, rules FROM silver_movie WHERE movie_id = ?`).raw()
  const genres = db.prepare('SELECT genre FROM silver_movie_genre WHERE movie_id = ?').pluck()
  const insert = db.prepare(
    'INSERT INTO movie_change (movie_id, field, old, new, run_id, at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  return {
    /** A film that is known to be stored. */
    stored(movieId: number): StoredFilm {
      const row = film.get(movieId) as Cell[]
      const rules = `${row.pop() ?? ''}`.split(',')
      return { cells: row, genres: (genres.all(movieId) as string[]).sort(), rules }
    },
    record(movieId: number, changes: readonly Difference[], { runId, at }: RowSource): void {
      for (const { field, from, to } of changes) insert.run(movieId, field, from, to, runId, at)
    },
  }
}
