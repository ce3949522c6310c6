import { STATUS_CODES } from 'node:http'
import { isAllowedApiUrl } from '../../../shared/api-address.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { Codec } from '../../warehouse/write/load-store.ts'
import { challenged, isChallengeHead, isChallengeText, isWebPage } from '../address/challenge.ts'
import { isRedirect, knownAddress, leftHost, moved, sameHostTarget } from '../address/moved.ts'
import { parseRetryAfter } from '../pace/retry-after.ts'
import { isCloneResponse, type ListResponse, sameEndpoint } from '../response/response.ts'
import type { ResponseReader } from '../response/response-reader.ts'
import { abortable } from './abortable.ts'
import {
  BodyError,
  type BodyReceiver,
  bodyReceiver,
  type ReceivedBody,
  type StoredBody,
  unpackBody,
  type WireBody,
} from './body.ts'
import { type Failure, fatal, retry } from './failure.ts'
import { DeadlineError, networkFailure } from './network-failure.ts'
import type { Runtime } from './runtime.ts'
import type { ResponseHead, Transport } from './transport.ts'

export type FetchedResponse =
  | { kind: 'page'; response: ListResponse; wireCodec: Codec; stored: StoredBody; status: number }
  | Failure

/** The body of a page as it arrived, neither unpacked nor read; or why there is none. */
export type Receipt = { kind: 'body'; page: number; limit: number; body: WireBody; status: number } | Failure

export interface ApiClientOptions {
  url: string
  transport: Transport
  responses: ResponseReader
  runtime: Runtime
  userAgent: string
  /** Total time of a request, redirects and body included. */
  timeoutMs: number
}

export interface ApiClient {
  readonly url: string
  /** Bytes received on the wire so far. */
  readonly bytes: number
  /** Asks for one page, oldest first unless told otherwise, and receives its body. Rejects only when the signal aborts, with its reason; every other failure is a value. */
  receive(page: number, limit: number, signal: AbortSignal, newestFirst?: boolean): Promise<Receipt>
  /** Reads what was received. Never rejects. */
  read(receipt: Receipt): Promise<FetchedResponse>
}

const MAX_REDIRECTS = 3
/** https://www.rfc-editor.org/rfc/rfc6585#section-6 */
const NETWORK_SIGN_IN = 511
const HOPELESS = new Set([400, 401, 404, 405, 410, 414, 451])
/** Reason of the abort that only stops the deadline's clock. */
const ANSWERED = 'answered'

/** A client of one `list_movies` address. Throws KnownError `config_invalid` when the address may not be used. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const { transport, responses, runtime, timeoutMs } = options
  if (!isAllowedApiUrl(options.url)) {
    throw new KnownError(
      'config_invalid',
      'The address must be https (http only on this machine), without a user name.',
      {
        field: 'yts_url',
      },
    )
  }
  const base = new URL(options.url)
  const headers = { accept: 'application/json', 'accept-encoding': 'gzip', 'user-agent': options.userAgent }
  const counted = { bytes: 0 }

  async function request(
    url: URL,
    signal: AbortSignal,
    hops: number,
  ): Promise<Failure | { response: ResponseHead; body: WireBody }> {
    let receiver: BodyReceiver | null = null
    const response = await transport.get(url, headers, signal, ({ status, headers: received }) => {
      // The body of a redirect is of no use; hearing it to its end lets the connection be used again.
      const made = isRedirect(status) ? null : bodyReceiver(received)
      receiver = made
      return (chunk) => {
        counted.bytes += chunk.byteLength
        made?.take(chunk)
      }
    })
    const body = ended(receiver)
    if (body) return { response, body }
    const { location } = response.headers
    const target = sameHostTarget(location, url)
    if (!target) return leftHost(response.status, location, base)
    if (hops < MAX_REDIRECTS) return request(target, signal, hops + 1)
    return fatal('source_failed', `${base.host} redirects in a circle. Check yts_url in the settings.`, aboutAddress)
  }

  async function attempt(page: number, limit: number, newestFirst: boolean, signal: AbortSignal): Promise<Receipt> {
    const outcome = await request(pageUrl(base, page, limit, newestFirst), signal, 0)
    if ('kind' in outcome) return outcome
    const { response, body } = outcome
    if (isChallengeHead(response)) return challenged(base)
    if (response.status !== 200 || isWebPage(response)) {
      const text = beginningOf(unpackBody(body))
      if (isChallengeText(text)) return challenged(base)
      if (response.status !== 200) return failedStatus(response, text, base, runtime.now())
    }
    return { kind: 'body', page, limit, body, status: response.status }
  }

  async function readReceived({
    page,
    limit,
    body,
    status,
  }: Extract<Receipt, { kind: 'body' }>): Promise<FetchedResponse> {
    const { read, stored } = await responses.read(body, { page, limit })
    if (read.kind === 'not_yts') return notYts(base)
    if (read.kind === 'bad') {
      const kind = read.webPage ? 'source_not_yts' : 'source_failed'
      return retry('bad_answer', kind, cameFrom(base, read.came), null, aboutAddress)
    }
    const { notice } = read.response
    if (notice && !(notice.newUrl && sameEndpoint(notice.newUrl, base.href))) return moved(base, notice.newUrl)
    if (!stored) throw new BodyError('The response was read but not packed.')
    return { kind: 'page', response: read.response, wireCodec: body.codec, stored, status }
  }

  return {
    url: base.href,
    get bytes() {
      return counted.bytes
    },
    async receive(page, limit, signal, newestFirst = false) {
      const deadline = new AbortController()
      const settled = new AbortController()
      const cancel = (): void => deadline.abort(signal.reason)
      if (signal.aborted) cancel()
      signal.addEventListener('abort', cancel, { once: true })
      runtime.sleep(timeoutMs, settled.signal).then(
        () => deadline.abort(new DeadlineError()),
        () => {},
      )
      try {
        return await abortable(attempt(page, limit, newestFirst, deadline.signal), deadline.signal)
      } catch (error) {
        if (signal.aborted) throw signal.reason
        return networkFailure(deadline.signal.aborted ? deadline.signal.reason : error, base, transport.via)
      } finally {
        settled.abort(ANSWERED)
        signal.removeEventListener('abort', cancel)
      }
    },
    async read(receipt) {
      if (receipt.kind !== 'body') return receipt
      try {
        return await readReceived(receipt)
      } catch (error) {
        return networkFailure(error, base)
      }
    },
  }
}

/** The address of a page: upload order, oldest first, whatever parameters the configured address carries. */
function pageUrl(base: URL, page: number, limit: number, newestFirst: boolean): URL {
  const url = new URL(base)
  url.searchParams.set('sort_by', 'date_added')
  url.searchParams.set('order_by', newestFirst ? 'desc' : 'asc')
  url.searchParams.set('limit', String(limit))
  url.searchParams.set('page', String(page))
  return url
}

/** Where a page says what it is. */
function beginningOf({ bytes }: ReceivedBody): string {
  return new TextDecoder().decode(bytes.subarray(0, 65_536))
}

function failedStatus(response: ResponseHead, text: string, base: URL, now: number): Failure {
  const { status } = response
  if (isCloneResponse(text)) return notYts(base)
  // A date is the server's: it is measured by the server's own clock, whatever this machine's says.
  const serverNow = Date.parse(response.headers.date ?? '')
  const retryAfterMs = parseRetryAfter(response.headers['retry-after'], Number.isNaN(serverNow) ? now : serverNow)
  if (status === 429) {
    return retry('rate_limit', 'rate_limited', `${base.host} asks for fewer requests (HTTP 429).`, retryAfterMs)
  }
  if (HOPELESS.has(status)) return fatal('source_failed', cameFrom(base, named(status)), { ...aboutAddress, status })
  if (status === NETWORK_SIGN_IN) {
    const message = `The network wants you to sign in before it lets anything through (HTTP ${status}). Do so in a browser, then sync again.`
    return retry('offline', 'source_unreachable', message)
  }
  if (status < 500) return retry('bad_answer', 'source_failed', cameFrom(base, named(status)), null, aboutAddress)
  const message = `${base.host} answers with ${named(status)}.`
  return retry('server_error', 'source_failed', message, status === 503 ? retryAfterMs : null)
}

/** For the window: the sentence itself sends to the address in the settings. */
const aboutAddress = { field: 'yts_url' }

/** What came instead of films, and what to do: the same sentence whatever stands at a wrong address. */
function cameFrom(base: URL, came: string): string {
  return `${base.host} answers with ${came}. Check yts_url in the settings.`
}

/** A status as people may know it. */
function named(status: number): string {
  const name = STATUS_CODES[status]
  return name ? `HTTP ${status} (${name})` : `HTTP ${status}`
}

function notYts(base: URL): Failure {
  const newUrl = knownAddress(base)
  const advice = newUrl ? `The address known to this version is ${newUrl}.` : 'Check yts_url in the settings.'
  const message = `${base.host} is not the YTS API: it answers as the clone sites do. ${advice}`
  return fatal('source_not_yts', message, newUrl ? { newUrl } : aboutAddress)
}

/** The body that a receiver took; null where none was wanted. */
function ended(receiver: BodyReceiver | null): WireBody | null {
  return receiver?.end() ?? null
}
