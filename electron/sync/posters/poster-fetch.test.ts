import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import { systemRuntime } from '../fetch/runtime.ts'
import { undiciTransport } from '../fetch/transport.ts'
import { pngOf } from '../testing/images.ts'
import { closing } from '../testing/loader.ts'
import { localServer } from '../testing/local-servers.ts'
import { fetchPoster, maxPosterBytes } from './poster-fetch.ts'

// Over real connections; what the service makes of it is tested with it.

async function ask(answer: (request: IncomingMessage, response: ServerResponse) => void, path = '/a.png') {
  const server = await localServer(answer)
  const transport = undiciTransport(4)
  closing.push(
    () => server.close(),
    () => transport.close(),
  )
  const origin = `http://127.0.0.1:${server.port}`
  const { signal } = new AbortController()
  return fetchPoster({ origin, path, transport, runtime: systemRuntime, userAgent: 'test', signal })
}

it('an image is what its bytes are, whatever it is called', async () => {
  const poster = pngOf(3, 4, [1, 2, 3])
  const fetched = await ask((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(poster),
  )
  expect(fetched).toMatchObject({ kind: 'image', type: 'image/png' })
  expect(fetched.kind === 'image' && Buffer.from(fetched.bytes).equals(poster)).toBe(true)
})

it.each([
  ['of a length', { 'content-length': String(4 * 2 ** 30) }],
  ['without a length', {}],
])('a body without an end, %s, is given up after what a poster may have', async (_how, headers) => {
  let sent = 0
  let closed: () => void = () => {}
  const gone = new Promise<void>((resolve) => {
    closed = resolve
  })
  const fetched = ask((_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png', ...headers })
    response.write(pngOf(3, 4, [1, 2, 3]))
    const more = (): void => {
      const piece = Buffer.alloc(65_536)
      while (!response.destroyed && response.write(piece)) sent += piece.length
    }
    response.on('drain', more)
    response.on('close', closed)
    more()
  })
  expect(await fetched).toEqual({ kind: 'refused' })
  await gone
  // What lay in the buffers of the connection has left, too.
  expect(sent).toBeLessThan(maxPosterBytes * 20)
})

it('a redirect is followed nowhere', async () => {
  let others = 0
  const other = await localServer((_request, response) => {
    others += 1
    response.end(pngOf(1, 1, [0, 0, 0]))
  })
  closing.push(() => other.close())
  for (const location of [`http://127.0.0.1:${other.port}/a.png`, 'file:///etc/passwd', '/b.png']) {
    const paths: (string | undefined)[] = []
    const fetched = await ask((request, response) => {
      paths.push(request.url)
      response.writeHead(302, { location }).end()
    })
    expect(fetched).toEqual({ kind: 'refused' })
    expect(paths).toEqual(['/a.png'])
  }
  expect(others).toBe(0)
})

it('a connection that ends midway, or that nobody takes, may be better another time', async () => {
  const cut = await ask((request, response) => {
    response.writeHead(200, { 'content-length': '5000' })
    response.write('half')
    response.once('drain', () => {})
    setImmediate(() => request.socket.destroy())
  })
  expect(cut.kind).toBe('failed')
  const transport = undiciTransport(1)
  closing.push(() => transport.close())
  const { signal } = new AbortController()
  const origin = 'http://127.0.0.1:9'
  const nobody = await fetchPoster({
    origin,
    path: '/a.png',
    transport,
    runtime: systemRuntime,
    userAgent: 'x',
    signal,
  })
  expect(nobody).toEqual({ kind: 'failed', away: true })
})
