import type { Dispatcher } from 'undici'
import Agent from 'undici/lib/dispatcher/agent.js'

/** The head of a response. */
export interface ResponseHead {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
}

/** Takes the pieces of a body in order, as they come off the wire, still compressed. A piece is the taker's for the call only. */
type TakeChunk = (chunk: Uint8Array) => void

/** How bytes are fetched. Tests put an in-process server behind it. Never follows a redirect. */
export interface Transport {
  /**
   * Receives a response to its end: `begin` hears its head and says who takes its body. Rejects with the network's error, with
   * what `begin` or the taker throws (the connection is given up), or when the signal aborts.
   */
  get(
    url: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
    begin: (head: ResponseHead) => TakeChunk,
  ): Promise<ResponseHead>
  close(): Promise<void>
}

const CONNECT_TIMEOUT_MS = 10_000
const KEEP_ALIVE_MS = 15_000

/** Transport over undici: one pool of kept-alive connections, at most `connections` to a host. */
export function undiciTransport(connections: number): Transport {
  // Timeouts of headers and body are off: the client sets one deadline over the whole request, which drips cannot renew.
  const agent = new Agent({
    connections,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  })
  return {
    get: (url, headers, signal, begin) =>
      new Promise((resolve, reject) => {
        const { origin } = url
        const path = `${url.pathname}${url.search}`
        agent.dispatch({ origin, path, method: 'GET', headers }, responseHandler(signal, begin, resolve, reject))
      }),
    close: () => agent.destroy(),
  }
}

/**
 * Hears what comes of a request. Dispatched and not wrapped in a stream: a stream and its iterator cost more than the rest of
 * a request. https://github.com/nodejs/undici/blob/v7.x/docs/docs/api/Dispatcher.md#dispatcherdispatchoptions-handler
 */
function responseHandler(
  signal: AbortSignal,
  begin: (head: ResponseHead) => TakeChunk,
  resolve: (head: ResponseHead) => void,
  reject: (reason: unknown) => void,
): Dispatcher.DispatchHandler {
  let stop: ((reason: Error) => void) | null = null
  let head: ResponseHead | null = null
  let take: TakeChunk = () => {}

  const onAbort = (): void => giveUp(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })

  function giveUp(reason: unknown): void {
    settle()
    reject(reason)
    stop?.(reason instanceof Error ? reason : new Error(String(reason)))
  }
  function settle(): void {
    signal.removeEventListener('abort', onAbort)
  }
  /** Runs a caller's code; what it throws ends the request. */
  function guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      giveUp(error)
    }
  }

  return {
    onRequestStart(controller) {
      stop = (reason) => controller.abort(reason)
      if (signal.aborted) stop(signal.reason)
    },
    onResponseStart(_controller, status, received) {
      // Informational answers precede the real one.
      if (status < 200) return
      const answered = { status, headers: flatten(received) }
      head = answered
      guarded(() => {
        take = begin(answered)
      })
    },
    onResponseData(_controller, chunk) {
      guarded(() => take(chunk))
    },
    onResponseEnd() {
      settle()
      if (head) resolve(head)
      else reject(new Error('the answer had no head'))
    },
    onResponseError(_controller, error) {
      settle()
      reject(error)
    },
  }
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  return flat
}
