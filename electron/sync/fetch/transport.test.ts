import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { undiciTransport } from './transport.ts'

it('a proxy that no agent can be made for fails each request, and is closed all the same', async () => {
  const transport = undiciTransport(2, { proxy: 'http://me:50%off@proxy.example:3128', via: 'the proxy' })
  const asked = transport.get(new URL('https://films.example.org/'), {}, new AbortController().signal, () => () => {})
  await expect(asked).rejects.toThrow(URIError)
  await expect(transport.close()).resolves.toBeUndefined()
})

it('a proxy that no agent can be made for harms nobody who asks nothing', async () => {
  const unhandled: unknown[] = []
  const note = (error: unknown) => unhandled.push(error)
  process.on('unhandledRejection', note)
  const transport = undiciTransport(2, { proxy: 'http://me:50%off@proxy.example:3128', via: 'the proxy' })
  // Before anybody waits for the agent, it has failed.
  await import('undici')
  await new Promise((resolve) => setImmediate(resolve))
  await expect(transport.close()).resolves.toBeUndefined()
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})

it('a request that follows a response at once takes its connection', async () => {
  const server = createServer((_, response) => response.end('films'))
  let connections = 0
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const transport = undiciTransport(8)
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  for (let time = 0; time < 5; time++) await transport.get(url, {}, new AbortController().signal, () => () => {})
  await transport.close()
  server.close()
  expect(connections).toBe(1)
})
