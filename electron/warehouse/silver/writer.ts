import type { WritableDb } from '../connection.ts'
import type { CleanMovie } from './clean-movie.ts'
import { contentHash, hashedFields, hashVersion } from './content-hash.ts'
import type { RowSource } from './quarantine.ts'
import type { RuleName } from './rules.ts'

export type StoreResult = 'inserted' | 'updated' | 'unchanged'

type Cell = string | number | null

const contentColumns = hashedFields.join(', ')
const marks = hashedFields.map(() => '?').join(', ')

/** Films rarely have more genres; one statement a film is much cheaper than one a genre. */
const genresAtOnce = 8

function content(movie: CleanMovie): Cell[] {
  // In the order of hashedFields, written out because this runs for every film of a load.
  return [
    movie.imdb_code,
    movie.slug,
    movie.url,
    movie.title,
    movie.title_english,
    movie.title_long,
    movie.year,
    movie.rating,
    movie.mpa_rating,
    movie.runtime,
    movie.language,
    movie.state,
    movie.date_uploaded,
    movie.date_uploaded_unix,
    movie.background_image,
    movie.background_image_original,
    movie.small_cover_image,
    movie.medium_cover_image,
    movie.large_cover_image,
    movie.yt_trailer_code,
    movie.description_full,
    movie.summary,
    movie.synopsis,
  ]
}

/**
 * Writes cleaned films to silver. A film whose content hash is stored already costs one look-up and writes nothing; a
 * changed one is updated in place and its changed fields go to `movie_change`, old and new. Call inside a transaction.
 */
export function silverWriter(db: WritableDb) {
  const newestSeq = db.prepare('SELECT max(change_seq) FROM silver_movie').pluck()
  const find = db.prepare('SELECT content_hash, hash_version FROM silver_movie WHERE movie_id = ?').raw()
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
  const old = db.prepare(`SELECT ${contentColumns} FROM silver_movie WHERE movie_id = ?`).raw()
  const oldGenres = db.prepare('SELECT genre FROM silver_movie_genre WHERE movie_id = ? ORDER BY genre').pluck()
  const dropGenres = db.prepare('DELETE FROM silver_movie_genre WHERE movie_id = ?')
  const addGenres = Array.from({ length: genresAtOnce }, (_, index) =>
    db.prepare(
      `INSERT INTO silver_movie_genre (movie_id, genre) VALUES ${Array(index + 1)
        .fill('(?, ?)')
        .join(', ')}`,
    ),
  )
  const change = db.prepare(
    'INSERT INTO movie_change (movie_id, field, old, new, run_id, at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  let seq: number | null = null

  function nextSeq(): number {
    seq = (seq ?? (newestSeq.get() as number | null) ?? 0) + 1
    return seq
  }

  function insertGenres(movieId: number, genres: readonly string[]): void {
    for (let from = 0; from < genres.length; from += genresAtOnce) {
      const some = genres.slice(from, from + genresAtOnce)
      const values: Cell[] = []
      for (const genre of some) values.push(movieId, genre)
      addGenres[some.length - 1]?.run(values)
    }
  }

  /** Writes the changed fields to the history; the number of them. */
  function recordChanges(
    movie: CleanMovie,
    cells: readonly Cell[],
    genres: readonly string[],
    source: RowSource,
  ): number {
    const before = old.get(movie.movie_id) as Cell[]
    let changed = 0
    const record = (field: string, from: Cell, to: Cell) => {
      changed += 1
      change.run(
        movie.movie_id,
        field,
        from === null ? null : String(from),
        to === null ? null : String(to),
        source.runId,
        source.at,
      )
    }
    for (const [index, field] of hashedFields.entries()) {
      const from = before[index] ?? null
      const to = cells[index] ?? null
      if (from !== to) record(field, from, to)
    }
    const genresBefore = (oldGenres.all(movie.movie_id) as string[]).sort()
    if (genresBefore.join('\n') !== genres.join('\n')) record('genres', genresBefore.join(', '), genres.join(', '))
    return changed
  }

  return {
    /** Forgets what is remembered between transactions: call after a rollback, or when another writer was at work. */
    forget(): void {
      seq = null
    },
    /** What `store` would do, without doing it. */
    compare(movie: CleanMovie, genres: readonly string[]): StoreResult {
      const known = find.get(movie.movie_id) as [string, number] | undefined
      if (!known) return 'inserted'
      return known[0] === contentHash(movie, genres) ? 'unchanged' : 'updated'
    },
    /** Stores a cleaned film; says what that meant. */
    store(movie: CleanMovie, genres: readonly string[], rules: readonly RuleName[], source: RowSource): StoreResult {
      const digest = contentHash(movie, genres)
      const id = movie.movie_id
      const known = find.get(id) as [string, number] | undefined
      const { runId, pageId, position } = source
      if (!known) {
        insert.run([id, digest, nextSeq(), pageId, position, runId, runId, rules.join(','), ...content(movie)])
        insertGenres(id, genres)
        return 'inserted'
      }
      if (known[0] === digest && known[1] === hashVersion) return 'unchanged'
      const cells = content(movie)
      if (recordChanges(movie, cells, genres, source) === 0) {
        rehash.run(digest, id)
        return 'unchanged'
      }
      update.run([digest, nextSeq(), pageId, position, runId, rules.join(','), ...cells, id])
      dropGenres.run(id)
      insertGenres(id, genres)
      return 'updated'
    },
  }
}
