import type { Statement } from 'better-sqlite3'
import { hashedFields } from '../../../shared/model/fields.ts'
import type { WritableDb } from '../file/connection.ts'
import { fieldsOf, type SentField } from './absent-fields.ts'
import { changeRecorder } from './changes.ts'
import { contentHashOf, hashVersion } from './content-hash.ts'
import { type NewReading, newReading } from './new-reading.ts'
import type { PreparedFilm } from './prepared-row.ts'
import type { RowSource } from './quarantine.ts'

export type StoreResult = 'inserted' | 'updated' | 'unchanged'

const contentColumns = hashedFields.join(', ')
const marks = hashedFields.map(() => '?').join(', ')

/** Genre rows written by one statement: far cheaper than one statement a genre or a film. */
const genresAtOnce = 64

type Known = [movieId: number, contentHash: string, hashVersion: number]

/**
 * Writes cleaned films to silver. A film whose content hash is stored already costs one look-up and writes nothing; a
 * changed one is updated in place and its changed fields go to `movie_change`, old and new. A field whose key is absent keeps its
 * known value, unless a person agreed otherwise for the run. Call inside a transaction;
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
  const missingAccepted = db.prepare('SELECT missing_accepted FROM run WHERE run_id = ?').pluck()
  const acceptedOf = new Map<number, boolean>()
  let keptFields = new Map<SentField, number>()
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

  /** Whether the rows of a run are taken at their word: what they do not send is unknown. */
  function isAccepted(runId: number): boolean {
    const known = acceptedOf.get(runId)
    if (known !== undefined) return known
    const accepted = missingAccepted.get(runId) === 1
    acceptedOf.set(runId, accepted)
    return accepted
  }

  /** What a reading of a stored film would store, and change; counts the known values that it keeps. */
  function reading(film: PreparedFilm, accepted: boolean): NewReading {
    const read = newReading(history.stored(film.movieId), film, accepted)
    for (const field of fieldsOf(read.kept)) keptFields.set(field, (keptFields.get(field) ?? 0) + 1)
    return read
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
      acceptedOf.clear()
      keptFields.clear()
    },
    /** Of how many films known values were kept since the last call, by field. */
    takeKept(): ReadonlyMap<SentField, number> {
      const taken = keptFields
      keptFields = new Map()
      return taken
    },
    /** What `store` would do, without doing it. */
    compare(film: PreparedFilm, accepted = false): StoreResult {
      const stored = known.get(film.movieId)
      if (!stored) return 'inserted'
      if (stored[1] === film.digest && stored[2] === hashVersion) return 'unchanged'
      return reading(film, accepted).changes.length === 0 ? 'unchanged' : 'updated'
    },
    /** Stores a cleaned film; says what that meant. */
    store(film: PreparedFilm, source: RowSource): StoreResult {
      const { movieId: id, digest, rules } = film
      const stored = known.get(id)
      if (stored && stored[1] === digest && stored[2] === hashVersion) return 'unchanged'
      const { runId, pageId, position } = source
      if (!stored) {
        insert.run(id, digest, nextSeq(), pageId, position, runId, runId, rules.join(','), ...film.cells)
        addGenres(id, film.genres)
        known.set(id, [id, digest, hashVersion])
        return 'inserted'
      }
      // The film may be on this very page before: its genres must be in the table to be compared.
      flush()
      const { cells, genres, changes } = reading(film, isAccepted(runId))
      if (changes.length === 0 && film.absent !== 0 && stored[2] === hashVersion) return 'unchanged'
      const hash = cells === film.cells ? digest : contentHashOf(cells, genres)
      known.set(id, [id, hash, hashVersion])
      if (changes.length === 0) {
        rehash.run(hash, id)
        return 'unchanged'
      }
      history.record(id, changes, source)
      update.run([hash, nextSeq(), pageId, position, runId, rules.join(','), ...cells, id])
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
