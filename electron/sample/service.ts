import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { Catalogue } from './catalogue/catalogue.ts'
import { Drift, type DriftOptions } from './catalogue/drift.ts'
import type { FilmSource } from './catalogue/film.ts'
import { generatedFilms } from './catalogue/generate.ts'
import { ndjsonFilms } from './catalogue/ndjson.ts'
import { hash32 } from './catalogue/random.ts'
import { page as htmlPage, jsonResponse, type PlainResponse, replaceResponse, tooMany } from './fault-bodies.ts'
import { alterResponse, isDataFault } from './fault-data.ts'
import { FaultBook, type FaultRule, numberValue, textValue } from './faults.ts'
import { PageCache } from './page-cache.ts'
import { RateLimiter } from './rate-limiter.ts'
import { LIST_PATH, type ListQuery, listResponse, parseListQuery } from './response.ts'

/** The server without sockets: catalogue, faults and answers. Tests may drive it directly; `server.ts` puts it on a port. */

/** One request, as hooks and the log see it. */
export interface SampleRequest {
  /** The nth request since the start, from 1. */
  request: number
  page: number
  limit: number
  /** The nth request of this page number, from 1, whatever the limit. */
  attempt: number
}

/** A request and what came of it. */
export interface LogEntry extends SampleRequest {
  status: number
  faults: string[]
}

/** What to serve, and how badly. */
export interface SampleOptions {
  /** Films to invent; 5,000 unless given. */
  films?: number
  seed?: number
  /** How much more often than in reality a record is odd; 1 unless given, 0 for none. */
  quirks?: number
  /** A file of films, one JSON object a line, plain or gzipped, instead of invented ones. */
  ndjson?: string
  /** Films from elsewhere, instead of `films` and `ndjson`. */
  source?: FilmSource
  /** Milliseconds before each response. */
  latencyMs?: number
  /** Rules, as objects or in the notation of `parseFault`. */
  faults?: readonly (FaultRule | string)[]
  /** The catalogue changes by itself while it is read. */
  drift?: DriftOptions
  /** Called before each response is made; the catalogue may be changed in it. */
  onRequest?: (request: SampleRequest, catalogue: Catalogue) => void | Promise<void>
  /** The wall clock, for Retry-After dates and the rate limiter. */
  now?: () => number
  /** Bytes of prepared responses to keep. */
  cacheBytes?: number
}

/** How a response is to be mishandled on the wire. */
type WireFault = { kind: 'reset' | 'reset-body' | 'truncate' | 'cut-chunk' | 'hang' } | { kind: 'drip'; ms: number }

/** A finished response. Without sockets, the caller decides what `wire` and `delayMs` mean to it. */
export interface SampleResponse extends PlainResponse {
  delayMs: number
  wire?: WireFault
}

/** Numbers since the start. */
export interface SampleCounters {
  requests: number
  bytes: number
  byStatus: Record<number, number>
  byFault: Record<string, number>
}

const WIRE_FAULTS = ['reset', 'reset-body', 'truncate', 'cut-chunk', 'hang'] as const
const TOO_MANY = 429
/** A third of the time of the default level, an eighth more bytes: the server must not be what a benchmark measures. */
const GZIP_LEVEL = 3
const LOG_MAX = 100_000
const SHUFFLE_BLOCK = 8

export class SampleService {
  readonly catalogue: Catalogue
  readonly counters: SampleCounters = { requests: 0, bytes: 0, byStatus: {}, byFault: {} }
  /** The last 100,000 requests or fewer, oldest first. */
  readonly log: LogEntry[] = []
  onRequest: SampleOptions['onRequest']
  readonly #options: SampleOptions
  readonly #seed: number
  readonly #faults: FaultBook
  readonly #drift: Drift | undefined
  readonly #limiter: RateLimiter
  readonly #cache: PageCache
  readonly #attempts = new Map<number, number>()

  /** Throws when the film file cannot be read or a fault is misspelt. */
  constructor(options: SampleOptions = {}) {
    const { films = 5000, seed = 1, quirks = 1 } = options
    const source =
      options.source ?? (options.ndjson ? ndjsonFilms(options.ndjson, seed) : generatedFilms({ films, seed, quirks }))
    this.#options = options
    this.#seed = seed
    this.catalogue = new Catalogue(source)
    this.#faults = new FaultBook(seed, options.faults)
    this.#drift = options.drift && new Drift(seed, options.drift)
    this.#limiter = new RateLimiter(options.now ?? Date.now)
    this.#cache = new PageCache(options.cacheBytes ?? 128 * 2 ** 20)
    this.onRequest = options.onRequest
  }

  /** Replaces the fault rules; none to be well again. Throws FaultError on a misspelt rule. */
  setFaults(rules: readonly (FaultRule | string)[]): void {
    this.#faults.set(rules)
  }

  /** Answers a request, faults included; with `gzip` the body is compressed and says so. Nothing is waited for. */
  async handle(url: URL, { gzip = false }: { gzip?: boolean } = {}): Promise<SampleResponse> {
    const query = parseListQuery(url.searchParams)
    const request = this.#count(query)
    await this.onRequest?.(request, this.catalogue)
    this.#drift?.beforeRequest(this.catalogue)
    const striking = url.pathname === LIST_PATH ? this.#faults.strike(request) : []
    const plain = url.pathname === LIST_PATH ? await this.#response(url, query, request, striking, gzip) : notFound()
    const response: SampleResponse = { ...plain, delayMs: this.#delay(striking) }
    const wire = wireFault(striking)
    if (wire) response.wire = wire
    this.#record(request, response, striking)
    return response
  }

  /** Like `handle`, with latency obeyed. */
  async handleInTime(url: URL, options?: { gzip?: boolean }): Promise<SampleResponse> {
    const response = await this.handle(url, options)
    if (response.delayMs > 0) await wait(response.delayMs)
    return response
  }

  /** Makes and keeps the gzipped pages of the ascending order at a page size, without counting them as requests. */
  async warm(limit: number): Promise<void> {
    for (let page = 1; page <= Math.ceil(this.catalogue.size / limit) + 1; page++) {
      this.#prepared({ page, limit, sortBy: 'date_added', descending: false }, true)
      if (page % 20 === 0) await wait(0)
    }
  }

  #prepared(query: ListQuery, gzip: boolean): PlainResponse {
    const key = `${query.sortBy} ${query.descending} ${query.limit} ${query.page} ${gzip}`
    return this.#cache.get(this.catalogue.version, key, () => {
      const response = jsonResponse(JSON.stringify(listResponse(this.catalogue, query)))
      return gzip ? zipped(response) : response
    })
  }

  async #response(
    url: URL,
    query: ListQuery,
    request: SampleRequest,
    striking: readonly FaultRule[],
    gzip: boolean,
  ): Promise<PlainResponse> {
    const limit = striking.find((rule) => rule.fault === 'rate-limit')
    if (limit && !this.#limiter.take(numberValue(limit, 5))) return tooMany()
    const bent = striking.some((rule) => rule.fault === 'unordered')
    const data = striking.filter(isDataFault)
    const asked = this.#asked(query, striking)
    const twice = striking.find((rule) => rule.fault === 'twice')
    const json = (): string => {
      const response = twice
        ? listResponse(this.catalogue, asked, rankTwice(twice), this.catalogue.size + 1)
        : listResponse(this.catalogue, asked, bent ? this.#shuffled(request.request) : undefined)
      return data.length > 0 ? alterResponse(response, data) : JSON.stringify(response)
    }
    const replaced = await replaceResponse(striking, { url, json, now: this.#options.now ?? Date.now })
    if (replaced) return replaced
    if (bent || twice || data.length > 0) return gzip ? zipped(jsonResponse(json())) : jsonResponse(json())
    return this.#prepared(asked, gzip)
  }

  #asked(query: ListQuery, striking: readonly FaultRule[]): ListQuery {
    const wrong = striking.find((rule) => rule.fault === 'wrong-page')
    const asked = wrong ? { ...query, page: Math.max(1, query.page + numberValue(wrong, 1)) } : query
    return striking.some((rule) => rule.fault === 'newest-first') ? { ...asked, descending: true } : asked
  }

  /** Ranks bent within small blocks, another way for each request; no film is lost within one response to a whole read. */
  #shuffled(request: number): (rank: number) => number {
    return (rank) => {
      const block = Math.floor(rank / SHUFFLE_BLOCK)
      const turned = ((rank % SHUFFLE_BLOCK) + hash32(this.#seed, request, block)) % SHUFFLE_BLOCK
      const bent = block * SHUFFLE_BLOCK + turned
      return (block + 1) * SHUFFLE_BLOCK <= this.catalogue.size ? bent : rank
    }
  }

  #delay(striking: readonly FaultRule[]): number {
    return striking
      .filter((rule) => rule.fault === 'latency')
      .reduce((sum, rule) => sum + numberValue(rule, 100), this.#options.latencyMs ?? 0)
  }

  #count({ page, limit }: ListQuery): SampleRequest {
    const attempt = (this.#attempts.get(page) ?? 0) + 1
    this.#attempts.set(page, attempt)
    this.counters.requests++
    return { request: this.counters.requests, page, limit, attempt }
  }

  #record(request: SampleRequest, response: SampleResponse, striking: readonly FaultRule[]): void {
    const { counters } = this
    counters.bytes += response.body.length
    counters.byStatus[response.status] = (counters.byStatus[response.status] ?? 0) + 1
    const faults = striking
      .map((rule) => rule.fault)
      .filter((name) => name !== 'rate-limit' || response.status === TOO_MANY)
    for (const name of faults) counters.byFault[name] = (counters.byFault[name] ?? 0) + 1
    if (this.log.length >= LOG_MAX) this.log.splice(0, LOG_MAX / 2)
    this.log.push({ ...request, status: response.status, faults })
  }
}

function wireFault(striking: readonly FaultRule[]): WireFault | undefined {
  for (const rule of striking) {
    if (rule.fault === 'drip') return { kind: 'drip', ms: numberValue(rule, 200) }
    const kind = WIRE_FAULTS.find((name) => name === rule.fault)
    if (kind) return { kind }
  }
  return undefined
}

/** One film has a second place; what comes after that place moves on by one. */
function rankTwice(rule: FaultRule): (place: number) => number {
  const [rank = 0, second = 0] = textValue(rule, '59:699').split(':').map(Number)
  return (place) => (place < second ? place : place === second ? rank : place - 1)
}

function zipped(response: PlainResponse): PlainResponse {
  return {
    ...response,
    headers: { ...response.headers, 'content-encoding': 'gzip', vary: 'accept-encoding' },
    body: gzipSync(response.body, { level: GZIP_LEVEL }),
  }
}

function notFound(): PlainResponse {
  return htmlPage(404, 'Not found')
}
