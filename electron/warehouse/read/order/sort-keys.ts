import type { TitleText } from '../titles/title-text.ts'

/**
 * Sorts rows by a 32-bit key each, stably: rows of equal keys stay in the order they come in. Least significant digit
 * first, 16 bits at a time.
 *
 * @param order rows as they stand; null = ascending. Not changed
 */
export function sortByKey(keys: Uint32Array, order: Int32Array | null = null): Int32Array {
  let largest = 0
  for (let row = 0; row < keys.length; row++) if ((keys[row] as number) > largest) largest = keys[row] as number
  const low = countingPass(keys, order, 0, largest > 0xffff ? 0xffff : largest)
  return largest > 0xffff ? countingPass(keys, low, 16, largest >>> 16) : low
}

function countingPass(keys: Uint32Array, order: Int32Array | null, shift: number, largest: number): Int32Array {
  const places = new Uint32Array(largest + 2)
  for (let row = 0; row < keys.length; row++) {
    const digit = ((keys[row] as number) >>> shift) & 0xffff
    places[digit + 1] = (places[digit + 1] as number) + 1
  }
  for (let digit = 1; digit < places.length; digit++) {
    places[digit] = (places[digit] as number) + (places[digit - 1] as number)
  }
  const sorted = new Int32Array(keys.length)
  for (let i = 0; i < keys.length; i++) {
    const row = order === null ? i : (order[i] as number)
    const digit = ((keys[row] as number) >>> shift) & 0xffff
    const place = places[digit] as number
    sorted[place] = row
    places[digit] = place + 1
  }
  return sorted
}

/** Bytes of a title that are sorted by counting; what still agrees after them is compared. */
const radixBytes = 16

/**
 * The rank of each row's title in byte order of its UTF-8, which is SQLite's BINARY order; equal titles have equal ranks.
 */
export async function titleRanks(text: TitleText, pause: () => Promise<void>): Promise<Uint32Array> {
  const rows = text.starts.length - 1
  const ends = new Uint32Array(rows)
  for (let row = 0; row < rows; row++) ends[row] = text.titleEnd(row)
  let order: Int32Array | null = null
  const words: Uint32Array[] = []
  for (let offset = radixBytes - 4; offset >= 0; offset -= 4) {
    await pause()
    const keys = new Uint32Array(rows)
    for (let row = 0; row < rows; row++)
      keys[row] = wordAt(text, (text.starts[row] as number) + offset, ends[row] as number)
    words.push(keys)
    order = sortByKey(keys, order)
  }
  const sorted = order ?? new Int32Array(0)
  const agree = (a: number, b: number) => words.every((keys) => keys[a] === keys[b])
  const compare = (a: number, b: number) =>
    compareBytes(text.bytes, text.starts[a] as number, ends[a] as number, text.starts[b] as number, ends[b] as number)
  const ranks = new Uint32Array(rows)
  let rank = 0
  let sinceLastPause = 0
  for (let from = 0; from < rows; ) {
    const first = sorted[from] as number
    let to = from + 1
    while (to < rows && agree(first, sorted[to] as number)) to++
    const group = sorted.subarray(from, to)
    if (to - from > 1) group.sort((a, b) => compare(a, b) || a - b)
    group.forEach((row, i) => {
      if (i > 0 && compare(group[i - 1] as number, row) !== 0) rank++
      ranks[row] = rank
    })
    rank++
    sinceLastPause += to - from
    from = to
    if (sinceLastPause > 20_000) {
      sinceLastPause = 0
      await pause()
    }
  }
  return ranks
}

/** Four bytes as a number that orders as they do; a text that ends before them is smaller. */
function wordAt(text: TitleText, from: number, end: number): number {
  let value = 0
  for (let i = 0; i < 4; i++) value = value * 256 + (from + i < end ? (text.bytes[from + i] as number) : 0)
  return value
}

function compareBytes(bytes: Uint8Array, aStart: number, aEnd: number, bStart: number, bEnd: number): number {
  const shared = Math.min(aEnd - aStart, bEnd - bStart)
  for (let i = 0; i < shared; i++) {
    const difference = (bytes[aStart + i] as number) - (bytes[bStart + i] as number)
    if (difference !== 0) return difference
  }
  return aEnd - aStart - (bEnd - bStart)
}
