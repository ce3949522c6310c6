import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { SampleApi } from '../../electron/sample/server.ts'
import { pngOf } from '../../electron/sync/testing/images.ts'

/** A host of posters on this machine, which notes every connection and request. */
export interface PosterHost {
  /** Name and port. */
  host: string
  /** Connections that were ever made, those open at the same time at most, and the paths that were asked for. */
  seen: { connections: number; mostOpen: number; paths: string[]; headers: IncomingMessage['headers'][] }
  /** Answers otherwise than with an image; null = with one. */
  answer: ((request: IncomingMessage, response: ServerResponse) => void) | null
  close(): Promise<void>
}

/** Starts one. Every path has an image of a colour of its own. */
export async function posterHost(): Promise<PosterHost> {
  const open = new Set<Socket>()
  const made: PosterHost = {
    host: '',
    seen: { connections: 0, mostOpen: 0, paths: [], headers: [] },
    answer: null,
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  const server = createServer((request, response) => {
    made.seen.paths.push(request.url ?? '')
    made.seen.headers.push(request.headers)
    if (made.answer) {
      made.answer(request, response)
      return
    }
    const number = Number(/\d+/.exec(request.url ?? '')?.[0] ?? 0)
    const colour = [60 + ((number * 37) % 150), 60 + ((number * 71) % 150), 60 + ((number * 113) % 150)] as const
    response.writeHead(200, { 'content-type': 'image/png' }).end(pngOf(230, 345, colour))
  })
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    made.seen.connections += 1
    made.seen.mostOpen = Math.max(made.seen.mostOpen, open.size)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => open.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  made.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return made
}

/** Has every film of a source name a poster at a host. */
export function hangPosters(api: SampleApi, host: string): void {
  for (const id of api.catalogue.ids()) {
    const image = (size: string) => `http://${host}/posters/${id}/${size}.png`
    api.catalogue.update(id, {
      small_cover_image: image('small'),
      medium_cover_image: image('medium'),
      large_cover_image: image('large'),
    })
  }
}
