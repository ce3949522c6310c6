import { setImmediate } from 'node:timers/promises'
import type { Dispatcher, ProxyAgent } from 'undici'
import Agent from 'undici/lib/dispatcher/agent.js'
import type { Route } from '../address/route.ts'

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
  /** How requests leave this machine when not directly, to be named when they fail: `the proxy host:port (HTTPS_PROXY)`. */
  readonly via?: string
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

const DIRECTLY: Pick<Route, 'proxy' | 'via'> = { proxy: null, via: '' }

/** Transport over undici: one pool of kept-alive connections, at most `connections` to a host; through a proxy where the route names one. */
export function undiciTransport(connections: number, route: Pick<Route, 'proxy' | 'via'> = DIRECTLY): Transport {
  // Timeouts of headers and body are off: the client sets one deadline over the whole request, which drips cannot renew.
  const options = {
    connections,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
  }
  const connect = { timeout: CONNECT_TIMEOUT_MS }
  let agent: Promise<Dispatcher> | Dispatcher
  if (route.proxy === null) agent = new Agent({ ...options, connect })
  else {
    const made = proxied(route.proxy, { ...options, requestTls: connect })
    // Told to whoever asks through it; nobody may.
    made.catch(() => {})
    agent = made
  }
  // A proxy agent adds to what it is given.
  const sent = (headers: Readonly<Record<string, string>>) => (route.proxy === null ? headers : { ...headers })
  return {
    via: route.via,
    async get(url, headers, signal, begin) {
      const through = agent instanceof Promise ? await agent : agent
      const head = await new Promise<ResponseHead>((resolve, reject) => {
        const { origin } = url
        const path = `${url.pathname}${url.search}`
        through.dispatch(
          { origin, path, method: 'GET', headers: sent(headers) },
          responseHandler(signal, begin, resolve, reject),
        )
      })
      // The connection is free a turn later: whoever asked again at once would have another one made.
      await setImmediate()
      return head
    },
    // An agent that could not be made failed each request already, and leaves nothing to close.
    close: async () => (await Promise.resolve(agent).catch(() => null))?.destroy(),
  }
}

/** The whole of undici, which a proxy needs, is loaded when there is one. */
async function proxied(uri: string, options: Omit<ProxyAgent.Options, 'uri'>): Promise<Dispatcher> {
  // By its default export: what the build makes of it has no other.
  const { default: undici } = await import('undici')
  // A SOCKS proxy that is given settings for TLS would be spoken to by TLS.
  return new undici.ProxyAgent({
    ...options,
    uri,
    ...(uri.startsWith('socks') ? {} : { proxyTls: options.requestTls }),
  })
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
      // Informational responses precede the real one.
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
      else reject(new Error('the response had no head'))
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
