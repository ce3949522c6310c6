/** Where in a word a needle must stand: at its beginning, at its end, at both (as the whole word), or anywhere. */
export interface PlaceInWord {
  begins: boolean
  ends: boolean
}

/**
 * The distinct words of the titles, and the rows that each occurs in. A text without spaces occurs in a title exactly where it
 * occurs in one of its words, so looking through the words, far fewer than the titles, finds every substring in any
 * script. At a million films it holds about 20 MB and finds the rows of a term in a few milliseconds.
 */
export class TitleWords {
  /** The words' UTF-8 bytes, one after the other. */
  readonly #bytes: Uint8Array
  /** Start of each word's bytes; one more entry than words. */
  readonly #starts: Uint32Array
  /** Start of each word's rows; one more entry than words. */
  readonly #rowStarts: Uint32Array
  readonly #rows: Int32Array

  constructor(bytes: Uint8Array, starts: Uint32Array, rowStarts: Uint32Array, rows: Int32Array) {
    this.#bytes = bytes
    this.#starts = starts
    this.#rowStarts = rowStarts
    this.#rows = rows
  }

  /**
   * Counts a row up by one when it was found as often as asked for and has a word that contains the needle.
   *
   * @param found a count for each row; changed
   * @param before the count of the rows that are counted up
   * @param needle UTF-8 bytes without space and line feed, at least one
   */
  countUp(found: Uint8Array, before: number, needle: Uint8Array, place: PlaceInWord): void {
    const rowStarts = this.#rowStarts
    const rows = this.#rows
    this.#forEachWith(needle, place, (word) => {
      const end = rowStarts[word + 1] as number
      for (let i = rowStarts[word] as number; i < end; i++) {
        const row = rows[i] as number
        const count = found[row] as number
        // One more where the count is the one before, without a branch to be foretold wrongly.
        found[row] = count + (((count ^ before) - 1) >>> 31)
      }
    })
  }

  /** Goes through the words that contain a needle. */
  #forEachWith(needle: Uint8Array, { begins, ends }: PlaceInWord, visit: (word: number) => void): void {
    const bytes = this.#bytes
    const starts = this.#starts
    const first = needle[0] as number
    const { length } = needle
    const words = starts.length - 1
    for (let word = 0; word < words; word++) {
      const start = starts[word] as number
      const end = (starts[word + 1] as number) - length
      const last = begins ? Math.min(start, end) : end
      search: for (let at = ends ? Math.max(start, end) : start; at <= last; at++) {
        if (bytes[at] !== first) continue
        for (let i = 1; i < length; i++) if (bytes[at + i] !== needle[i]) continue search
        visit(word)
        break
      }
    }
  }
}

/** Rows gone through between two chances for other requests to be answered. */
const chunkRows = 10_000
const space = 32
const newLine = 10

/**
 * Finds the words of texts, which spaces and line feeds part.
 *
 * @param bytes the texts in UTF-8, one after the other
 * @param starts start of each row's text, and the end of the last
 */
export async function indexWords(
  bytes: Uint8Array,
  starts: Uint32Array,
  pause: () => Promise<void>,
): Promise<TitleWords> {
  const rows = starts.length - 1
  const words = new WordTable(bytes)
  // The word of each place, row by row; a word that a row repeats has one place.
  let places = new Int32Array(rows * 4 + 16)
  const placeEnds = new Uint32Array(rows)
  let placed = 0
  for (let row = 0; row < rows; row++) {
    if (row % chunkRows === chunkRows - 1) await pause()
    const end = starts[row + 1] as number
    // A text has fewer words than bytes.
    if (placed + end - (starts[row] as number) > places.length) {
      const larger = new Int32Array(places.length * 2 + end - (starts[row] as number))
      larger.set(places)
      places = larger
    }
    placed = words.placeAll(row, starts[row] as number, end, places, placed)
    placeEnds[row] = placed
  }

  const rowStarts = new Uint32Array(words.size + 1)
  for (let word = 0; word < words.size; word++) {
    rowStarts[word + 1] = (rowStarts[word] as number) + (words.rowCounts[word] as number)
  }
  const next = rowStarts.slice()
  const rowsOfWords = new Int32Array(placed)
  let place = 0
  for (let row = 0; row < rows; row++) {
    if (row % chunkRows === chunkRows - 1) await pause()
    const end = placeEnds[row] as number
    for (; place < end; place++) {
      const word = places[place] as number
      const at = next[word] as number
      rowsOfWords[at] = row
      next[word] = at + 1
    }
  }
  return new TitleWords(...words.packed(), rowStarts, rowsOfWords)
}

/** Numbers distinct words by hashing their bytes where they stand, so that no text is made of them. */
class WordTable {
  size = 0
  /** Rows of each word. */
  rowCounts = new Uint32Array(1024)
  readonly #bytes: Uint8Array
  /** Where each word occurs first. */
  #from = new Uint32Array(1024)
  #lengths = new Uint32Array(1024)
  #hashes = new Int32Array(1024)
  #lastRow = new Int32Array(1024)
  /** Open addressing: word + 1, 0 = free; at most half full. */
  #slots = new Int32Array(2048)

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Writes the distinct words of a row's text to `places` from `placed` on. Returns where it ended. */
  placeAll(row: number, start: number, end: number, places: Int32Array, placed: number): number {
    const bytes = this.#bytes
    let next = placed
    let from = start
    // FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/
    let hash = 0x811c9dc5 | 0
    for (let at = start; at <= end; at++) {
      const byte = at < end ? (bytes[at] as number) : space
      if (byte !== space && byte !== newLine) {
        hash = Math.imul(hash ^ byte, 0x01000193)
        continue
      }
      if (at > from) {
        const word = this.#wordAt(from, at - from, hash)
        // Row numbers are kept one higher, as 0 is a word seen in no row.
        if (this.#lastRow[word] !== row + 1) {
          this.#lastRow[word] = row + 1
          this.rowCounts[word] = (this.rowCounts[word] as number) + 1
          places[next++] = word
        }
      }
      from = at + 1
      hash = 0x811c9dc5 | 0
    }
    return next
  }

  /** The words' bytes side by side, and the start of each. */
  packed(): [bytes: Uint8Array, starts: Uint32Array] {
    const starts = new Uint32Array(this.size + 1)
    for (let word = 0; word < this.size; word++) {
      starts[word + 1] = (starts[word] as number) + (this.#lengths[word] as number)
    }
    const packed = new Uint8Array(starts[this.size] as number)
    const bytes = this.#bytes
    let at = 0
    for (let word = 0; word < this.size; word++) {
      const from = this.#from[word] as number
      const end = from + (this.#lengths[word] as number)
      // Words are short: a copy byte by byte is faster than a view of each.
      for (let i = from; i < end; i++) packed[at++] = bytes[i] as number
    }
    return [packed, starts]
  }

  #wordAt(from: number, length: number, hash: number): number {
    const mask = this.#slots.length - 1
    let slot = mix(hash) & mask
    for (;;) {
      const word = (this.#slots[slot] as number) - 1
      if (word < 0) break
      if (
        this.#hashes[word] === hash &&
        this.#lengths[word] === length &&
        this.#same(this.#from[word] as number, from, length)
      )
        return word
      slot = (slot + 1) & mask
    }
    const word = this.size++
    this.#from[word] = from
    this.#lengths[word] = length
    this.#hashes[word] = hash
    this.#slots[slot] = word + 1
    if (this.size === this.#from.length) this.#grow()
    return word
  }

  #same(a: number, b: number, length: number): boolean {
    const bytes = this.#bytes
    for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false
    return true
  }

  #grow(): void {
    const room = this.size * 2
    this.rowCounts = enlarged(this.rowCounts, new Uint32Array(room))
    this.#from = enlarged(this.#from, new Uint32Array(room))
    this.#lengths = enlarged(this.#lengths, new Uint32Array(room))
    this.#hashes = enlarged(this.#hashes, new Int32Array(room))
    this.#lastRow = enlarged(this.#lastRow, new Int32Array(room))
    this.#slots = new Int32Array(room * 2)
    const mask = this.#slots.length - 1
    for (let word = 0; word < this.size; word++) {
      let slot = mix(this.#hashes[word] as number) & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = word + 1
    }
  }
}

function enlarged<A extends Uint32Array | Int32Array>(old: A, larger: A): A {
  larger.set(old)
  return larger
}

/** The low bits of FNV-1a depend on the low bits of the bytes alone; this brings the high ones in. */
function mix(hash: number): number {
  return hash ^ (hash >>> 15)
}
