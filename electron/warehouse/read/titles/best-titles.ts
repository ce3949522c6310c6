import type { Search } from '../../../../shared/filter/search-fold.ts'
import type { CodedColumn } from '../columns/film-columns.ts'
import type { Found, TitleText } from './title-text.ts'

/** Where none of the ranks 0 to 2 is: a term stands within a word. */
const within = 3

/**
 * The best of the rows that a search found: titles that are the text (0), then that begin with it (1), then in which every term begins
 * a word (2), then the rest (3); in each the best rated, of equal ones the newest film (the highest id). Other ways to write a title, and
 * the English one, count as the title does.
 *
 * @param ratings a code for each row; a higher one is a better rating, 0 is unknown
 */
export function bestTitles(
  titles: TitleText,
  ratings: CodedColumn<number>['codes'],
  { passes, total }: Found,
  { terms, wholes }: Search,
  limit: number,
): number[] {
  if (total === 0) return []
  const needles = wholes.map((whole) => new TextEncoder().encode(whole))
  const begun = terms.length === 0 ? passes : titles.scan(terms, true).passes
  const best = [0, 1, 2, within].map(() => new Best(limit))
  for (let row = passes.length - 1; row >= 0; row--) {
    if (passes[row] === 0) continue
    const rank = begun[row] === 1 ? bestRank(titles, row, needles) : within
    best[rank]?.offer(row, ratings[row] as number)
  }
  return best.flatMap(({ rows }) => rows).slice(0, limit)
}

/** As `lineRank`, of the text that a row stands to best. */
function bestRank(titles: TitleText, row: number, needles: readonly Uint8Array[]): number {
  let best = 2
  for (const needle of needles) best = Math.min(best, titles.lineRank(row, needle))
  return best
}

/** The best rated of the rows that are offered, which come in falling order, so that of equal ones the first stay before. */
class Best {
  readonly rows: number[] = []
  readonly #ratings: number[] = []
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  offer(row: number, rating: number): void {
    const { rows } = this
    let at = rows.length
    if (at === this.#limit && (this.#ratings[at - 1] as number) >= rating) return
    while (at > 0 && (this.#ratings[at - 1] as number) < rating) at--
    rows.splice(at, 0, row)
    this.#ratings.splice(at, 0, rating)
    if (rows.length <= this.#limit) return
    rows.pop()
    this.#ratings.pop()
  }
}
