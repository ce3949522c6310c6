import type { Inspection } from '../../../../shared/contract/film.ts'
import { decodeBody, moviesOf } from '../../bronze/bronze.ts'
import type { ReadableDb } from '../../file/connection.ts'
import { maskTorrents } from '../../masking/mask-torrents.ts'
import type { Codec } from '../../write/load-store.ts'

/** Longest JSON that is shown, in characters. */
const longestJson = 200_000
/** Decompressed pages beyond this are not opened: a real one has under 1 MiB. */
const largestBody = 64 * 1024 * 1024

/** A film as it was received, parsed, or why it cannot be had. */
export type ReceivedFilm = { row: Record<string, unknown> } | { reason: string }

/** Reads films from stored pages; a page is opened once for all films asked of this reader. */
export function bronzeReader(db: ReadableDb): (pageId: number, position: number) => ReceivedFilm {
  const read = db.prepare<[number], { codec: Codec; body: Buffer }>(
    'SELECT codec, body FROM bronze_page WHERE page_id = ?',
  )
  const pages = new Map<number, readonly unknown[] | string>()
  return (pageId, position) => {
    let page = pages.get(pageId)
    if (page === undefined) {
      page = filmsOf(read.get(pageId))
      pages.set(pageId, page)
    }
    if (typeof page === 'string') return { reason: page }
    const row = page[position]
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      return { reason: 'The stored page holds no film at this position.' }
    }
    return { row: row as Record<string, unknown> }
  }
}

/** The films of a stored page, or why they cannot be had. */
function filmsOf(page: { codec: Codec; body: Buffer } | undefined): readonly unknown[] | string {
  if (!page) return 'The page that this film came with is no longer kept.'
  try {
    return moviesOf(decodeBody(page.codec, page.body, largestBody))
  } catch {
    return 'The stored page cannot be read.'
  }
}

/** The received film for reading: pretty-printed, what leads to a download masked, cut when it is very long. */
export function shownJson(film: ReceivedFilm): Inspection['bronze'] {
  if ('reason' in film) return { json: null, reason: film.reason, truncated: false }
  const json = JSON.stringify(maskTorrents(film.row), null, 2)
  const truncated = json.length > longestJson
  return { json: truncated ? json.slice(0, longestJson) : json, reason: null, truncated }
}
