import path from 'node:path'
import { newestPosterHost, posterPlaceOf } from '../../warehouse/read/film/poster-place.ts'
import { ReaderConnection } from '../../warehouse/read/queries/reader-connection.ts'
import { type Route, routeTo } from '../address/route.ts'
import type { Runtime } from '../fetch/runtime.ts'
import type { Transport } from '../fetch/transport.ts'
import type { PosterType } from './image-head.ts'
import { PosterCache } from './poster-cache.ts'
import { type FetchedPoster, fetchPoster } from './poster-fetch.ts'
import { atOnce, PosterLine } from './poster-line.ts'

/** Name of the folder of posters in a data folder. */
const posterFolder = 'posters'

/** Times that a poster is asked for, before it rests for seven days. */
const attempts = 3
/** The pause after the first attempt, in milliseconds; after the second it is twice as long. */
const pauseMs = 1_000
/** How long a poster is not asked for again when nobody answered at all, in milliseconds: nothing is said of the poster. */
const awayMs = 60_000
/** So many of the last posters without one mean that the host is not what it was. */
const watched = 25
const mostFailures = 20

/** What a person allows of posters. */
export interface PosterRules {
  /** The one origin that is asked. */
  origin: string
  /** Space on disk. */
  maxBytes: number
  /** What the system says of the way there. */
  systemProxy: string | null
}

export interface PosterPicture {
  type: PosterType
  bytes: Uint8Array<ArrayBuffer>
}

export interface PosterServiceOptions {
  dataDir: string
  runtime: Runtime
  transport: (connections: number, route: Route) => Transport
  userAgent: string
  /** Told when the host begins or ceases to fail. */
  onFailing: (isFailing: boolean) => void
}

/** Posters of films: from the disk, else from the one host that a person allowed. Nothing is asked for before somebody looks at it. */
export class PosterService {
  readonly #options: PosterServiceOptions
  readonly #cache: PosterCache
  readonly #warehouse: ReaderConnection
  readonly #line = new PosterLine()
  readonly #fetching = new Map<string, Promise<PosterPicture | null>>()
  /** When nobody answered for a poster, by its address. */
  readonly #away = new Map<string, number>()
  #transport: { of: string; transport: Transport } | null = null
  #stopped = new AbortController()
  /** Whether each of the last posters failed, the oldest first. */
  #outcomes: boolean[] = []
  #isFailing = false

  constructor(options: PosterServiceOptions) {
    this.#options = options
    this.#cache = new PosterCache(path.join(options.dataDir, posterFolder), () => options.runtime.now())
    this.#warehouse = new ReaderConnection(path.join(options.dataDir, 'warehouse.sqlite'), () => {})
  }

  /** The poster of a film; null where it has none, or none to be had now. */
  async picture(movieId: number, rules: PosterRules): Promise<PosterPicture | null> {
    const db = this.#warehouse.get()
    const place = db && posterPlaceOf(db, movieId)
    if (!place) return null
    const kept = await this.#cache.read(place.path)
    if (kept) return kept
    const address = `${rules.origin}${place.path}`
    const away = this.#away.get(address)
    if (away !== undefined && this.#options.runtime.now() - away < awayMs) return null
    if (await this.#cache.isRefused(address)) return null
    const known = this.#fetching.get(address)
    if (known) return known
    const fetching = this.#fetch(place.path, rules).finally(() => this.#fetching.delete(address))
    this.#fetching.set(address, fetching)
    return fetching
  }

  /** What is kept, the host that the newest film names, and whether the host that is asked fails. */
  async status(): Promise<{ posters: number; bytes: number; host: string | null; isFailing: boolean }> {
    const db = this.#warehouse.get()
    return { ...(await this.#cache.size()), host: db && newestPosterHost(db), isFailing: this.#isFailing }
  }

  clear(): Promise<void> {
    this.#away.clear()
    return this.#cache.clear()
  }

  /** Gives up whatever is fetched or waits: nothing is asked for any more until somebody looks again. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    this.#stopped = new AbortController()
    this.#line.disperse()
    const transport = this.#transport?.transport
    this.#transport = null
    this.#watch(null)
    await transport?.close()
  }

  async close(): Promise<void> {
    await this.stop()
    this.#warehouse.close()
  }

  async #fetch(posterPath: string, rules: PosterRules): Promise<PosterPicture | null> {
    const { runtime } = this.#options
    const { signal } = this.#stopped
    const address = `${rules.origin}${posterPath}`
    let last: FetchedPoster = { kind: 'refused' }
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const fetched = await this.#line.run(() => this.#ask(posterPath, rules, signal))
      if (!fetched || signal.aborted) return null
      last = fetched
      if (fetched.kind !== 'failed' || attempt === attempts) break
      // Outside the line: others take its place meanwhile.
      if (!(await rested(runtime.sleep(pauseMs * attempt, signal)))) return null
    }
    this.#watch(last.kind !== 'image')
    if (last.kind === 'image') {
      await this.#cache.write(posterPath, last.bytes, rules.maxBytes)
      return { type: last.type, bytes: last.bytes }
    }
    if (last.kind === 'failed' && last.away) this.#away.set(address, runtime.now())
    else await this.#cache.refuse(address)
    return null
  }

  async #ask(posterPath: string, rules: PosterRules, signal: AbortSignal): Promise<FetchedPoster> {
    if (signal.aborted) return { kind: 'failed', away: true }
    const { runtime, userAgent } = this.#options
    const transport = await this.#transportTo(rules)
    return fetchPoster({ origin: rules.origin, path: posterPath, transport, runtime, userAgent, signal })
  }

  async #transportTo({ origin, systemProxy }: PosterRules): Promise<Transport> {
    const of = `${origin} ${systemProxy ?? ''}`
    if (this.#transport?.of === of) return this.#transport.transport
    const before = this.#transport?.transport
    const transport = this.#options.transport(atOnce, routeTo(origin, process.env, systemProxy))
    this.#transport = { of, transport }
    this.#watch(null)
    await before?.close()
    return transport
  }

  /** Notes how a poster ended; null = another host is asked from now on. */
  #watch(failed: boolean | null): void {
    this.#outcomes = failed === null ? [] : [...this.#outcomes, failed].slice(-watched)
    const isFailing = this.#outcomes.filter(Boolean).length >= mostFailures
    if (isFailing === this.#isFailing) return
    this.#isFailing = isFailing
    this.#options.onFailing(isFailing)
  }
}

/** Whether a pause ended by itself. */
function rested(pause: Promise<void>): Promise<boolean> {
  return pause.then(
    () => true,
    () => false,
  )
}
