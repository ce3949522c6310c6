import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { selfSigned } from '../files/testing/self-signed.ts'
import { SampleService } from '../sample/service.ts'
import { type LocalServer, localProxy, localTlsServer } from '../sync/testing/local-servers.ts'

const host = 'films.example.org'
const certificate = selfSigned(host)
let dataDir = ''
let source: LocalServer
let proxy: Awaited<ReturnType<typeof localProxy>>

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'yts-cli-proxy-'))
  writeFileSync(join(dataDir, 'authority.pem'), certificate.cert)
  const service = new SampleService({ films: 120, seed: 4 })
  source = await localTlsServer(certificate, (request, response) => {
    void service.handle(new URL(request.url ?? '', `https://${host}`), { gzip: false }).then((answer) => {
      response.writeHead(answer.status, answer.headers).end(answer.body)
    })
  })
  proxy = await localProxy(source.port)
})
afterEach(async () => {
  await proxy.close()
  await source.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function sync(env: Record<string, string>): Promise<{ code: number | null; out: string; err: string }> {
  const cli = join(import.meta.dirname, '../cli.ts')
  const url = `https://${host}/api/v2/list_movies.json`
  const child = spawn(process.execPath, [cli, 'sync', '--json', '--url', url, '--data-dir', join(dataDir, 'data')], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}

it('a whole load goes through the proxy of the environment', async () => {
  const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NODE_EXTRA_CA_CERTS: join(dataDir, 'authority.pem') }
  const { code, out, err } = await sync(env)
  expect(err).toBe('')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ status: 'complete', inserted: 120 })
  expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set([`${host}:443`]))
})

it('a certificate that is not trusted ends a load at once, without a second request', async () => {
  const { code, out } = await sync({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` })
  expect(code).toBe(5)
  expect(JSON.parse(out)).toMatchObject({ status: 'failed', retries: 0, error: { kind: 'source_unreachable' } })
  expect(JSON.parse(out).error.message).toMatch(/not trusted: a company proxy\?/)
})
