import type { Overview } from '../../../shared/contract/explore.ts'
import { emptyFilter, type MovieFilter } from '../../../shared/filter.ts'
import { type MovieSort, movieColumnKeys, movieSortSchema } from '../../../shared/sort.ts'
import { foldTitle, searchTerms } from '../search-fold.ts'
import { countFacets, type Decades, decadesOf, type FacetCounts } from './facet-counts.ts'
import { type FilmColumns, rowOf } from './film-columns.ts'
import { FilterMask, filterKey } from './filter-mask.ts'
import { sortedRows } from './order.ts'
import { overviewOf } from './overview.ts'
import { Recent } from './recent.ts'
import type { TitleText } from './title-text.ts'

/** The titles of a gold version: needed by search and by the sort by title, and loaded after the columns. */
export interface Titles {
  text: TitleText
  ranks: Uint32Array
}

/** Film ids that a clause on a run keeps; asked once for each run and kind. */
export type RunLookup = (run: NonNullable<MovieFilter['run']>) => readonly number[]

/**
 * Filters, counts, sorts and searches the films of one published gold in memory. Answers are kept until the next
 * publication replaces the engine.
 */
export class FilmEngine {
  readonly columns: FilmColumns
  readonly decades: Decades
  #titles: Titles | null = null
  readonly #mask: FilterMask
  #all: FacetCounts | null = null
  readonly #overviews = new Recent<Overview>(16)
  readonly #sorted = new Recent<Int32Array>(2 * movieColumnKeys.length)
  readonly #results = new Recent<Int32Array>(4)
  readonly #searches = new Recent<Uint8Array>(6)
  readonly #runs = new Recent<Uint8Array>(6)
  #lastSearch: { terms: string[]; passes: Uint8Array } | null = null

  constructor(columns: FilmColumns, runLookup: RunLookup) {
    this.columns = columns
    this.decades = decadesOf(columns)
    this.#mask = new FilterMask(columns, {
      search: (text) => this.#search(text),
      run: (run) => this.#runs.get(JSON.stringify(run), () => this.#rowsOf(runLookup(run))),
    })
  }

  /** Hands in the titles once they are loaded. */
  setTitles(titles: Titles): void {
    this.#titles = titles
  }

  /** Sorts by every column and filters once, before anybody waits for it. */
  async prepare(pause: () => Promise<void>): Promise<void> {
    for (const key of movieSortSchema.shape.key.options) {
      for (const dir of ['asc', 'desc'] as const) {
        this.#sortedBy({ key, dir })
        await pause()
      }
    }
    this.unfiltered()
    await pause()
    this.overview({ ...emptyFilter(), genres: { any: [1], all: [], none: [] }, languages: { any: [], none: [''] } })
  }

  /** Whether a request can be answered before the titles are there. */
  needsTitles(filter: MovieFilter, sort?: MovieSort): boolean {
    return this.#titles === null && (searchTerms(filter.search).length > 0 || sort?.key === 'title')
  }

  /** Every linked chart, the figures and the counts of a filter. */
  overview(filter: MovieFilter): Overview {
    return this.#overviews.get(filterKey(filter), () => {
      const active = this.#mask.apply(filter)
      const all = this.unfiltered()
      const counts = active.length === 0 ? all : countFacets(this.columns, this.decades, this.#mask.bytes)
      return overviewOf(this.columns, this.decades, counts, all, active)
    })
  }

  /** Counts of the whole catalogue. */
  unfiltered(): FacetCounts {
    this.#all ??= countFacets(this.columns, this.decades, null)
    return this.#all
  }

  /** The rows that pass a filter, in the order of a sort. Not to be changed by the caller. */
  rows(filter: MovieFilter, sort: MovieSort): Int32Array {
    return this.#results.get(`${sort.key} ${sort.dir}\u0000${filterKey(filter)}`, () => {
      const sorted = this.#sortedBy(sort)
      if (this.#mask.apply(filter).length === 0) return sorted
      const { bytes } = this.#mask
      const passing = new Int32Array(sorted.length)
      let length = 0
      for (let i = 0; i < sorted.length; i++) {
        const row = sorted[i] as number
        if (bytes[row] === 0) passing[length++] = row
      }
      return passing.slice(0, length)
    })
  }

  /** Where a film stands among the rows of a filter and sort; null when it is not among them. */
  locate(filter: MovieFilter, sort: MovieSort, movieId: number): number | null {
    const row = rowOf(this.columns, movieId)
    if (row < 0) return null
    const index = this.rows(filter, sort).indexOf(row)
    return index < 0 ? null : index
  }

  /** The films whose titles hold every term of a text: how many, and the best of them, best first. */
  searchTitles(text: string, limit: number): { total: number; rows: number[] } {
    const terms = searchTerms(text)
    const titles = this.#titles
    if (terms.length === 0 || titles === null) return { total: 0, rows: [] }
    const passes = this.#search(text)
    const whole = new TextEncoder().encode(foldTitle(text).replaceAll('"', ''))
    // A bucket for each rank, filled from the newest film (the highest id) on.
    const best: [number[], number[], number[], number[]] = [[], [], [], []]
    let total = 0
    for (let row = passes.length - 1; row >= 0; row--) {
      if (passes[row] === 0) continue
      total++
      const bucket = best[titles.text.rank(row, whole, best[2].length >= limit) as 0 | 1 | 2 | 3]
      if (bucket.length < limit) bucket.push(row)
    }
    return { total, rows: best.flat().slice(0, limit) }
  }

  #sortedBy(sort: MovieSort): Int32Array {
    return this.#sorted.get(`${sort.key} ${sort.dir}`, () =>
      sortedRows(this.columns, sort, this.#titles?.ranks ?? new Uint32Array(0)),
    )
  }

  #search(text: string): Uint8Array {
    const terms = searchTerms(text)
    return this.#searches.get(terms.join('\u0000'), () => {
      if (this.#titles === null) throw new Error('titles were asked for before they were loaded')
      const last = this.#lastSearch
      const narrows = last?.terms.every((old) => terms.some((term) => term.includes(old)))
      const passes = this.#titles.text.scan(terms, narrows && last ? last.passes : null)
      this.#lastSearch = { terms, passes }
      return passes
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
