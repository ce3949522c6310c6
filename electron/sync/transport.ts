import { Agent } from 'undici'

/** A response whose body has not been read yet. */
export interface TransportResponse {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  /** Bytes as they come off the wire, still compressed. */
  body: AsyncIterable<Uint8Array>
}

/** How bytes are fetched. Tests put an in-process server behind it. Never follows a redirect. */
export interface Transport {
  /** Rejects with the network's error, or when the signal aborts. */
  get(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<TransportResponse>
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
    async get(url, headers, signal) {
      const {
        statusCode,
        headers: received,
        body,
      } = await agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: 'GET',
        headers,
        signal,
      })
      // A body that is abandoned reports its abort as an event too; the reader gets the error from the iterator.
      body.on('error', () => {})
      return { status: statusCode, headers: flatten(received), body }
    },
    close: () => agent.destroy(),
  }
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  return flat
}
