import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { type SampleApi, startSampleApi } from '../../sample/server.ts'
import { filmIds } from '../../warehouse/silver/prepared-row.ts'
import { readerHere } from '../response/response-reader.ts'
import { ownTime } from '../testing/own-time.ts'
import { type ApiClient, createApiClient, type FetchedResponse } from './api-client.ts'
import { type BodyHeaders, bodyReceiver, type ReceivedBody, unpackBody } from './body.ts'
import { systemRuntime } from './runtime.ts'
import { type Transport, undiciTransport } from './transport.ts'

// Over real sockets: what only a network can show.

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function serve(faults: string[] = [], timeoutMs = 60_000): Promise<{ api: SampleApi; client: ApiClient }> {
  const api = await startSampleApi({ films: 200, faults })
  closing.push(() => api.close())
  return { api, client: clientOf(api.url, timeoutMs) }
}

function clientOf(url: string, timeoutMs = 60_000, transport: Transport = undiciTransport(8)): ApiClient {
  closing.push(() => transport.close())
  const userAgent = 'YTS-Explorer/test (tests)'
  return createApiClient({ url, transport, responses: readerHere(), runtime: systemRuntime, userAgent, timeoutMs })
}

const { signal } = new AbortController()

async function fetchPage(from: ApiClient, page: number, limit: number, until: AbortSignal): Promise<FetchedResponse> {
  return from.read(await from.receive(page, limit, until))
}

describe('the API client', () => {
  it('keeps connections alive, asks in upload order and takes gzip as it comes', async () => {
    const { api, client } = await serve()
    for (let page = 1; page <= 4; page++) {
      const fetched = await fetchPage(client, page, 50, signal)
      if (fetched.kind !== 'page') throw new Error(fetched.error.message)
      expect(fetched.response).toMatchObject({ movieCount: 200, limit: 50, isSample: true, notice: null })
      expect(filmIds(fetched.response.rows)[0]).toBe(api.catalogue.idAt((page - 1) * 50))
      expect(fetched.wireCodec).toBe('gzip')
      expect(fetched.stored.codec).toBe('gzip')
    }
    expect(api.counters.connections).toBe(1)
    expect(client.bytes).toBe(api.counters.bytes)
  })

  it('introduces itself', async () => {
    const seen: string[] = []
    const server = createServer((request, response) => {
      seen.push(request.headers['user-agent'] ?? '')
      response.end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => new Promise((resolve) => server.close(resolve)))
    await fetchPage(clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x.json`), 1, 20, signal)
    expect(seen).toEqual(['YTS-Explorer/test (tests)'])
  })

  it('makes no connection to a host that it is redirected to', async () => {
    const other = await startSampleApi({ films: 10 })
    closing.push(() => other.close())
    const moved = await serve([`moved=${other.url}`])
    expect(await fetchPage(moved.client, 1, 20, signal)).toMatchObject({
      kind: 'fatal',
      error: { kind: 'source_moved', detail: { newUrl: other.url } },
    })
    const redirected = await serve([`redirect=${other.url}`])
    expect(await fetchPage(redirected.client, 1, 20, signal)).toMatchObject({
      kind: 'retry',
      error: { kind: 'source_unreachable' },
    })
    expect(other.counters.connections).toBe(0)
  })

  it('ends a slow drip, a hang and a cut response at the deadline of the whole request, without sleeping on', async () => {
    for (const [fault, kind] of [
      ['drip=20', 'timeout'],
      ['hang', 'timeout'],
      ['reset', 'source_unreachable'],
      ['truncate', 'source_unreachable'],
      ['cut-chunk', 'source_unreachable'],
    ] as const) {
      // Short where it is the deadline that must end it, else long: a slow machine must not call a cut response late.
      const { client } = await serve([fault], kind === 'timeout' ? 300 : 60_000)
      const elapsed = ownTime()
      expect(await fetchPage(client, 1, 50, signal), fault).toMatchObject({ kind: 'retry', error: { kind } })
      expect(elapsed()).toBeLessThan(2000)
    }
  })

  it('rejects at once with the reason when it is aborted', async () => {
    const { client } = await serve(['hang'])
    const controller = new AbortController()
    const reason = new Error('stop')
    const fetching = fetchPage(client, 1, 50, controller.signal)
    setImmediate(() => controller.abort(reason))
    await expect(fetching).rejects.toBe(reason)
  })

  it('calls a refused connection unreachable', async () => {
    const { api, client } = await serve()
    await api.close()
    closing.length = 0
    expect(await fetchPage(client, 1, 50, signal)).toMatchObject({
      kind: 'retry',
      trouble: 'offline',
      error: { kind: 'source_unreachable' },
    })
  })

  it('calls a name that does not resolve a moved source and offers the known address', async () => {
    const gone: Transport = {
      get: () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })),
      close: async () => {},
    }
    const fetched = await fetchPage(clientOf('https://films.invalid/api/v2/list_movies.json', 500, gone), 1, 50, signal)
    expect(fetched).toMatchObject({
      kind: 'retry',
      error: { kind: 'source_moved', detail: { newUrl: expect.stringContaining('https://') } },
    })
  })

  it('refuses addresses that are not https, before any request', () => {
    for (const url of [
      'http://films.example.org/x.json',
      'ftp://127.0.0.1/',
      'https://a:b@films.example.org/x.json',
      'nonsense',
    ]) {
      expect(() => clientOf(url)).toThrow(expect.objectContaining({ kind: 'config_invalid' }))
    }
  })

  it('gives a bomb up at 32 MiB and stays small, however many come at once', async () => {
    const { client } = await serve(['gzip-bomb=200'], 30_000)
    await fetchPage(client, 1, 50, signal)
    const before = process.memoryUsage().rss
    let peak = before
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss)
    }, 5)
    const fetched = await Promise.all(Array.from({ length: 8 }, (_, page) => fetchPage(client, page + 1, 50, signal)))
    clearInterval(watch)
    for (const one of fetched)
      expect(one).toMatchObject({ kind: 'retry', error: { message: expect.stringContaining('32 MiB') } })
    expect((peak - before) / 2 ** 20).toBeLessThan(200)
  })
})

describe('bodies', () => {
  async function readBody(
    chunks: readonly Uint8Array[],
    headers: BodyHeaders = {},
    max?: number,
  ): Promise<ReceivedBody> {
    const receiver = bodyReceiver(headers, max)
    for (const chunk of chunks) receiver.take(chunk)
    return unpackBody(receiver.end(), max)
  }
  const gzip = { 'content-encoding': 'gzip' }

  it('counts wire bytes and unpacked bytes', async () => {
    const zeros = gzipSync(Buffer.alloc(5000))
    await expect(readBody([zeros], gzip, 4999)).rejects.toThrow(/unpacks to more/)
    await expect(readBody([Buffer.alloc(300), Buffer.alloc(300)], {}, 500)).rejects.toThrow(/larger/)
    expect((await readBody([zeros], gzip, 5000)).bytes.byteLength).toBe(5000)
  })

  it('are whole whatever their length is said to be, in pieces of any size, one after the other', async () => {
    const lengths = [undefined, '0', '7', '170000', '999999999', '-1', 'many']
    const sizes = fc.array(fc.integer({ min: 0, max: 150_000 }), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.constantFrom(...lengths),
        fc.constantFrom(gzip, {}),
        async (parts, length, encoding) => {
          const chunks = parts.map((size, index) => new Uint8Array(size).fill(index + 1))
          const whole = Buffer.concat(chunks)
          const wire = 'content-encoding' in encoding ? [gzipSync(whole)] : chunks
          const body = await readBody(wire, { ...encoding, ...(length ? { 'content-length': length } : {}) })
          expect(Buffer.compare(body.bytes, whole)).toBe(0)
        },
      ),
    )
  })

  it('refuses damaged bytes and encodings that were not asked for', async () => {
    await expect(readBody([Buffer.from('no gzip')], gzip)).rejects.toThrow(/damaged/)
    await expect(readBody([gzipSync('abc').subarray(0, 12)], gzip)).rejects.toThrow(/damaged/)
    await expect(readBody([Buffer.from('x')], { 'content-encoding': 'zstd' })).rejects.toThrow(/compressed/)
  })
})
