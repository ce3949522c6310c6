import { isEmptyRange, type MovieFilter, type RangeClause, rangeMatches } from '../../../shared/filter.ts'
import type { CodedColumn, FilmColumns } from './film-columns.ts'

/** One bit a clause of the filter: a row's byte holds the clauses it fails, so 0 means that it passes. */
export const clauseBits = {
  genres: 1,
  year: 2,
  rating: 4,
  runtime: 8,
  uploaded: 16,
  languages: 32,
  search: 64,
  run: 128,
} as const
export type Clause = keyof typeof clauseBits
const clauses = Object.keys(clauseBits) as Clause[]

/** Finds the rows of the clauses that need more than the columns: 1 = the row passes. */
export interface RowLookups {
  search(text: string): Uint8Array
  run(run: NonNullable<MovieFilter['run']>): Uint8Array
}

/**
 * Which clauses each film fails, kept from one filter to the next: setting a filter passes over the films once for each
 * clause that is different from before, and not at all for the others.
 */
export class FilterMask {
  /** The byte of each row; see `clauseBits`. Valid until the next `apply`. */
  readonly bytes: Uint8Array
  /** The same bytes four at a time. */
  readonly #words: Uint32Array
  readonly #columns: FilmColumns
  readonly #lookups: RowLookups
  readonly #applied = new Map<Clause, string>()

  constructor(columns: FilmColumns, lookups: RowLookups) {
    this.#words = new Uint32Array(Math.ceil(columns.rows / 4))
    this.bytes = new Uint8Array(this.#words.buffer, 0, columns.rows)
    this.#columns = columns
    this.#lookups = lookups
  }

  /** Brings the bytes up to date with a filter. Returns the clauses that restrict anything. */
  apply(filter: MovieFilter): Clause[] {
    const active: Clause[] = []
    for (const clause of clauses) {
      const key = clauseKey(filter, clause)
      if (key !== '') active.push(clause)
      if (key === (this.#applied.get(clause) ?? '')) continue
      if (key === '') this.#clear(clauseBits[clause])
      else this.#set(filter, clause)
      this.#applied.set(clause, key)
    }
    return active
  }

  #set(filter: MovieFilter, clause: Clause): void {
    const columns = this.#columns
    const bit = clauseBits[clause]
    switch (clause) {
      case 'genres':
        this.#byCode(
          bit,
          columns.genreSets.codes,
          columns.genreSets.members.map((ids) => genresMatch(filter.genres, ids)),
        )
        break
      case 'languages':
        this.#byCode(
          bit,
          columns.language.codes,
          columns.language.values.map((code) => languageMatches(filter.languages, code ?? '')),
        )
        break
      case 'search':
        this.#byRow(bit, this.#lookups.search(filter.search))
        break
      case 'run':
        if (filter.run) this.#byRow(bit, this.#lookups.run(filter.run))
        break
      default:
        this.#byCode(bit, columns[clause].codes, rangeTable(filter[clause], columns[clause]))
    }
  }

  #byCode(bit: number, codes: Uint16Array | Uint32Array, passes: boolean[]): void {
    const failed = Uint8Array.from(passes, (pass) => (pass ? 0 : bit))
    const { bytes } = this
    const keep = 0xff & ~bit
    for (let row = 0; row < bytes.length; row++) {
      bytes[row] = ((bytes[row] as number) & keep) | (failed[codes[row] as number] as number)
    }
  }

  #byRow(bit: number, passes: Uint8Array): void {
    const { bytes } = this
    const keep = 0xff & ~bit
    for (let row = 0; row < bytes.length; row++) {
      // 1 - 1 sets nothing and 0 - 1 the bit, without a branch to be foretold wrongly.
      bytes[row] = ((bytes[row] as number) & keep) | (((passes[row] as number) - 1) & bit)
    }
  }

  #clear(bit: number): void {
    const words = this.#words
    const keep = ~(bit * 0x01010101)
    for (let i = 0; i < words.length; i++) words[i] = (words[i] as number) & keep
  }
}

/** Equal text for clauses that keep the same films; empty for one that keeps all. */
function clauseKey(filter: MovieFilter, clause: Clause): string {
  switch (clause) {
    case 'genres':
      return filter.genres.any.length + filter.genres.all.length + filter.genres.none.length === 0
        ? ''
        : JSON.stringify(filter.genres)
    case 'languages':
      return filter.languages.any.length + filter.languages.none.length === 0 ? '' : JSON.stringify(filter.languages)
    case 'search':
      return filter.search.trim()
    case 'run':
      return filter.run ? JSON.stringify(filter.run) : ''
    default:
      return isEmptyRange(filter[clause]) ? '' : JSON.stringify(filter[clause])
  }
}

/** Equal text for filters that keep the same films. */
export function filterKey(filter: MovieFilter): string {
  return clauses.map((clause) => clauseKey(filter, clause)).join('\u0000')
}

function rangeTable(clause: RangeClause, column: CodedColumn<number>): boolean[] {
  return column.values.map((value) => rangeMatches(clause, value))
}

function genresMatch({ any, all, none }: MovieFilter['genres'], ids: readonly number[]): boolean {
  if (any.length > 0 && !any.some((id) => ids.includes(id))) return false
  return all.every((id) => ids.includes(id)) && !none.some((id) => ids.includes(id))
}

function languageMatches({ any, none }: MovieFilter['languages'], code: string): boolean {
  if (any.length > 0 && !any.includes(code)) return false
  return !none.includes(code)
}
