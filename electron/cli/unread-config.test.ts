import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SampleService } from '../sample/service.ts'
import { sampleTransport } from '../sync/testing/sample-transport.ts'
import { VirtualRuntime } from '../sync/testing/virtual-runtime.ts'
import { runForTest } from './testing/run-for-test.ts'

// A configuration that cannot be read may name an address that is not the default one: asking any would be a guess.

let dataDir = ''
let service: SampleService
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'yts-unread-config-'))
  service = new SampleService({ films: 120, seed: 4 })
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

/** `sync` with a transport that answers for every address and counts what is asked. */
async function sync(...more: string[]) {
  const transport = () => sampleTransport(service, new VirtualRuntime(1))
  const done = await runForTest(['sync', '--json', '--data-dir', dataDir, ...more], { loader: { transport } })
  return { ...done, requests: service.counters.requests }
}

const text = 'yts_url: https://mirror.example.org/api/v2/list_movies.json\nlimit: 50\n'
const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
// biome-ignore format: a list reads better in rows
const unread: [what: string, content: Buffer | null][] = [
  ['in UTF-16', utf16],
  ['in UTF-16 the other way round', Buffer.from(utf16).swap16()],
  ['in UTF-16 without a mark', utf16.subarray(2)],
  ['full of NULs, as after a power cut', Buffer.alloc(200)],
  ['ending in NULs', Buffer.concat([Buffer.from(text), Buffer.alloc(50)])],
  ['in another code page', Buffer.from('# f\u00fcr mich\nlimit: 50\n', 'latin1')],
  ['of another kind than a list of settings', Buffer.from('- a\n- b\n')],
  ['larger than any configuration', Buffer.alloc(5_000_000, ' ')],
  ['that is a folder', null],
]

describe('sync with a config.yaml', () => {
  it.each(unread)('%s ends with 2, asks nothing of any address and makes no warehouse', async (_what, content) => {
    const file = join(dataDir, 'config.yaml')
    if (content) writeFileSync(file, content)
    else mkdirSync(file)
    for (const more of [[], ['--full'], ['--dry-run'], ['--incremental']]) {
      const { code, requests, err, json } = await sync(...more)
      expect({ code, requests }, more.join()).toEqual({ code: 2, requests: 0 })
      expect(json()).toMatchObject({ status: 'failed', error: { kind: 'config_invalid' } })
      // What is wrong goes on from the file's name, in the warning and in why nothing was loaded.
      expect(err).toMatch(/^config\.yaml (is|holds|must) .+\n$/)
      expect(json()).toMatchObject({ error: { message: `${err.trim()}. Nothing was loaded.` } })
    }
    expect(readdirSync(dataDir)).toEqual(['config.yaml'])
  })

  it('that can be read asks, and so does a damaged one beside an address that a person gives', async () => {
    writeFileSync(join(dataDir, 'config.yaml'), text)
    expect(await sync()).toMatchObject({ code: 0, requests: expect.toSatisfy((count: number) => count > 0) })
    writeFileSync(join(dataDir, 'config.yaml'), utf16)
    const before = service.counters.requests
    const given = await sync('--url', 'https://mirror.example.org/api/v2/list_movies.json')
    expect(given).toMatchObject({ code: 0, requests: expect.toSatisfy((count: number) => count > before) })
  })
})
