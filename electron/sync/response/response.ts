import { holdsUnseen, isAllowedApiUrl } from '../../../shared/api-address.ts'
import { filmRows, holdsTooMuch, isNothing, isWebPage, readBody } from '../../warehouse/bronze/response-body.ts'
import { maskText } from '../../warehouse/masking/mask-torrents.ts'
import { type PreparedRows, prepareRows } from '../../warehouse/silver/prepare-row.ts'

/** A sound response of `list_movies`; its rows are prepared to be stored. */
export interface ListResponse extends PreparedRows {
  /** What the API claims to have; a hint, never a proof. */
  movieCount: number | null
  /** Films a page as the API applied it. */
  limit: number
  isSample: boolean
  /** The address that `NOTICE: Base URL moving to …` announces, as a full list_movies address; null when none or unusable. */
  notice: { text: string; newUrl: string | null } | null
}

export type ParsedResponse =
  | { kind: 'ok'; response: ListResponse }
  /** Not what was asked for: worth another try, never "the end". `came`: what it is instead, to stand behind "answers with". */
  | { kind: 'bad'; came: string; webPage: boolean }
  /** Another site's API, as the clone sites answer. */
  | { kind: 'not_yts' }

const CLONE_SIGN = /moviesPerPage|Cannot read propert/i
/** Films on a page; the source gives 50 at most. */
const maxRows = 1000
const tooMuch = 'far more than a page of films'
const otherJson = 'JSON of another kind'
const ENDPOINT = 'list_movies.json'

/**
 * Reads the envelope of a response: JSON, status `ok`, the page that was asked for, `movies` a list or absent (see response-body.ts). Rows are
 * cleaned or refused one by one, and never make a response unsound. Never throws, whatever the text holds.
 */
export function parseResponse(text: string, asked: { page: number; limit: number }): ParsedResponse {
  const body = readBody(text)
  if (!body) {
    const webPage = isWebPage(text)
    if (webPage) return { kind: 'bad', webPage, came: 'a web page (a sign-in or block page?)' }
    if (holdsTooMuch(text.slice(Math.max(0, text.indexOf('{'))))) return bad(tooMuch)
    return bad(text.trim() === '' ? 'nothing' : 'text that is not valid JSON')
  }
  const { json, around } = body
  if (!isRecord(json)) return bad(otherJson)
  if (json.status === undefined && json.data === undefined && typeof json.message === 'string') {
    return CLONE_SIGN.test(json.message) ? { kind: 'not_yts' } : bad(otherJson)
  }
  if (typeof json.status !== 'string') return bad(otherJson)
  if (json.status !== 'ok') return bad(reportedError(json.status_message))
  if (!Object.hasOwn(json, 'data')) return bad('no data')
  // PHP's way to answer nothing at all. It says no page, no size and no count.
  const data = isNothing(json.data) ? { page_number: asked.page, limit: asked.limit } : json.data
  if (!isRecord(data)) return bad('no data')
  const pageNumber = wholeNumber(data.page_number)
  if (pageNumber !== asked.page) return bad('another page than the one that was asked for')
  const movies = filmRows(data)
  if (!movies) return bad('films that are not a list')
  if (movies.length > maxRows) return bad(tooMuch)
  const limit = wholeNumber(data.limit) ?? asked.limit
  if (limit < 1 || limit > maxRows) return bad('an impossible page size')
  const meta = json['@meta']
  return {
    kind: 'ok',
    response: {
      ...prepareRows(movies, around),
      movieCount: wholeNumber(data.movie_count),
      limit,
      isSample: isRecord(meta) && meta.sample === true,
      notice: readNotice(json.status_message),
    },
  }
}

/** The API's own sentence about why it refused a query, in one short line. */
function reportedError(message: unknown): string {
  const text =
    typeof message === 'string'
      ? maskText(message.slice(0, 2000))
          .replaceAll(/[\p{C}\s]+/gu, ' ')
          .trim()
      : ''
  if (text === '') return 'an error'
  return `an error: “${text.length > 200 ? `${text.slice(0, 199)}…` : text}”`
}

/** True for the error text of the clone sites, whatever status it comes with. */
export function isCloneResponse(text: string): boolean {
  return /"message"\s*:\s*"[^"]*moviesPerPage/.test(text)
}

function readNotice(message: unknown): ListResponse['notice'] {
  if (typeof message !== 'string') return null
  const found = /base url moving to\s+(\S+)/i.exec(message.slice(0, 2000))
  if (!found?.[1]) return null
  const text = found[1].replace(/[.,;)\]'"]+$/, '')
  return { text, newUrl: endpointUrl(text) }
}

/**
 * Makes the full address of `list_movies` out of an announced base, a redirect's target or a full address; parameters are
 * dropped. Null when the result may not be used (not https, credentials, something that cannot be seen, not an address).
 */
export function endpointUrl(text: string, base?: URL): string | null {
  if (holdsUnseen(text)) return null
  let url: URL
  try {
    url = new URL(text, base)
  } catch {
    return null
  }
  if (!url.pathname.endsWith('.json')) {
    const folder = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`
    url.pathname = /\/api\/v2\/$/.test(folder) ? `${folder}${ENDPOINT}` : `/api/v2/${ENDPOINT}`
  }
  url.search = ''
  url.hash = ''
  return isAllowedApiUrl(url.href) ? url.href : null
}

/** Whether an address leads to the list: by its name, or by the path that the configured one has. */
export function isListPath(target: URL, base: URL): boolean {
  return target.pathname.endsWith(`/${ENDPOINT}`) || (target.pathname === base.pathname && base.pathname !== '/')
}

/** Whether two addresses name the same endpoint. */
export function sameEndpoint(a: string, b: string): boolean {
  const one = new URL(a)
  const two = new URL(b)
  return one.host === two.host && one.pathname === two.pathname
}

function bad(came: string): ParsedResponse {
  return { kind: 'bad', came, webPage: false }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
}
