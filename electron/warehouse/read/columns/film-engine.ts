import type { Overview } from '../../../../shared/contract/explore.ts'
import { addingDimensions, emptyFilter, filterKey, type MovieFilter } from '../../../../shared/filter/filter.ts'
import { isEmptySearch, readSearch } from '../../../../shared/filter/search-fold.ts'
import { type MovieOrder, type MovieSort, movieColumnKeys, movieSortSchema } from '../../../../shared/filter/sort.ts'
import { readsTitles, sortedRows } from '../order/order.ts'
import { bestTitles } from '../titles/best-titles.ts'
import type { Found, TitleText } from '../titles/title-text.ts'
import { type CountIndex, type Counts, countAll, countIndex } from './counts.ts'
import { type FilmColumns, rowOf, rowsOfCode } from './film-columns.ts'
import { FilterMask } from './filter-mask.ts'
import { overviewOf } from './overview.ts'
import { Recent } from './recent.ts'

/** The titles of a gold version: needed by search and by orders, whose ties they break, and loaded after the columns. */
export interface Titles {
  text: TitleText
  ranks: Uint32Array
}

const byTitle: readonly MovieSort[] = [{ key: 'title', dir: 'asc' }]

function orderKey(order: MovieOrder): string {
  return order.map(({ key, dir }) => `${key} ${dir}`).join('\n')
}

/** Film ids that a clause on a run keeps; asked once for each run and kind. */
export type RunLookup = (run: NonNullable<MovieFilter['run']>) => readonly number[]

/**
 * Filters, counts, sorts and searches the films of one published gold in memory. Answers are kept until the next
 * publication replaces the engine.
 */
export class FilmEngine {
  readonly columns: FilmColumns
  readonly index: CountIndex
  #titles: Titles | null = null
  readonly #mask: FilterMask
  /** Where results are gathered before their length is known. */
  readonly #scratch: Int32Array
  #all: Counts | null = null
  readonly #overviews = new Recent<Overview>(16)
  readonly #sorted = new Recent<Int32Array>(2 * movieColumnKeys.length)
  /** Orders of several keys, apart from those that were sorted before anybody waited. */
  readonly #sortedBySeveral = new Recent<Int32Array>(8)
  readonly #results = new Recent<Int32Array>(4)
  readonly #searches = new Recent<Found>(6)
  readonly #runs = new Recent<Uint8Array>(6)

  constructor(columns: FilmColumns, runLookup: RunLookup) {
    this.columns = columns
    this.index = countIndex(columns)
    this.#scratch = new Int32Array(columns.rows)
    this.#mask = new FilterMask(columns, {
      search: (text) => this.#search(text).passes,
      run: (run) => this.#runs.get(JSON.stringify(run), () => this.#rowsOf(runLookup(run))),
    })
  }

  /** Null while they are not loaded. */
  get titles(): Titles | null {
    return this.#titles
  }

  /** Hands in the titles once they are loaded. */
  setTitles(titles: Titles): void {
    this.#titles = titles
  }

  /**
   * Sorts by every column before anybody waits for it, and goes through what a person may do first a few times, because the
   * first passes over a million films, not yet compiled, take twice as long.
   */
  async prepare(pause: () => Promise<void>): Promise<void> {
    this.unfiltered()
    for (const key of movieSortSchema.shape.key.options) {
      for (const dir of ['asc', 'desc'] as const) {
        this.#sortedBy([{ key, dir }])
        await pause()
      }
    }
    for (const year of [1950, 1980, 2000]) {
      const filter = emptyFilter()
      filter.where.year.in = [[year, year + 30]]
      filter.where.genre.none = [this.columns.of.genre.values[1] ?? '']
      this.overview(filter)
      await pause()
      this.rows(filter, [{ key: 'uploaded', dir: 'desc' }])
      await pause()
    }
    for (const text of ['e', 'of', 'a e', '"of the"', 'the', 'in']) {
      this.searchTitles(text, 20)
      await pause()
    }
  }

  /** Whether a request can be answered before the titles are there. */
  needsTitles(filter: MovieFilter, order?: MovieOrder): boolean {
    if (this.#titles !== null) return false
    return !isEmptySearch(readSearch(filter.search)) || (order !== undefined && readsTitles(order))
  }

  /** Every linked chart, the figures and the counts of a filter. */
  overview(filter: MovieFilter): Overview {
    return this.#overviews.get(filterKey(filter), () => {
      const active = this.#mask.apply(filter)
      const all = this.unfiltered()
      const counts =
        active.length === 0
          ? all
          : countAll(this.columns, this.index, this.#mask.masks, this.#scratch, addingDimensions(filter))
      return overviewOf(this.columns, this.index, counts, all, active)
    })
  }

  /** Counts of the whole catalogue. */
  unfiltered(): Counts {
    this.#all ??= countAll(this.columns, this.index, null, this.#scratch)
    return this.#all
  }

  /** The rows that pass a filter, in an order. Not to be changed by the caller. */
  rows(filter: MovieFilter, order: MovieOrder): Int32Array {
    return this.#results.get(`${orderKey(order)}\u0000${filterKey(filter)}`, () => {
      const sorted = this.#sortedBy(order)
      if (this.#mask.apply(filter).length === 0) return sorted
      const { masks } = this.#mask
      const passing = this.#scratch
      let length = 0
      for (let i = 0; i < sorted.length; i++) {
        const row = sorted[i] as number
        // Written always and kept by counting on, 1 for a mask of 0: a branch would be foretold wrongly half the time.
        passing[length] = row
        length += ((masks[row] as number) - 1) >>> 31
      }
      return passing.slice(0, length)
    })
  }

  /** Where a film stands among the rows of a filter and an order; null when it is not among them. */
  locate(filter: MovieFilter, order: MovieOrder, movieId: number): number | null {
    const row = rowOf(this.columns, movieId)
    if (row < 0) return null
    const index = this.rows(filter, order).indexOf(row)
    return index < 0 ? null : index
  }

  /** The films whose titles hold every term of a text, or which have the IMDb code that it is: how many, and the best, best first. */
  searchTitles(text: string, limit: number): { total: number; rows: number[] } {
    const search = readSearch(text)
    const titles = this.#titles
    if (isEmptySearch(search) || titles === null) return { total: 0, rows: [] }
    const found = this.#search(text)
    return { total: found.total, rows: bestTitles(titles.text, this.columns.of.rating.codes, found, search, limit) }
  }

  /** 1 for each row whose title has what was typed, or whose IMDb code it is. Titles must be loaded where it is a text. */
  titlesWith(text: string): Uint8Array {
    return isEmptySearch(readSearch(text)) ? new Uint8Array(this.columns.rows) : this.#search(text).passes
  }

  /** Sorted by the least important key first: each further one leaves its ties as they stand. */
  #sortedBy(order: MovieOrder): Int32Array {
    const [first, ...rest] = order
    if (!first) throw new Error('an order without keys')
    const kept = rest.length === 0 ? this.#sorted : this.#sortedBySeveral
    return kept.get(orderKey(order), () => {
      const alone = first.key === 'title' || first.key === 'movie_id'
      const ties = rest.length > 0 ? this.#sortedBy(rest) : alone ? null : this.#sortedBy(byTitle)
      return sortedRows(this.columns, first, this.#titles?.ranks ?? new Uint32Array(0), ties)
    })
  }

  #search(text: string): Found {
    const { imdb, terms } = readSearch(text)
    return this.#searches.get(JSON.stringify([imdb, terms]), () => {
      if (imdb !== null) return rowsOfCode(this.columns, imdb)
      if (this.#titles === null) throw new Error('titles were asked for before they were loaded')
      return this.#titles.text.scan(terms)
    })
  }

  #rowsOf(movieIds: readonly number[]): Uint8Array {
    const passes = new Uint8Array(this.columns.rows)
    for (const id of movieIds) {
      const row = rowOf(this.columns, id)
      if (row >= 0) passes[row] = 1
    }
    return passes
  }
}
