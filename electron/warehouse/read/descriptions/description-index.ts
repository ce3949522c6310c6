import type { DescriptionSearch } from '../../../../shared/filter/description-words.ts'
import { wordsText } from '../../../../shared/filter/description-words.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { openScratch, type ScratchDb } from '../../file/connection.ts'
import type { FilmColumns } from '../columns/film-columns.ts'
import { toldOnce } from '../film/card.ts'

/** Films that are read between two chances for other requests to be answered: a few milliseconds' worth. */
const sliceFilms = 100

interface Told {
  description: string | null
  summary: string | null
  synopsis: string | null
}

/** How far the reading of descriptions is, in films. */
export interface Reading {
  read: number
  of: number
}

/**
 * The words of all descriptions as a full-text index (FTS5, words of a film without their places), in a scratch database of the reader
 * that ends with it. It is made when descriptions are first searched, in slices, so a load, a start and a person who never searches
 * them pay nothing; after a publish only the films that it changed are read again, told by the run that last changed each.
 */
export class DescriptionIndex {
  readonly #open: () => ReadableDb
  readonly #pause: () => Promise<void>
  #index: ScratchDb | null = null
  /** The films that the index is of. */
  #of: Pick<FilmColumns, 'ids' | 'runId'> = { ids: new Float64Array(0), runId: new Int32Array(0) }
  #columns: FilmColumns | null = null
  #reading: (Reading & { done: Promise<void> }) | null = null

  /**
   * @param open a connection for each reading, closed afterwards
   * @param pause awaited between slices
   */
  constructor(open: () => ReadableDb, pause: () => Promise<void>) {
    this.#open = open
    this.#pause = pause
  }

  /** Forgets everything: the films are those of another file, or nobody asks any more. */
  reset(): void {
    this.#index?.close()
    this.#index = null
    this.#of = { ids: new Float64Array(0), runId: new Int32Array(0) }
    this.#columns = null
    this.#reading = null
  }

  /** Begins to read what is missing for these films. Null when nothing is, so that it can be searched; a failed reading is begun anew. */
  follow(columns: FilmColumns): (Reading & { done: Promise<void> }) | null {
    if (this.#reading) return this.#reading
    if (this.#columns === columns) return null
    const { gone, wanted } = difference(this.#of, columns)
    const reading: Reading & { done: Promise<void> } = { read: 0, of: wanted.length, done: Promise.resolve() }
    this.#index ??= openScratch(
      `CREATE VIRTUAL TABLE told USING fts5 (words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii')`,
    )
    this.#reading = reading
    reading.done = this.#read(this.#index, gone, wanted, columns, reading).finally(() => {
      if (this.#reading === reading) this.#reading = null
    })
    // Whoever waits is told; nobody need.
    reading.done.catch(() => undefined)
    return reading
  }

  async #read(
    index: ScratchDb,
    gone: readonly number[],
    wanted: readonly number[],
    columns: FilmColumns,
    reading: Reading,
  ): Promise<void> {
    const db = this.#open()
    try {
      const remove = index.prepare<[number]>('DELETE FROM told WHERE rowid = ?')
      const add = index.prepare<[number, string]>('INSERT INTO told (rowid, words) VALUES (?, ?)')
      const told = toldReader(db)
      // One transaction: at every commit the index would write its words out, to be merged later.
      index.exec('BEGIN')
      for (const [at, id] of gone.entries()) {
        remove.run(id)
        if (at % sliceFilms === sliceFilms - 1 && !(await this.#isStillWanted(index))) return
      }
      for (const [at, id] of wanted.entries()) {
        const words = told(id).map(wordsText).join(' ').trim()
        if (words !== '') add.run(id, words)
        reading.read = at + 1
        if (at % sliceFilms === sliceFilms - 1 && !(await this.#isStillWanted(index))) return
      }
      index.exec('COMMIT')
      this.#of = columns
      this.#columns = columns
    } catch (thrown) {
      // Half of it is of one publish and half of another.
      if (index === this.#index) this.reset()
      throw thrown
    } finally {
      db.close()
    }
  }

  /** Gives others their turn; false when the index was let go meanwhile. */
  async #isStillWanted(index: ScratchDb): Promise<boolean> {
    await this.#pause()
    return index === this.#index
  }

  /** The ids of the films whose description has every word, in no order; null where they are more than `most`. */
  find({ words, isOpen }: DescriptionSearch, most: number): number[] | null {
    if (!this.#index) return []
    // Nothing but letters and digits is in a word, so nothing in it is syntax; upper case, as AND is, never.
    const query = words.map((word, at) => `"${word}"${isOpen && at === words.length - 1 ? ' *' : ''}`).join(' ')
    const ids = this.#index
      .prepare<[string, number], number>('SELECT rowid FROM told WHERE told MATCH ? LIMIT ?')
      .pluck()
      .all(query, most + 1)
    return ids.length > most ? null : ids
  }
}

/** What a film's texts say, each once. */
export function toldReader(db: ReadableDb): (movieId: number) => string[] {
  const read = db.prepare<[number], Told>(
    // Mostly the same text two or three times: it is handed over once.
    `SELECT m.description_full AS description, NULLIF(m.summary, m.description_full) AS summary,
       NULLIF(m.synopsis, m.description_full) AS synopsis
     FROM fact_movies AS f JOIN dim_movie AS m USING (movie_key) WHERE f.movie_id = ?`,
  )
  return (movieId) => {
    const told = read.get(movieId)
    return told ? toldOnce([told.description, told.summary, told.synopsis]) : []
  }
}

type Films = Pick<FilmColumns, 'ids' | 'runId'>

/**
 * Films whose words are to be taken out, as they are no longer there or another run changed them last; and those to be read, new or
 * changed. All lists ascend by film id.
 */
function difference(before: Films, now: Films): { gone: number[]; wanted: number[] } {
  const gone: number[] = []
  const wanted: number[] = []
  let at = 0
  for (let row = 0; row < now.ids.length; row++) {
    const id = now.ids[row] as number
    while (at < before.ids.length && (before.ids[at] as number) < id) gone.push(before.ids[at++] as number)
    const isSame = before.ids[at] === id && before.runId[at] === now.runId[row]
    if (before.ids[at] === id) {
      if (!isSame) gone.push(id)
      at++
    }
    if (!isSame) wanted.push(id)
  }
  while (at < before.ids.length) gone.push(before.ids[at++] as number)
  return { gone, wanted }
}
