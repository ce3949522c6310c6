import type { ReadableDb } from '../connection.ts'

/** Genres whose bit is in `genre_mask`; later ones are in the junction only (see the gold migration). */
const lastMaskedGenre = 62

/** Reads the genres, with no row's combination set yet. */
export function readGenreSets(db: ReadableDb, rows: number): GenreSets {
  const names = db.prepare<[], [number, string]>('SELECT genre_id, genre_name FROM dim_genre ORDER BY genre_id').raw()
  const beyond = db
    .prepare<[number], [number, number]>('SELECT movie_id, genre_id FROM genre_junction WHERE genre_id > ?')
    .raw()
  return new GenreSets(rows, new Map(names.all()), beyond.iterate(lastMaskedGenre))
}

/**
 * The genres of each film, coded by distinct combination: a catalogue has about a thousand of them, so filters and counts
 * work on the combinations and touch a film once. A film without a genre has the combination of genre 0, "unknown".
 */
export class GenreSets {
  /** Combination of each row: as narrow as the other columns, so that the same compiled loops go over them. */
  codes: Uint16Array | Uint32Array
  /** Genre ids of each combination, ascending. */
  readonly members: number[][] = []
  /** Name of each genre, in the dimension's order. */
  readonly names: ReadonlyMap<number, string>
  readonly #byMask = new Map<number, Map<number, number>>()
  readonly #byIds = new Map<string, number>()
  /** Genres beyond the mask, by film; nearly always empty. */
  readonly #beyond = new Map<number, number[]>()

  /**
   * @param names all genres by id
   * @param beyond film and genre of each junction row whose genre has no bit in the mask
   */
  constructor(rows: number, names: ReadonlyMap<number, string>, beyond: Iterable<[movieId: number, genreId: number]>) {
    this.codes = new Uint16Array(rows)
    this.names = names
    for (const [movieId, genreId] of beyond) {
      const ids = this.#beyond.get(movieId)
      if (ids) ids.push(genreId)
      else this.#beyond.set(movieId, [genreId])
    }
  }

  /** Sets a row's combination from the halves of its mask: bits 0 to 30 (genres 1 to 31) and 31 to 61. */
  setMask(row: number, movieId: number, low: number, high: number): void {
    const extra = this.#beyond.size > 0 ? this.#beyond.get(movieId) : undefined
    if (extra) {
      const code = this.#codeOfIds([...maskIds(low, high), ...extra])
      this.codes[row] = code
      return
    }
    let byLow = this.#byMask.get(high)
    if (!byLow) {
      byLow = new Map()
      this.#byMask.set(high, byLow)
    }
    let code = byLow.get(low)
    if (code === undefined) {
      code = this.#codeOfIds(maskIds(low, high))
      byLow.set(low, code)
    }
    this.codes[row] = code
  }

  #codeOfIds(ids: number[]): number {
    const members = ids.length === 0 ? [0] : [...new Set(ids)].sort((a, b) => a - b)
    const key = members.join(',')
    const known = this.#byIds.get(key)
    if (known !== undefined) return known
    const code = this.members.length
    if (code > 0xffff && this.codes instanceof Uint16Array) this.codes = Uint32Array.from(this.codes)
    this.members.push(members)
    this.#byIds.set(key, code)
    return code
  }
}

function maskIds(low: number, high: number): number[] {
  const ids: number[] = []
  for (let bit = 0; bit < 31; bit++) if (low & (1 << bit)) ids.push(bit + 1)
  for (let bit = 0; bit < 31; bit++) if (high & (1 << bit)) ids.push(bit + 32)
  return ids
}
