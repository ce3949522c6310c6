import { KnownError } from '../../../shared/ipc/result.ts'
import type { PageSource } from '../fetch/page-source.ts'
import type { ListResponse } from '../response/response.ts'

/** What probing found out about the source. */
export interface SourceEnd {
  /** Page size as the API applies it. */
  k: number
  /** The last page that has films. */
  lastPage: number
  movieCount: number | null
  isSample: boolean
  /** False: the page after the last one was found empty once, not twice; whoever relies on it asks again. */
  certain: boolean
}

/** The page size of the source is not what the plan was made for. */
export class PageSizeChanged extends Error {
  readonly k: number

  constructor(k: number) {
    super(`the API answers ${k} films a page now`)
    this.k = k
  }
}

/** A catalogue of a hundred million films has two million pages. Anything beyond is a lie. */
const MAX_PAGE = 10_000_000
/** Questions after which the end is not found: halving ten million pages takes two dozen, a count that lies a few more. */
const MAX_LOOKS = 200

/**
 * Finds the last page that has films. `movie_count` is only where the search begins: the end is a page without films
 * (asked twice when `twice`) after one that has some. `known` is the last page of an earlier load at the same page size:
 * when nothing was added since, one empty response after it is all that is asked here.
 *
 * The last page itself is to be read after this, not before: a film that a deletion moves onto it must not be missed.
 */
export async function findEnd(
  source: PageSource,
  limit: number,
  options: { known: { page: number; k: number } | null; twice: boolean },
): Promise<SourceEnd> {
  const facts = { k: limit, movieCount: null as number | null, isSample: false }
  let looks = 0
  const look = async (page: number): Promise<number> => {
    if (++looks > MAX_LOOKS) throw endNotFound()
    const { response } = await source.read(page, facts.k)
    if (page > 1 && response.limit !== facts.k && facts.movieCount !== null) throw new PageSizeChanged(response.limit)
    const movieCount = response.movieCount ?? facts.movieCount
    Object.assign(facts, { k: response.limit, movieCount, isSample: response.isSample })
    return response.rows.length
  }
  const done = (lastPage: number, certain: boolean): SourceEnd => ({ ...facts, lastPage, certain })

  let full = 0
  let empty = Number.POSITIVE_INFINITY
  const { known } = options
  if (known && known.k === limit && known.page > 0) {
    const rows = await look(known.page + 1)
    if (facts.k === known.k) {
      if (rows > 0) full = known.page + 1
      else if (!options.twice) return done(known.page, false)
      else empty = known.page + 1
    }
  }
  if (full === 0) {
    if ((await look(1)) === 0) throw new NoFilms(facts.movieCount)
    full = 1
  }
  const hint = Math.ceil((facts.movieCount ?? 0) / facts.k)
  const isHintUsable = hint > full && hint < empty && hint < MAX_PAGE
  if (isHintUsable && options.twice) {
    // The usual case in one round trip: the hint is right, and both responses after it are empty.
    const rows = await Promise.all([look(hint), look(hint + 1), look(hint + 1)])
    if (rows[0] > 0 && rows[1] === 0 && rows[2] === 0) return done(hint, true)
    if (rows[1] > 0 || rows[2] > 0) full = hint + 1
    else if (rows[0] > 0) full = hint
    else empty = hint
  }
  let step = 1
  let next = isHintUsable && !options.twice ? hint : full + 1
  if (empty === hint) next = Math.max(full + 1, hint - 1)
  for (;;) {
    while (empty > full + 1) {
      const page = Math.min(next, empty - 1)
      if ((await look(page)) > 0) {
        full = page
        if (full > MAX_PAGE) throw new KnownError('source_failed', 'The API has films on every page: it has no end.')
        next = empty === Number.POSITIVE_INFINITY ? full + step : Math.floor((full + empty) / 2)
        step *= 2
      } else {
        empty = page
        // The count is often a little too high: look just below before halving.
        next = empty - full > 8 && page === hint ? empty - 1 : Math.floor((full + empty) / 2)
      }
    }
    if (!options.twice || (await look(full + 1)) === 0) return done(full, options.twice)
    full += 1
    empty = Number.POSITIVE_INFINITY
    step = 1
    next = full + 1
  }
}

/** A source that has less than this share of the confirmed films has a fault, or somebody must agree that it is so. */
const SHRUNK_BELOW = 0.95

/** Throws KnownError `source_shrank` when the pages cannot hold the films that completed runs have confirmed. */
export function assertNotShrunk(end: SourceEnd, confirmed: number): void {
  const films = end.lastPage * end.k
  if (films >= confirmed * SHRUNK_BELOW) return
  throw new KnownError(
    'source_shrank',
    `The API now has at most ${films.toLocaleString('en-US')} films, but ${confirmed.toLocaleString('en-US')} are known. Nothing was changed. If they were really removed, agree to it (command line: sync --full --accept-removals).`,
    { films, confirmed },
  )
}

/** The error for a source that grows at least as fast as its end is looked for. */
function endNotFound(): KnownError {
  return new KnownError(
    'source_failed',
    'The catalogue grows as fast as its end is looked for. Nothing was changed; try again later, with more films a page (limit).',
  )
}

/** The first page of the source is empty. */
export class NoFilms extends KnownError {
  constructor(movieCount: number | null) {
    const claim = movieCount ? `, though it says it has ${movieCount.toLocaleString('en-US')}` : ''
    super('source_failed', `The API answered no films at all${claim}. Nothing was changed; try again later.`)
  }
}

/**
 * Makes the check of an empty page inside a plan: resolves with why it cannot be the end (a sentence to retry with), or null. One
 * empty response proves nothing: the pages after it must be empty too, and the first one must not, for a source whose database
 * is away answers every page so.
 *
 * @param removalsAccepted a person agreed that a shrunken source is true
 * @throws KnownError `source_shrank` when the catalogue lost more than a twentieth, and more than a page, since it was planned
 */
export function emptyPageCheck(
  source: PageSource,
  plan: { k: number; lastPage: number },
  removalsAccepted: boolean,
): (page: number, response: ListResponse) => Promise<string | null> {
  return async (page, response) => {
    if (response.limit !== plan.k) throw new PageSizeChanged(response.limit)
    if (response.rows.length > 0) return null
    const others = [page + 1, plan.lastPage].filter((other, index, all) => other > page && all.indexOf(other) === index)
    for (const other of others) {
      const beyond = await source.read(other, plan.k)
      if (beyond.response.rows.length > 0) return `Page ${page} is empty though page ${other} is not.`
    }
    const again = await source.read(page, plan.k)
    if (again.response.rows.length > 0) return `Page ${page} was empty once and is not any more.`
    const first = page === 1 ? again : await source.read(1, plan.k)
    if (first.response.rows.length === 0) return 'The API answers no films at all.'
    if (!removalsAccepted) assertEndNear(page, plan)
    return null
  }
}

/** Throws when the end, now before `page`, is far from where it was planned. */
function assertEndNear(page: number, { k, lastPage }: { k: number; lastPage: number }): void {
  const before = (lastPage - 1) * k + 1
  const now = (page - 1) * k
  if (before - now <= Math.max(k, before * (1 - SHRUNK_BELOW))) return
  throw new KnownError(
    'source_shrank',
    `The API now has at most ${now.toLocaleString('en-US')} films, but had ${before.toLocaleString('en-US')} when this load began. Nothing was published. If they were really removed, agree to it (command line: sync --full --accept-removals).`,
    { films: now, confirmed: before },
  )
}
