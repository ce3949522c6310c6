import type { Statement } from 'better-sqlite3'
import type { WritableDb } from '../connection.ts'
import { addressFields, addressPath } from './address-path.ts'
import { hashedFields, hashVersion } from './content-hash.ts'
import type { Cell, PreparedFilm } from './prepared-row.ts'
import type { RowSource } from './quarantine.ts'

export type StoreResult = 'inserted' | 'updated' | 'unchanged'

const contentColumns = hashedFields.join(', ')
const marks = hashedFields.map(() => '?').join(', ')

/** Genre rows written by one statement: far cheaper than one statement a genre or a film. */
const genresAtOnce = 64

type Known = [movieId: number, contentHash: string, hashVersion: number]

/**
 * Writes cleaned films to silver. A film whose content hash is stored already costs one look-up and writes nothing; a
 * changed one is updated in place and its changed fields go to `movie_change`, old and new. Call inside a transaction;
 * begin each page by `expect`, end it by `flush`.
 */
export function silverWriter(db: WritableDb) {
  // Never below what gold has published, or a change would not be merged.
  const newestSeq = db
    .prepare(
      `SELECT max(coalesce((SELECT max(change_seq) FROM silver_movie), 0),
         coalesce((SELECT CAST(value AS INTEGER) FROM warehouse_state WHERE key = 'gold_seq'), 0))`,
    )
    .pluck()
  const find = db
    .prepare(
      'SELECT movie_id, content_hash, hash_version FROM silver_movie WHERE movie_id IN (SELECT value FROM json_each(?))',
    )
    .raw()
  const insert = db.prepare(
    `INSERT INTO silver_movie (movie_id, content_hash, hash_version, change_seq, page_id, position, first_run, last_changed_run,
       rules, ${contentColumns}) VALUES (?, ?, ${hashVersion}, ?, ?, ?, ?, ?, ?, ${marks})`,
  )
  const update = db.prepare(
    `UPDATE silver_movie SET content_hash = ?, hash_version = ${hashVersion}, change_seq = ?, page_id = ?, position = ?,
       last_changed_run = ?, rules = ?, ${hashedFields.map((field) => `${field} = ?`).join(', ')} WHERE movie_id = ?`,
  )
  const rehash = db.prepare(
    `UPDATE silver_movie SET content_hash = ?, hash_version = ${hashVersion} WHERE movie_id = ?`,
  )
  const dropGenres = db.prepare('DELETE FROM silver_movie_genre WHERE movie_id = ?')
  const history = changeRecorder(db)
  const insertGenres = genreInserter(db)
  let known = new Map<number, Known>()
  let genreRows: (string | number)[] = []
  let seq: number | null = null

  function nextSeq(): number {
    seq = (seq ?? (newestSeq.get() as number)) + 1
    return seq
  }

  function addGenres(movieId: number, genres: readonly string[]): void {
    for (const genre of genres) genreRows.push(movieId, genre)
  }

  function flush(): void {
    if (genreRows.length > 0) insertGenres(genreRows)
    genreRows = []
  }

  return {
    /** Looks up the films of a page at once; `store` and `compare` know of no others. */
    expect(movieIds: readonly number[]): void {
      const rows = find.all(JSON.stringify(movieIds)) as Known[]
      known = new Map(rows.map((row) => [row[0], row]))
    },
    /** Writes what is held back for the page. */
    flush,
    /** Forgets what is remembered between transactions: call after a rollback, or when another writer was at work. */
    forget(): void {
      seq = null
      genreRows = []
    },
    /** What `store` would do, without doing it. */
    compare({ movieId, digest, cells, genres }: PreparedFilm): StoreResult {
      const stored = known.get(movieId)
      if (!stored) return 'inserted'
      if (stored[1] === digest && stored[2] === hashVersion) return 'unchanged'
      // Hashed by an older version: only the values tell.
      return history.differences(movieId, cells, genres).length === 0 ? 'unchanged' : 'updated'
    },
    /** Stores a cleaned film; says what that meant. */
    store({ movieId: id, digest, cells, genres, rules }: PreparedFilm, source: RowSource): StoreResult {
      const stored = known.get(id)
      if (stored && stored[1] === digest && stored[2] === hashVersion) return 'unchanged'
      known.set(id, [id, digest, hashVersion])
      const { runId, pageId, position } = source
      if (!stored) {
        insert.run(id, digest, nextSeq(), pageId, position, runId, runId, rules.join(','), ...cells)
        addGenres(id, genres)
        return 'inserted'
      }
      // The film may be on this very page before: its genres must be in the table to be compared.
      flush()
      if (history.record(id, cells, genres, source) === 0) {
        rehash.run(digest, id)
        return 'unchanged'
      }
      update.run([digest, nextSeq(), pageId, position, runId, rules.join(','), ...cells, id])
      dropGenres.run(id)
      addGenres(id, genres)
      return 'updated'
    },
  }
}

/** Inserts (movie_id, genre) pairs given as one flat list, many a statement. */
function genreInserter(db: WritableDb): (pairs: readonly (string | number)[]) => void {
  const statements = new Map<number, Statement>()
  const statementFor = (rows: number): Statement => {
    const known = statements.get(rows)
    if (known) return known
    const values = Array(rows).fill('(?, ?)').join(', ')
    const made = db.prepare(`INSERT INTO silver_movie_genre (movie_id, genre) VALUES ${values}`)
    statements.set(rows, made)
    return made
  }
  return (pairs) => {
    for (let from = 0; from < pairs.length; from += genresAtOnce * 2) {
      const some = pairs.slice(from, from + genresAtOnce * 2)
      statementFor(some.length / 2).run(...some)
    }
  }
}

const isAddress = hashedFields.map((field) => (addressFields as readonly string[]).includes(field))

/** Whether two values of a column say the same, as the content hash has it. */
function isSame(column: number, from: Cell, to: Cell): boolean {
  if (from === to) return true
  return isAddress[column] === true && from !== null && to !== null && addressPath(`${from}`) === addressPath(`${to}`)
}

interface Difference {
  field: string
  from: string | null
  to: string | null
}

/** Tells the fields in which a stored film differs from a new reading, and writes them to `movie_change`. */
function changeRecorder(db: WritableDb) {
  const stored = db.prepare(`SELECT ${contentColumns} FROM silver_movie WHERE movie_id = ?`).raw()
  const storedGenres = db.prepare('SELECT genre FROM silver_movie_genre WHERE movie_id = ?').pluck()
  const insert = db.prepare(
    'INSERT INTO movie_change (movie_id, field, old, new, run_id, at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const text = (cell: Cell) => (cell === null ? null : String(cell))

  function differences(movieId: number, cells: readonly Cell[], genres: readonly string[]): Difference[] {
    const before = stored.get(movieId) as Cell[]
    const found: Difference[] = []
    for (const [column, field] of hashedFields.entries()) {
      const from = before[column] ?? null
      const to = cells[column] ?? null
      if (!isSame(column, from, to)) found.push({ field, from: text(from), to: text(to) })
    }
    const genresBefore = (storedGenres.all(movieId) as string[]).sort()
    if (genresBefore.join('\n') !== genres.join('\n'))
      found.push({ field: 'genres', from: genresBefore.join(', '), to: genres.join(', ') })
    return found
  }

  return {
    differences,
    /** The number of changed fields. */
    record(movieId: number, cells: readonly Cell[], genres: readonly string[], { runId, at }: RowSource): number {
      const found = differences(movieId, cells, genres)
      for (const { field, from, to } of found) insert.run(movieId, field, from, to, runId, at)
      return found.length
    },
  }
}
