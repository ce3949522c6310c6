import type { ReadableDb } from '../connection.ts'

/** Films read between two chances for other requests to be answered. */
const chunkRows = 10_000

/**
 * The folded titles of all films as one run of UTF-8 bytes, with a set of the characters of each: what the search scans.
 * A scan finds any substring in any script, so that Chinese and Japanese titles, single letters and punctuation need no
 * tokenizer. At a million films it holds about 40 MB and a search takes tens of milliseconds at worst.
 */
export class TitleText {
  readonly bytes: Uint8Array
  /** Start of each row's text; one more entry than rows. The text is the folded title, then maybe a line feed and the English title. */
  readonly starts: Uint32Array
  /** One bit for each kind of byte in the row; see `bits`. */
  readonly #contents: Int32Array

  constructor(bytes: Uint8Array, starts: Uint32Array) {
    this.bytes = bytes
    this.starts = starts
    this.#contents = new Int32Array(Math.max(0, starts.length - 1))
    for (let row = 0; row < this.#contents.length; row++) {
      this.#contents[row] = contentsOf(bytes, starts[row] as number, starts[row + 1] as number)
    }
  }

  /**
   * Which rows contain every term.
   *
   * @param terms folded by `searchTerms`
   * @param within rows to look at (1 = look), for a search that narrows another; null = all
   * @returns 1 for each row that does
   */
  scan(terms: readonly string[], within: Uint8Array | null = null): Uint8Array {
    const { bytes, starts } = this
    const contents = this.#contents
    const rows = contents.length
    const passes = within === null ? new Uint8Array(rows).fill(1) : within.slice()
    for (const term of terms) {
      const needle = encoder.encode(term)
      const wanted = contentsOf(needle, 0, needle.length)
      // A letter has a bit of its own, which says it all.
      const decided = needle.length === 1 && /[a-z]/.test(term)
      for (let row = 0; row < rows; row++) {
        if (passes[row] === 0) continue
        if (((contents[row] as number) & wanted) !== wanted) passes[row] = 0
        else if (!decided && indexIn(bytes, starts[row] as number, starts[row + 1] as number, needle) < 0)
          passes[row] = 0
      }
    }
    return passes
  }

  /**
   * How well a matching row answers a text: 0 = is it, 1 = begins with it, 2 = a word begins with it, 3 = contains it.
   *
   * @param worst the worst rank that is still of use; a row beyond it is 3, which is found out sooner
   */
  rank(row: number, needle: Uint8Array, worst: number): number {
    const { bytes } = this
    const start = this.starts[row] as number
    const end = this.starts[row + 1] as number
    const next = start + needle.length
    const isWhole = next === end || bytes[next] === newLine
    if ((worst > 0 || isWhole) && isAt(bytes, start, end, needle)) return isWhole ? 0 : 1
    if (worst < 2) return 3
    for (let at = indexIn(bytes, start + 1, end, needle); at >= 0; at = indexIn(bytes, at + 1, end, needle)) {
      if (bytes[at - 1] === space || bytes[at - 1] === newLine) return 2
    }
    return 3
  }

  /** End of the title proper, without the English one. */
  titleEnd(row: number): number {
    const end = this.starts[row + 1] as number
    const divider = indexIn(this.bytes, this.starts[row] as number, end, lineFeed)
    return divider < 0 ? end : divider
  }
}

const encoder = new TextEncoder()
const newLine = 10
const space = 32
const lineFeed = Uint8Array.of(newLine)

function isAt(bytes: Uint8Array, at: number, end: number, needle: Uint8Array): boolean {
  if (at + needle.length > end) return false
  for (let i = 0; i < needle.length; i++) if (bytes[at + i] !== needle[i]) return false
  return true
}

function indexIn(bytes: Uint8Array, from: number, end: number, needle: Uint8Array): number {
  const first = needle[0] as number
  const last = end - needle.length
  search: for (let at = from; at <= last; at++) {
    if (bytes[at] !== first) continue
    for (let i = 1; i < needle.length; i++) if (bytes[at + i] !== needle[i]) continue search
    return at
  }
  return -1
}

function contentsOf(bytes: Uint8Array, from: number, end: number): number {
  let contents = 0
  for (let at = from; at < end; at++) contents |= bits[bytes[at] as number] as number
  return contents
}

/** Letters have a bit each, digits and other ASCII share one each, the bytes of other characters share four; spaces say nothing. */
const bits = new Int32Array(256).map((_, byte) => {
  if (byte === space) return 0
  if (byte >= 97 && byte <= 122) return 1 << (byte - 97)
  if (byte >= 48 && byte <= 57) return 1 << 26
  return byte < 128 ? 1 << 27 : 1 << (28 + (byte & 3))
})

/** Loads the texts in ascending film id, inside the transaction the caller holds. */
export async function loadTitleText(db: ReadableDb, rows: number, pause: () => Promise<void>): Promise<TitleText> {
  const read = db
    .prepare<[number, number], [number, string]>(
      `SELECT f.movie_id, COALESCE(m.title_search, m.title_sort)
       FROM fact_movies AS f JOIN dim_movie AS m USING (movie_key)
       WHERE f.movie_id > ? ORDER BY f.movie_id LIMIT ?`,
    )
    .raw()
  const starts = new Uint32Array(rows + 1)
  const parts: Uint8Array[] = []
  let row = 0
  let length = 0
  let last = Number.MIN_SAFE_INTEGER
  for (;;) {
    const chunk = read.all(last, chunkRows)
    for (const [, text] of chunk) {
      starts[row++] = length
      length += Buffer.byteLength(text)
    }
    parts.push(Buffer.from(chunk.map(([, text]) => text).join('')))
    last = chunk.at(-1)?.[0] ?? last
    if (chunk.length < chunkRows) break
    await pause()
  }
  starts[rows] = length
  return new TitleText(Buffer.concat(parts, length), starts)
}
