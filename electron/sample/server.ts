import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Catalogue } from './catalogue/catalogue.ts'
import type { FaultRule } from './faults.ts'
import { LIST_PATH } from './response.ts'
import {
  type LogEntry,
  type SampleCounters,
  type SampleOptions,
  type SampleResponse,
  SampleService,
} from './service.ts'

/** The YTS-compatible server on a loopback port. */

/** Options of the service, and where to listen. */
export interface SampleApiOptions extends SampleOptions {
  /** 0, any free port, unless given. */
  port?: number
  /** Taken instead of any free one when nobody else has it. */
  preferredPort?: number
  /** The loopback address unless given. */
  host?: string
}

/** A running server. */
export interface SampleApi {
  /** The full address of the endpoint. */
  readonly url: string
  readonly port: number
  readonly catalogue: Catalogue
  readonly counters: Readonly<SampleCounters> & { readonly connections: number; readonly mostAtOnce: number }
  readonly log: readonly LogEntry[]
  /** The service behind it: in-process answers, the `onRequest` hook. */
  readonly service: SampleService
  /** Replaces the fault rules at once. */
  setFaults(rules: readonly (FaultRule | string)[]): void
  /** Makes and keeps the pages that a client with this page size will ask for (oldest first, gzipped). */
  warm(limit: number): Promise<void>
  /** Stops listening and closes every connection, hanging ones included. */
  close(): Promise<void>
}

const KEEP_ALIVE_MS = 60_000

/** Starts a server; rejects when the port is taken, the film file unreadable or a fault misspelt. */
export async function startSampleApi(options: SampleApiOptions = {}): Promise<SampleApi> {
  const service = new SampleService(options)
  const sockets = { connections: 0, mostAtOnce: 0, atOnce: 0 }
  const server = createServer((request, response) => {
    sockets.atOnce++
    sockets.mostAtOnce = Math.max(sockets.mostAtOnce, sockets.atOnce)
    response.once('close', () => {
      sockets.atOnce--
    })
    serve(service, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500)
      response.end(`The sample server failed: ${error instanceof Error ? error.message : 'unknown'}`)
    })
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.on('connection', (socket: Socket) => {
    sockets.connections++
    socket.setNoDelay(true)
  })
  const host = options.host ?? '127.0.0.1'
  await listen(server, host, options)
  const { port } = server.address() as AddressInfo

  return {
    url: `http://${host}:${port}${LIST_PATH}`,
    port,
    catalogue: service.catalogue,
    get counters() {
      return { ...service.counters, connections: sockets.connections, mostAtOnce: sockets.mostAtOnce }
    },
    log: service.log,
    service,
    setFaults: (rules) => service.setFaults(rules),
    warm: (limit) => service.warm(limit),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Listens on the port asked for, or on any free one where only a preferred port was named and somebody else has it. */
async function listen(server: Server, host: string, { port, preferredPort }: SampleApiOptions): Promise<void> {
  server.listen(port ?? preferredPort ?? 0, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    if (!taken || port !== undefined || preferredPort === undefined) throw error
    server.listen(0, host)
    await once(server, 'listening')
  }
}

async function serve(service: SampleService, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`)
  const gzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const answer = await service.handleInTime(url, { gzip })
  if (response.destroyed) return
  if (answer.wire) mistreat(answer, response)
  else {
    response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length })
    response.end(answer.body)
  }
}

/** Sends a response the wrong way. */
function mistreat(answer: SampleResponse, response: ServerResponse): void {
  const { wire, status, headers, body } = answer
  const half = body.subarray(0, Math.floor(body.length / 2))
  if (wire?.kind === 'reset') response.socket?.resetAndDestroy()
  if (wire?.kind === 'reset-body') {
    response.writeHead(status, { ...headers, 'content-length': body.length })
    response.write(half, () => response.socket?.resetAndDestroy())
  }
  if (wire?.kind === 'truncate') {
    response.writeHead(status, { ...headers, 'content-length': body.length, connection: 'close' })
    response.write(half, () => response.socket?.end())
  }
  if (wire?.kind === 'cut-chunk') cutChunk(answer, half, response)
  if (wire?.kind === 'drip') drip(answer, wire.ms, response)
}

/** Announces a chunk longer than what follows, then ends the connection: Node writes no such thing, so by hand. */
function cutChunk({ status, headers, body }: SampleResponse, half: Buffer, response: ServerResponse): void {
  const socket = response.socket
  if (!socket) return
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(
    `HTTP/1.1 ${status} OK\r\n${lines.join('')}transfer-encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n`,
  )
  socket.write(half, () => socket.end())
}

function drip({ status, headers, body }: SampleResponse, ms: number, response: ServerResponse): void {
  response.writeHead(status, { ...headers, 'content-length': body.length })
  let sent = 0
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + 1))
    sent++
    if (sent < body.length) return
    clearInterval(timer)
    response.end()
  }, ms)
  response.once('close', () => clearInterval(timer))
}
