import type { Term } from '../../../../shared/filter/search-fold.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { indexWords, type PlaceInWord, TitleWords } from './title-words.ts'

/** Films read between two chances for other requests to be answered. */
const chunkRows = 10_000

/** Which rows hold what was searched: a byte for each, 1 = it does, and how many. */
export interface Found {
  passes: Uint8Array
  total: number
}

/**
 * The folded titles of all films as one run of UTF-8 bytes, and their words: what the search looks through. It finds any
 * substring in any script, so that Chinese and Japanese titles, single letters and punctuation need no tokenizer.
 */
export class TitleText {
  readonly bytes: Uint8Array
  /** Start of each row's text; one more entry than rows. Lines: the folded title, then maybe other ways to write it, as of `searchText`. */
  readonly starts: Uint32Array
  readonly #words: TitleWords
  /** 1 for each row of more than one line. */
  readonly #several: Uint8Array

  constructor(bytes: Uint8Array, starts: Uint32Array, words: TitleWords) {
    this.bytes = bytes
    this.starts = starts
    this.#words = words
    this.#several = rowsOfSeveralLines(bytes, starts)
  }

  /**
   * Which rows contain every term, in one of its ways to be written.
   *
   * @param terms of `readSearch`
   * @param begins only where each term begins a word
   */
  scan(terms: readonly Term[], begins = false): Found {
    const single = terms.filter((ways) => ways.length === 1).map(([way]) => way)
    const several = terms.filter((ways) => ways.length > 1)
    const [first, ...others] = [
      ...(single.length > 0 || several.length === 0 ? [this.#scanFor(single, begins)] : []),
      ...several.map((ways) => anyOf(ways.map((way) => this.#scanFor([way], begins)))),
    ]
    return others.reduce(both, first as Found)
  }

  /** Which rows contain every one of some texts. */
  #scanFor(terms: readonly string[], begins: boolean): Found {
    const rows = this.starts.length - 1
    const passes = new Uint8Array(rows)
    const phrases = terms.filter((term) => term.includes(' '))
    // A phrase stands in a row only where its words do, which is then looked at. Counts end at 255, far beyond what is typed.
    const plain = terms.filter((term) => !term.includes(' ')).map((text): Part => ({ text, begins, ends: false }))
    const parts = [...plain, ...phrases.flatMap((phrase) => partsOf(phrase, begins))].slice(0, 255)
    for (const [before, { text, ...place }] of parts.entries()) {
      this.#words.countUp(passes, before, encoder.encode(text), place)
    }
    let total = 0
    for (let row = 0; row < rows; row++) {
      // 1 where all were counted, else 0, without a branch to be foretold wrongly.
      const pass = (((passes[row] as number) ^ parts.length) - 1) >>> 31
      passes[row] = pass
      total += pass
    }
    for (const phrase of phrases) {
      const needle = encoder.encode(phrase)
      for (let row = 0; row < rows; row++) {
        if (passes[row] === 0 || this.#holds(row, needle, begins)) continue
        passes[row] = 0
        total--
      }
    }
    return { passes, total }
  }

  /** How the lines of a row stand to a text: 0 = one is it, 1 = one begins with it, 2 = neither. */
  lineRank(row: number, needle: Uint8Array): 0 | 1 | 2 {
    const { bytes } = this
    const end = this.starts[row + 1] as number
    const { length } = needle
    let rank: 0 | 1 | 2 = 2
    for (let line = this.starts[row] as number; line < end; line++) {
      let same = 0
      while (same < length && line + same < end && bytes[line + same] === needle[same]) same++
      line += same
      if (same === length) {
        if (line === end || bytes[line] === newLine) return 0
        rank = 1
      }
      if (this.#several[row] === 0) return rank
      while (line < end && bytes[line] !== newLine) line++
    }
    return rank
  }

  /** Whether a row holds a text, anywhere or at the beginning of a word. */
  #holds(row: number, needle: Uint8Array, begins: boolean): boolean {
    const { bytes } = this
    const start = this.starts[row] as number
    const end = this.starts[row + 1] as number
    let at = indexIn(bytes, start, end, needle)
    while (begins && at > start && bytes[at - 1] !== space && bytes[at - 1] !== newLine) {
      at = indexIn(bytes, at + 1, end, needle)
    }
    return at >= 0
  }

  /** End of the first line, the title itself. */
  titleEnd(row: number): number {
    const end = this.starts[row + 1] as number
    const divider = indexIn(this.bytes, this.starts[row] as number, end, lineFeed)
    return divider < 0 ? end : divider
  }
}

function anyOf(founds: readonly Found[]): Found {
  const [first, ...others] = founds
  return others.reduce((one, other) => merged(one, other, (a, b) => a | b), first as Found)
}

function both(one: Found, other: Found): Found {
  return merged(one, other, (a, b) => a & b)
}

/** Puts two findings together, into the first. */
function merged({ passes }: Found, other: Found, merge: (a: number, b: number) => number): Found {
  let total = 0
  for (let row = 0; row < passes.length; row++) {
    const pass = merge(passes[row] as number, other.passes[row] as number)
    passes[row] = pass
    total += pass
  }
  return { passes, total }
}

interface Part extends PlaceInWord {
  text: string
}

/** What words a phrase takes: the first part ends one, the last begins one, those between are whole words. */
function partsOf(phrase: string, begins: boolean): Part[] {
  const texts = phrase.split(' ')
  return texts.map((text, i) => ({ text, begins: begins || i > 0, ends: i < texts.length - 1 }))
}

function rowsOfSeveralLines(bytes: Uint8Array, starts: Uint32Array): Uint8Array {
  const several = new Uint8Array(starts.length - 1)
  let row = 0
  for (let at = bytes.indexOf(newLine); at >= 0; at = bytes.indexOf(newLine, starts[row + 1])) {
    while ((starts[row + 1] as number) <= at) row++
    several[row] = 1
  }
  return several
}

const encoder = new TextEncoder()
const newLine = 10
const space = 32
const lineFeed = Uint8Array.of(newLine)

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

/** The titles of a catalogue without films. */
export function noTitles(): TitleText {
  const none = new Uint8Array(0)
  const starts = new Uint32Array(1)
  return new TitleText(none, starts, new TitleWords(none, starts, starts, new Int32Array(0)))
}

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
  const bytes = Buffer.concat(parts, length)
  return new TitleText(bytes, starts, await indexWords(bytes, starts, pause))
}
