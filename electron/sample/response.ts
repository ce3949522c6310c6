import type { Catalogue, SortKey } from './catalogue/catalogue.ts'
import { SORT_KEYS } from './catalogue/catalogue.ts'
import type { SampleFilm } from './catalogue/film.ts'

/** What `list_movies.json` answers, as the real API does: defaults, caps, and no `movies` key past the end. */

/** The path of the one endpoint. */
export const LIST_PATH = '/api/v2/list_movies.json'
/** Rows a page without a `limit`, and at most. */
const DEFAULT_LIMIT = 20
const MAX_LIMIT = 50

/** A request's parameters after the API's own corrections. */
export interface ListQuery {
  page: number
  limit: number
  sortBy: SortKey
  descending: boolean
}

/** The envelope of a response. */
export interface ListResponse {
  status: 'ok'
  status_message: string
  data: { movie_count: number; limit: number; page_number: number; movies?: SampleFilm[] }
  '@meta': {
    server_time: number
    server_timezone: string
    api_version: number
    execution_time: string
    /** Only in responses of this server over invented films: tells a client that the films are not real. */
    sample?: true
  }
}

/** Reads the parameters: `limit` 20 unless given, 1 to 50; `page` 0 or nonsense is 1; newest first unless `asc`. */
export function parseListQuery(parameters: URLSearchParams): ListQuery {
  const limit = wholeNumber(parameters.get('limit')) ?? DEFAULT_LIMIT
  const sortBy = parameters.get('sort_by') ?? 'date_added'
  return {
    page: Math.max(1, wholeNumber(parameters.get('page')) ?? 1),
    limit: Math.min(MAX_LIMIT, Math.max(1, limit)),
    sortBy: SORT_KEYS.find((key) => key === sortBy) ?? 'date_added',
    descending: parameters.get('order_by')?.toLowerCase() !== 'asc',
  }
}

/**
 * Answers one page. `rankOf` may bend the order of `places` rows (the faults `unordered` and `twice`); the server time is derived from the newest
 * film, not from a clock, so that equal catalogues give equal bytes.
 */
export function listResponse(
  catalogue: Catalogue,
  query: ListQuery,
  rankOf: (rank: number) => number = (rank) => rank,
  places = catalogue.size,
): ListResponse {
  const { page, limit, sortBy, descending } = query
  const movies: SampleFilm[] = []
  for (let row = (page - 1) * limit; row < Math.min(page * limit, places); row++) {
    const rank = rankOf(row)
    const film = catalogue.at(descending ? catalogue.size - 1 - rank : rank, sortBy)
    if (film) movies.push(film)
  }
  const newest = catalogue.idAt(catalogue.size - 1)
  return {
    status: 'ok',
    status_message: catalogue.generated ? 'Query was successful (sample catalogue)' : 'Query was successful',
    data: {
      movie_count: catalogue.size,
      limit,
      page_number: page,
      ...(movies.length > 0 ? { movies } : {}),
    },
    '@meta': {
      server_time: (newest === undefined ? 0 : (catalogue.uploadedAt(newest) ?? 0)) + 3600,
      server_timezone: 'CET',
      api_version: 2,
      execution_time: '0.01 ms',
      ...(catalogue.generated ? { sample: true as const } : {}),
    },
  }
}

function wholeNumber(text: string | null): number | undefined {
  if (text === null || !/^-?\d{1,9}$/.test(text.trim())) return undefined
  return Number(text)
}
