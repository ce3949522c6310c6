import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { type SelfSigned, selfSigned } from '../../files/testing/self-signed.ts'
import { createApiClient, type FetchedResponse } from '../fetch/api-client.ts'
import { systemRuntime } from '../fetch/runtime.ts'
import { undiciTransport } from '../fetch/transport.ts'
import { readerHere } from '../response/response-reader.ts'
import { localProxy, localServer, localSocks, localTlsServer } from '../testing/local-servers.ts'
import { routeTo } from './route.ts'

// Over real sockets: TLS, proxies and what stands between.

const host = 'films.example.org'
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

function kept<T extends { close(): Promise<unknown> }>(server: T): T {
  closing.push(() => server.close())
  return server
}

async function ask(url: string, env: Record<string, string> = {}): Promise<FetchedResponse> {
  const transport = kept(undiciTransport(2, routeTo(url, env, null)))
  const client = createApiClient({
    url,
    transport,
    responses: readerHere(),
    runtime: systemRuntime,
    userAgent: 'test',
    timeoutMs: 5000,
  })
  return client.read(await client.receive(1, 20, new AbortController().signal))
}

/** Until the end of a test. */
function trust({ cert }: SelfSigned): void {
  const before = getCACertificates('default')
  closing.push(async () => setDefaultCACertificates(before))
  setDefaultCACertificates([...before, cert])
}

const secureServer = async (certificate: SelfSigned) =>
  kept(await localTlsServer(certificate, (_request, response) => response.end('{}')))

describe('certificate trouble is fatal at once and named', () => {
  const cases: [what: string, certificate: SelfSigned, isTrusted: boolean, says: RegExp][] = [
    ['one that vouches for itself', selfSigned('localhost'), false, /is not trusted: a company proxy\? \(/],
    ['one that has ended', selfSigned('localhost', -1), true, /is not valid today\. .* \(CERT_HAS_EXPIRED\)/],
    ['one for another name', selfSigned('other.example.org'), true, /is for another name: .* \(ERR_TLS_CERT_ALTNAME/],
  ]
  it.each(cases)('%s', async (_what, certificate, isTrusted, says) => {
    if (isTrusted) trust(certificate)
    const { port } = await secureServer(certificate)
    const answer = await ask(`https://localhost:${port}/api/v2/list_movies.json`)
    expect(answer).toMatchObject({ kind: 'fatal', error: { kind: 'source_unreachable' } })
    expect(answer.kind === 'fatal' && answer.error.message).toMatch(says)
  })

  it('is told from a server that speaks no TLS at all, which may be asked again', async () => {
    const { port } = kept(await localServer((_request, response) => response.end('sign in')))
    expect(await ask(`https://localhost:${port}/list_movies.json`)).toMatchObject({
      kind: 'retry',
      error: { kind: 'source_unreachable', message: expect.stringContaining('does not speak https') },
    })
  })
})

describe('a proxy', () => {
  it('is asked for the tunnel, and what its certificate inside is worth is named with it', async () => {
    const { port } = await secureServer(selfSigned(host))
    const proxy = kept(await localProxy(port))
    const answer = await ask(`https://${host}/list_movies.json`, {
      HTTPS_PROXY: `http://me:secret@127.0.0.1:${proxy.port}`,
    })
    expect(proxy.asked).toEqual([
      { target: `${host}:443`, authorization: `Basic ${Buffer.from('me:secret').toString('base64')}` },
    ])
    expect(answer).toMatchObject({ kind: 'fatal', error: { message: expect.stringMatching(/company proxy/) } })
    expect(JSON.stringify(answer)).toContain(`127.0.0.1:${proxy.port}`)
    expect(JSON.stringify(answer)).not.toContain('secret')
  })

  it.each([
    [407, 'fatal', /wants a user name/],
    [403, 'fatal', /refuses the connection/],
    [502, 'retry', /refuses the connection/],
  ])('that answers %s is named', async (status, kind, says) => {
    const proxy = kept(await localProxy(1, { status }))
    const answer = await ask(`https://${host}/list_movies.json`, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` })
    expect(answer).toMatchObject({ kind, error: { kind: 'source_unreachable' } })
    expect('error' in answer && answer.error.message).toMatch(says)
  })

  it('that is spoken to by TLS, whose certificate is for another name, is told from the source', async () => {
    const certificate = selfSigned('other.example.org')
    trust(certificate)
    const { port } = await secureServer(certificate)
    const answer = await ask(`https://${host}/list_movies.json`, { HTTPS_PROXY: `https://localhost:${port}` })
    expect(answer).toMatchObject({
      kind: 'fatal',
      error: {
        kind: 'source_unreachable',
        message: `The certificate of the proxy localhost:${port} (HTTPS_PROXY) is for another name (ERR_TLS_CERT_ALTNAME_INVALID). Check the proxy's address. Nothing was loaded.`,
      },
    })
  })

  it('that is not there is named, and its name is not taken for the dead name of the source', async () => {
    const proxy = await localProxy(1)
    await proxy.close()
    for (const there of [`127.0.0.1:${proxy.port}`, 'nowhere.invalid:3128']) {
      expect(await ask(`https://${host}/list_movies.json`, { HTTPS_PROXY: `http://${there}` })).toMatchObject({
        kind: 'retry',
        error: { kind: 'source_unreachable', message: expect.stringContaining(`through the proxy ${there}`) },
      })
    }
  })

  it('of the kind SOCKS 5 is used too', async () => {
    const { port } = await secureServer(selfSigned(host))
    const proxy = kept(await localSocks(port))
    const answer = await ask(`https://${host}/list_movies.json`, { ALL_PROXY: `socks5://127.0.0.1:${proxy.port}` })
    expect(proxy.asked).toEqual([host])
    expect(answer).toMatchObject({ kind: 'fatal', error: { message: expect.stringMatching(/company proxy/) } })
  })
})
