import { type AppError, KnownError } from '../../../shared/ipc/result.ts'
import type { Codec } from '../../warehouse/write/load-store.ts'
import { Outage } from '../pace/outage.ts'
import type { PaceOutcome, RateController, Ticket } from '../pace/rate-controller.ts'
import { SourceClaims } from '../plan/source-claims.ts'
import type { ProgressTracker } from '../progress/progress.ts'
import type { ListResponse } from '../response/response.ts'
import { abortable } from './abortable.ts'
import type { ApiClient, Receipt } from './api-client.ts'
import type { StoredBody } from './body.ts'
import type { Failure, Trouble } from './failure.ts'
import { Paused, type RunControl } from './run-control.ts'
import type { Runtime } from './runtime.ts'

/** Points of a load at which the fault campaign may strike. */
export type HookPoint =
  | 'run-begun'
  | 'fetch-before'
  | 'fetch-after'
  | 'commit-before'
  | 'commit-after'
  | 'plan-saved'
  | 'promote-before'
  | 'promote-after'
  | 'finish-before'
  | 'finish-after'

export interface EngineHooks {
  at?(point: HookPoint): void
}

/** A page that arrived and has a sound envelope. */
export interface PageResponse {
  page: number
  limit: number
  response: ListResponse
  wireCodec: Codec
  stored: StoredBody
  status: number
  attempts: number
  fetchedAt: number
}

/** All attempts of a page were used up. */
export class PageFailure extends Error {
  readonly attempts: number
  readonly error: AppError
  readonly trouble: Trouble

  constructor(attempts: number, error: AppError, trouble: Trouble) {
    super(error.message)
    this.attempts = attempts
    this.error = error
    this.trouble = trouble
  }
}

/** The longest wait that a server may impose without a person being asked. */
const MAX_RETRY_AFTER_MS = 5 * 60_000
const BACKOFF_BASE_MS = 500
const BACKOFF_MAX_MS = 30_000
/** A name that does not resolve will not do so a second later: do not keep a person waiting. */
const DEAD_NAME_ATTEMPTS = 2

const pace: Record<Trouble, PaceOutcome> = {
  rate_limit: 'rate_limit',
  server_error: 'overload',
  timeout: 'overload',
  offline: 'neutral',
  bad_answer: 'neutral',
}

export interface PageSourceOptions {
  client: ApiClient
  controller: RateController
  control: RunControl
  runtime: Runtime
  progress: ProgressTracker
  maxAttempts: number
  hooks: EngineHooks
}

/** A page that was asked for before anybody waits for it. */
export interface PageRequest {
  page: number
  receipt: Promise<Receipt>
  /** Gives it up: what came is not wanted. */
  cancel(): void
}

/** Why a response that is sound in itself is asked for again. */
export interface Objection {
  /** A sentence. */
  reason: string
  /** It may be true: whoever doubts it believes it in the end. Otherwise it cannot be, and the page counts as failed if it stays so. */
  isDoubt: boolean
}

/** How a page is read, besides its number. All may be absent. */
export interface ReadOptions {
  /** The request of the first attempt, when it is under way already. */
  request?: PageRequest | null
  /** Finds fault with a response that is sound in itself; null where there is none. */
  refuse?: (response: ListResponse) => Promise<Objection | null>
  /** Called when the body of the first attempt is there, before it is read. */
  onReceived?: () => void
  /** Called when the first attempt gave no response: the page will be asked for later, or not at all. */
  onAgain?: () => void
  /** Asks in the other order: newest first. */
  newestFirst?: boolean
}

/** Reads pages with patience: paced, retried with jittered backoff, `Retry-After` obeyed, pause and cancel heard. */
export class PageSource {
  readonly #options: PageSourceOptions
  /** What the source says of its size. */
  readonly claims = new SourceClaims()
  readonly #outage = new Outage()

  constructor(options: PageSourceOptions) {
    this.#options = options
  }

  /** Lets time pass before a source is asked again for what it said nothing of: about half a second, and twice that each round. */
  async rest(round: number): Promise<void> {
    const { control, runtime } = this.#options
    await control.sleep(runtime, this.#backoff(round))
  }

  /** Asks for a page that `read` is to be given soon, or that is cancelled. */
  ask(page: number, limit: number): PageRequest {
    const cancelled = new AbortController()
    const receipt = this.#receive(page, limit, { cancelled: cancelled.signal })
    receipt.catch(() => {})
    return { page, receipt, cancel: () => cancelled.abort(new Error('the page is not wanted any more')) }
  }

  /**
   * Reads one page. Requests that fail, responses that cannot be true and those that are only doubted are counted apart: a page that was
   * doubted has no fewer attempts for it. Throws PageFailure when all attempts fail, KnownError when no attempt can help or when the load
   * was stopped.
   */
  async read(page: number, limit: number, options: ReadOptions = {}): Promise<PageResponse> {
    const { client, maxAttempts, control, runtime, progress } = this.#options
    const { request, refuse, onReceived, onAgain, newestFirst = false } = options
    const times = { failed: 0, refused: 0, doubted: 0 }
    for (let attempt = 1; ; attempt++) {
      const receipt = await (attempt === 1 && request ? request.receipt : this.#receive(page, limit, { newestFirst }))
      if (attempt === 1 && receipt.kind === 'body') onReceived?.()
      // A pause does not give up what has come: it is read to its end. A stop is heard at once.
      const fetched = await abortable(client.read(receipt), control.signal)
      if (fetched.kind === 'fatal') {
        throw new KnownError(fetched.error.kind, fetched.error.message, fetched.error.detail)
      }
      let failed: Extract<Failure, { kind: 'retry' }>
      let what: keyof typeof times = 'failed'
      if (fetched.kind === 'page') {
        this.claims.note(fetched.response)
        const objection = (await refuse?.(fetched.response)) ?? null
        if (objection === null) {
          this.#outage.answered()
          const { response, wireCodec, stored, status } = fetched
          return { page, limit, response, wireCodec, stored, status, attempts: attempt, fetchedAt: runtime.now() }
        }
        what = objection.isDoubt ? 'doubted' : 'refused'
        const error: AppError = { kind: 'source_failed', message: objection.reason }
        failed = { kind: 'retry', trouble: 'bad_answer', retryAfterMs: null, error }
      } else {
        failed = fetched
        this.#outage.failed()
      }
      times[what]++
      if (attempt === 1) onAgain?.()
      const last = failed.error.kind === 'source_moved' ? Math.min(DEAD_NAME_ATTEMPTS, maxAttempts) : maxAttempts
      if (what !== 'doubted' && times[what] >= last) throw new PageFailure(attempt, failed.error, failed.trouble)
      const waitMs = this.#waitMs(times[what], failed)
      progress.retrying(page, failed.trouble, waitMs)
      // What the server itself asked for is waited for, and what it did say is doubted as long, whatever other pages meet.
      if (failed.retryAfterMs === null && what === 'failed') await this.#outage.wait(control, runtime, waitMs)
      else await control.sleep(runtime, waitMs)
    }
  }

  /** One request, repeated only when a pause cut it off. Its ticket is free again as soon as the body is there. */
  async #receive(
    page: number,
    limit: number,
    { cancelled, newestFirst = false }: { cancelled?: AbortSignal; newestFirst?: boolean },
  ): Promise<Receipt> {
    const { client, controller, control, progress, hooks } = this.#options
    for (;;) {
      await control.ready()
      cancelled?.throwIfAborted()
      let ticket: Ticket | null = null
      let outcome: PaceOutcome = 'neutral'
      try {
        return await control.abortable(async (running) => {
          const signal = cancelled ? AbortSignal.any([running, cancelled]) : running
          ticket = await controller.acquire(signal)
          hooks.at?.('fetch-before')
          progress.active(page)
          try {
            const receipt = await client.receive(page, limit, signal, newestFirst)
            hooks.at?.('fetch-after')
            if (receipt.kind === 'body') outcome = 'ok'
            if (receipt.kind === 'retry') outcome = pace[receipt.trouble]
            progress.arrived(client.bytes)
            return receipt
          } finally {
            progress.answered(page)
          }
        })
      } catch (error) {
        if (!(error instanceof Paused)) throw error
      } finally {
        if (ticket) controller.release(ticket, outcome)
      }
    }
  }

  #backoff(attempt: number): number {
    const longest = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** (attempt - 1))
    return longest * (0.5 + 0.5 * this.#options.runtime.random())
  }

  #waitMs(attempt: number, { retryAfterMs }: { retryAfterMs: number | null }): number {
    const { controller, runtime } = this.#options
    const backoff = this.#backoff(attempt)
    if (retryAfterMs === null) return backoff
    if (retryAfterMs > MAX_RETRY_AFTER_MS) {
      const seconds = Math.round(Math.min(retryAfterMs / 1000, Number.MAX_SAFE_INTEGER))
      throw new KnownError(
        'rate_limited',
        `The server asks to wait for ${waitInWords(seconds)}. The load is paused; resume it after that time.`,
        { retryAfterS: seconds },
      )
    }
    controller.block(retryAfterMs)
    // A little on top, so that the pages that were refused together do not come back in one moment.
    return retryAfterMs + (retryAfterMs === 0 ? backoff : runtime.random() * BACKOFF_BASE_MS)
  }
}

function waitInWords(seconds: number): string {
  if (seconds < 7200) return `${Math.ceil(seconds / 60)} minutes`
  if (seconds < 172_800) return `${Math.ceil(seconds / 3600)} hours`
  return `${Math.ceil(seconds / 86_400)} days`
}
