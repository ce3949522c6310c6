import type { Search } from '../../../../shared/search-fold.ts'
import type { FilmColumns } from './film-columns.ts'
import { sortByKey } from './sort-keys.ts'
import type { Found, TitleText } from './title-text.ts'

/** Where none of the ranks 0 to 2 is: a term stands within a word. */
const within = 3

/**
 * The best of the rows that a search found: titles that are the text (0), then that begin with it (1), then in which every term begins
 * a word (2), then the rest (3); in each as `byRating` has them. Other ways to write a title, and the English one, count as the title does.
 *
 * @param byRating all rows, the best first
 */
export function bestTitles(
  titles: TitleText,
  byRating: Int32Array,
  { passes, total }: Found,
  { terms, whole }: Search,
  limit: number,
): number[] {
  if (total === 0) return []
  const needle = new TextEncoder().encode(whole)
  const begun = titles.scan(terms, true).passes
  /** The rank of each row, one higher; 0 = not found. */
  const ranks = new Uint8Array(passes.length)
  const counts = [0, 0, 0, 0]
  for (let row = 0; row < passes.length; row++) {
    if (passes[row] === 0) continue
    const rank = begun[row] === 1 ? titles.lineRank(row, needle) : within
    ranks[row] = rank + 1
    counts[rank] = (counts[rank] as number) + 1
  }
  let left = Math.min(limit, total)
  const wanted = counts.map((count) => {
    const taken = Math.min(left, count)
    left -= taken
    return taken
  })
  const best: number[][] = wanted.map(() => [])
  let missing = Math.min(limit, total)
  for (let i = 0; i < byRating.length && missing > 0; i++) {
    const row = byRating[i] as number
    const rank = (ranks[row] as number) - 1
    if (rank < 0) continue
    const rows = best[rank] as number[]
    if (rows.length === wanted[rank]) continue
    rows.push(row)
    missing--
  }
  return best.flat()
}

/** All rows, the best rated first and those without a rating last; of equal ones the newest film (the highest id) first. */
export function bestRated({ rows, of: { rating } }: FilmColumns): Int32Array {
  const newest = Int32Array.from({ length: rows }, (_, i) => rows - 1 - i)
  // Codes ascend by value, and 0 is unknown.
  const most = rating.values.length
  return sortByKey(
    Uint32Array.from(rating.codes, (code) => most - code),
    newest,
  )
}
