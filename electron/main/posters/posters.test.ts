import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../../shared/ipc/result.ts'
import type { Workspace } from '../sync/workspace.ts'
import { FakeHost } from '../testing/fake-host.ts'
import { Posters } from './posters.ts'

let dataDir: string
let loader: FakeHost
let name: Workspace['name']
let newest: string | null
let gesture: boolean
let posters: Posters
let handlers: ReturnType<Posters['handlers']>

const put = (text: string) => writeFileSync(path.join(dataDir, 'config.yaml'), text)
const stored = () => readFileSync(path.join(dataDir, 'config.yaml'), 'utf8')
const picture = { type: 'image/png', bytes: new Uint8Array([1]) }
const asked = () => loader.calls.filter(({ channel }) => channel === 'loader.poster')
const source = 'yts_url: https://films.example.org/api/v2/list_movies.json\n'

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'yts-posters-'))
  name = 'catalogue'
  newest = 'img.example.org'
  gesture = true
  put(source)
  loader = new FakeHost()
  loader.answer = async (channel) =>
    ok(channel === 'loader.poster' ? picture : { posters: 2, bytes: 20, host: newest, isFailing: false })
  const workspace = () => ({ name, dataDir, loader, reader: new FakeHost() }) as Workspace
  posters = new Posters({ current: workspace, systemProxy: async () => 'DIRECT' })
  handlers = posters.handlers({ takeGesture: () => gesture, configSaved: () => posters.changed() })
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const status = () => handlers['posters.status'](undefined)
const choose = (choice: Parameters<(typeof handlers)['posters.choose']>[0]) => handlers['posters.choose'](choice)

describe('no poster is asked for', () => {
  it.each([
    ['while nobody has agreed', source],
    ['while they are off', `${source}posters: off\nposter_host: img.example.org\n`],
    ['from no host', `${source}posters: visible\n`],
    ['from a host in a network of one’s own', `${source}posters: visible\nposter_host: 192.168.1.1\n`],
    ['from this machine, while films come from elsewhere', `${source}posters: visible\nposter_host: 127.0.0.1:80\n`],
    ['by settings that are not those of posters', `${source}posters: yes please\nposter_host: img.example.org\n`],
  ])('%s', async (_when, text) => {
    put(text)
    expect(await posters.picture(1)).toBeNull()
    expect(await status()).toMatchObject({ state: 'off' })
    expect(asked()).toEqual([])
  })

  it('for the sample, whatever its settings say', async () => {
    put(`${source}posters: visible\nposter_host: img.example.org\n`)
    name = 'sample'
    expect(await posters.picture(1)).toBeNull()
    expect(await status()).toMatchObject({ state: 'drawn', host: null, offer: null })
    await expect(choose({ show: 'visible', host: 'img.example.org' })).rejects.toMatchObject({ kind: 'not_found' })
    expect(loader.calls).toEqual([])
  })
})

it('a poster is asked for with the one origin that the settings allow', async () => {
  put(`${source}posters: visible\nposter_host: img.example.org:8443\nposter_cache_mb: 20\n`)
  expect(await posters.picture(7)).toEqual(picture)
  expect(asked().map(({ input }) => input)).toEqual([
    {
      movieId: 7,
      rules: { origin: 'https://img.example.org:8443', maxBytes: 20 * 2 ** 20, systemProxy: 'DIRECT' },
    },
  ])
  // When they change, what is under way is given up.
  put(`${source}posters: off\nposter_host: img.example.org\n`)
  posters.changed()
  expect(loader.calls.at(-1)).toMatchObject({ channel: 'loader.stopPosters' })
  expect(await posters.picture(7)).toBeNull()
  expect(asked()).toHaveLength(1)
})

describe('a choice', () => {
  it('is kept in the settings, with the host that was shown', async () => {
    expect(await status()).toMatchObject({ state: 'off', host: null, offer: 'img.example.org', posters: 2, bytes: 20 })
    await choose({ show: 'visible', host: 'img.example.org' })
    expect(stored()).toBe(`${source}posters: visible\nposter_host: img.example.org\n`)
    expect(await status()).toMatchObject({ state: 'visible', host: 'img.example.org', offer: null })
    expect(await posters.picture(7)).toEqual(picture)
    await choose({ show: 'off' })
    expect(stored()).toBe(`${source}posters: off\nposter_host: img.example.org\n`)
    expect(await posters.picture(7)).toBeNull()
  })

  it('takes the newest films’ host in the place of one that fails', async () => {
    await choose({ show: 'visible', host: 'img.example.org' })
    newest = 'new.example.org'
    expect(await status()).toMatchObject({ host: 'img.example.org', offer: 'new.example.org' })
    await choose({ show: 'visible', host: 'new.example.org' })
    expect(stored()).toContain('poster_host: new.example.org')
  })

  it.each([
    ['another host than was shown', 'evil.example.org'],
    ['no host', ''],
    ['an address', 'https://img.example.org'],
    ['this machine', '127.0.0.1:80'],
  ])('of %s is none', async (_what, host) => {
    await expect(choose({ show: 'visible', host })).rejects.toMatchObject({ kind: 'not_found' })
    expect(stored()).toBe(source)
  })

  it('is a person’s, not the page’s', async () => {
    gesture = false
    await expect(choose({ show: 'visible', host: 'img.example.org' })).rejects.toMatchObject({ kind: 'forbidden' })
    expect(stored()).toBe(source)
    // Turning them off is always allowed.
    await choose({ show: 'off' })
    expect(stored()).toContain('posters: off')
  })

  it('offers no host that may not be asked', async () => {
    for (const host of ['192.168.1.1', '127.0.0.1:80', 'printer.local', 'intranet', '[::1]']) {
      newest = host
      expect(await status(), host).toMatchObject({ host: null, offer: null })
    }
  })
})
