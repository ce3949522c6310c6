import { foldTitle } from '../search-fold.ts'
import type { Found, TitleText } from './title-text.ts'

/**
 * Matches, newest first, in which words that begin with the text are told from words that contain it; titles that are or begin
 * with it are found among all.
 */
const closelyRanked = 50_000

/**
 * The best of the rows that a search found: titles that are the text, then that begin with it, then with a word that begins
 * with it, then the rest; in each the newest film (the highest id) first.
 *
 * @param byTitle all rows in ascending order of their titles
 * @param limit fewer than `closelyRanked`
 */
export function bestTitles(
  titles: TitleText,
  byTitle: Int32Array,
  { passes, total }: Found,
  text: string,
  limit: number,
): number[] {
  const needle = new TextEncoder().encode(foldTitle(text).replaceAll('"', ''))
  const equal = new Newest(limit)
  const beginning = new Newest(limit)
  // Titles that begin with the text stand together, those that are it first.
  let at = firstFrom(titles, byTitle, needle, 0)
  const end = firstFrom(titles, byTitle, needle, 1)
  for (; at < end && titles.endsAfter(byTitle[at] as number, needle.length); at++) {
    const row = byTitle[at] as number
    if (equal.takes(row) && passes[row] === 1) equal.add(row)
  }
  for (; at < end; at++) {
    const row = byTitle[at] as number
    if (beginning.takes(row) && passes[row] === 1) beginning.add(row)
  }
  const best = [...equal.rows, ...beginning.rows].slice(0, limit)

  const byWord: number[] = []
  const rest: number[] = []
  let seen = 0
  const closely = Math.min(total, closelyRanked)
  for (let row = passes.length - 1; row >= 0 && seen < closely; row--) {
    if (best.length + byWord.length >= limit) break
    if (passes[row] === 0) continue
    seen++
    if (titles.compare(row, needle) === 0) continue
    if (titles.hasWord(row, needle)) byWord.push(row)
    else if (rest.length < limit) rest.push(row)
  }
  return [...best, ...byWord, ...rest].slice(0, limit)
}

/** The first place, in the order of titles, of one that compares to the text at least so. */
function firstFrom(titles: TitleText, byTitle: Int32Array, needle: Uint8Array, least: 0 | 1): number {
  let low = 0
  let high = byTitle.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (titles.compare(byTitle[middle] as number, needle) >= least) high = middle
    else low = middle + 1
  }
  return low
}

/** The highest rows of those offered, highest first. */
class Newest {
  readonly rows: number[] = []
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Whether a row would be among them. */
  takes(row: number): boolean {
    return this.rows.length < this.#limit || row > (this.rows.at(-1) as number)
  }

  add(row: number): void {
    const { rows } = this
    let at = rows.length
    while (at > 0 && (rows[at - 1] as number) < row) at--
    rows.splice(at, 0, row)
    if (rows.length > this.#limit) rows.pop()
  }
}
