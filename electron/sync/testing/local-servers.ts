import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net'
import type { SelfSigned } from '../../files/testing/self-signed.ts'

/** A server of a test, on a free port of this machine. */
export interface LocalServer {
  port: number
  close(): Promise<void>
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

async function listening(server: Server | TcpServer): Promise<LocalServer> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A plain web server. */
export function localServer(answer: Answer): Promise<LocalServer> {
  return listening(createServer(answer))
}

/** A web server with a certificate of a test's own. */
export function localTlsServer(certificate: SelfSigned, answer: Answer): Promise<LocalServer> {
  return listening(createTlsServer({ ...certificate }, answer))
}

/** A proxy that makes tunnels; whatever name is asked for, they lead to one port of this machine. */
export async function localProxy(
  leadsTo: number,
  options: { status?: number } = {},
): Promise<LocalServer & { asked: { target: string; authorization: string | undefined }[] }> {
  const asked: { target: string; authorization: string | undefined }[] = []
  const server = createServer((_request, response) => response.writeHead(400).end())
  server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    asked.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] })
    client.on('error', () => client.destroy())
    if (options.status) {
      client.end(`HTTP/1.1 ${options.status} No\r\n\r\n`)
      return
    }
    const upstream = connect(leadsTo, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.write(head)
      upstream.pipe(client)
      client.pipe(upstream)
    })
    upstream.on('error', () => client.destroy())
  })
  return { ...(await listening(server)), asked }
}

/** A SOCKS5 proxy that asks for no name and leads to one port of this machine. https://www.rfc-editor.org/rfc/rfc1928 */
export async function localSocks(leadsTo: number): Promise<LocalServer & { asked: string[] }> {
  const asked: string[] = []
  const server = createTcpServer((client) => {
    client.once('data', () => {
      client.write(Buffer.from([5, 0]))
      client.once('data', (request) => {
        asked.push(request.subarray(5, 5 + (request[4] ?? 0)).toString())
        const upstream = connect(leadsTo, '127.0.0.1', () => {
          client.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]))
          upstream.pipe(client)
          client.pipe(upstream)
        })
        upstream.on('error', () => client.destroy())
      })
    })
  })
  return { ...(await listening(server)), asked }
}
