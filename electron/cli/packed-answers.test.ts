import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type LocalServer, localServer } from '../sync/testing/local-servers.ts'

// A few bytes on the wire that stand for a great many values: a real process says what came, and stays small.

let dataDir = ''
let source: LocalServer | null = null
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'yts-packed-'))
})
afterEach(async () => {
  await source?.close()
  source = null
  rmSync(dataDir, { recursive: true, force: true })
})

/** Has a process tell its peak memory, in KiB, when it ends. */
const tellingPeak = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => console.error('\\npeak ' + process.resourceUsage().maxRSS))",
)}`

const size = 31 * 2 ** 20
const filled = (before: string, value: string, after: string): Buffer => {
  const times = Math.floor((size - before.length - after.length) / value.length)
  return gzipSync(`${before}${value.repeat(times)}${after}`, { level: 9 })
}
const envelope = '{"status":"ok","data":{"movie_count":100,"limit":50,"page_number":1,"movies":['

it.each([
  ['empty films', filled(envelope, '{},', '{}]}}')],
  ['empty lists', filled(envelope, '[],', '[]]}}')],
  ['values of one film', filled(`${envelope}{"id":1,"genres":[`, '"",', '""]}]}}')],
  ['keys of one film', filled(`${envelope}{"id":1`, ',"":1', '}]}}')],
  ['nothing around them', filled('', '{},', '')],
  ['a warning before them', filled('Warning: {', '{},', '')],
])('31 MiB of %s in some kilobytes end a load in a sentence and in little memory', async (_what, body) => {
  expect(body.byteLength).toBeLessThan(200_000)
  source = await localServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(body)
  })
  const url = `http://127.0.0.1:${source.port}/api/v2/list_movies.json`
  writeFileSync(join(dataDir, 'config.yaml'), `yts_url: ${url}\nlimit: 50\nmax_attempts: 2\n`)
  const cli = join(import.meta.dirname, '../cli.ts')
  const child = spawn(process.execPath, ['--import', tellingPeak, cli, 'sync', '--json', '--data-dir', dataDir], {
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
  expect(await once(child, 'close'), err).toEqual([5, null])
  expect(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
    status: 'failed',
    error: { message: expect.stringMatching(/^127\.0\.0\.1:\d+ answers with .*\. Check yts_url in the settings\.$/) },
  })
  expect(err).not.toMatch(/^ {4}at |out of memory/m)
  const peaks = [...err.matchAll(/^peak (\d+)$/gm)].map(([, kib]) => Number(kib) / 1024)
  expect(peaks.length).toBeGreaterThan(0)
  expect(Math.max(...peaks)).toBeLessThan(300)
})
