import type { PageSource } from '../fetch/page-source.ts'
import { findEnd, NoFilms, type SourceEnd } from './end-finder.ts'

/** How often a silent page is asked for again, with growing pauses: four are some seconds in all. */
export const ROUNDS = 4

export interface CertainEndOptions {
  known: { page: number; k: number } | null
  twice: boolean
  /** Films by which the source's count is known to be too high (or, negative, too low). */
  offset: number
}

/**
 * Finds the last page that has films, and does not believe in it while the source counts more films than its pages hold: what lies
 * beyond is asked for again, for seconds. A first page without films is asked for again likewise.
 *
 * @throws what `findEnd` throws
 */
export async function findCertainEnd(
  source: PageSource,
  limit: number,
  { offset, ...options }: CertainEndOptions,
): Promise<SourceEnd> {
  let end: SourceEnd | null = null
  for (let round = 1; ; round++) {
    try {
      end ??= await findEnd(source, limit, options)
    } catch (error) {
      if (!(error instanceof NoFilms) || round > ROUNDS) throw error
    }
    const claimed = end ? claimedPages(source, end, offset) : 0
    if (end && (claimed <= end.lastPage || round > ROUNDS)) return end
    await source.rest(round)
    if (!end) continue
    const pages = [...new Set([end.lastPage + 1, claimed])]
    const { k } = end
    const responses = await Promise.all(pages.map((page) => source.read(page, k)))
    // It has spoken again: everything is looked at anew.
    if (responses.some(({ response }) => response.rows.length > 0)) {
      end = await findEnd(source, limit, { known: null, twice: options.twice })
    }
  }
}

/** The pages that the films would fill which the source says it has. */
function claimedPages(source: PageSource, { k, lastPage }: SourceEnd, offset: number): number {
  const films = source.claims.last
  return films === null ? lastPage : Math.ceil((films - offset) / k)
}

/** Films that the source counts beyond what the pages up to its end can hold. */
export function excessOf(source: PageSource, { k, lastPage }: SourceEnd): number {
  return Math.max(0, (source.claims.last ?? 0) - lastPage * k)
}
