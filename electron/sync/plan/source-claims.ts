import type { ListResponse } from '../response/response.ts'

/** No catalogue of films has more: a count above it is a lie. */
const MOST_FILMS = 10_000_000
const FEW_FILMS = 5

/** A count that may be true; null for none, zero, a negative or an absurd one. */
function plausible(count: number | null): number | null {
  return count !== null && count > 0 && count <= MOST_FILMS ? count : null
}

/** By how many films a source's count may be off without meaning anything: a handful, or half a thousandth. */
export function wobble(count: number): number {
  return Math.max(FEW_FILMS, Math.ceil(count / 2000))
}

/** What the source said of its size while it was read. Only answers with films count: one without may come from a database that is away. */
export class SourceClaims {
  /** The latest plausible count. */
  last: number | null = null
  /** Whether it said different things: the catalogue moved. */
  moved = false
  #first: number | null = null

  note({ rows, movieCount }: ListResponse): void {
    const count = plausible(movieCount)
    if (rows.length === 0 || count === null) return
    this.moved ||= this.last !== null && this.last !== count
    this.#first ??= count
    this.last = count
  }

  /**
   * The films that it claims to have for as long as it was read: those that joined meanwhile wait for the next load, those that left cannot
   * be read. A single wrong count between the first and the last is no matter.
   */
  get throughout(): number | null {
    return this.#first === null || this.last === null ? null : Math.min(this.#first, this.last)
  }
}
