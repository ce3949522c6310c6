import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConfigFile } from '../../../shared/config.ts'
import { contract } from '../../../shared/contract/index.ts'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import { idleProgress } from '../../../shared/ipc/progress.ts'
import { ok, type Result } from '../../../shared/ipc/result.ts'
import { readConfig } from '../../config/index.ts'
import { Posters } from '../posters/posters.ts'
import { SyncController } from '../sync/sync-controller.ts'
import { failedStart } from '../sync/untold-ends.ts'
import type { Workspace } from '../sync/workspace.ts'
import { FakeHost } from '../testing/fake-host.ts'
import { createMainHandlers, type HandlerDeps } from './handlers.ts'

const source = 'https://films.example.org/api/v2/list_movies.json'
const moved = 'https://new.example.org/api/v2/list_movies.json'

let dataDir: string
let asked: { from: string; to: string }[]
let trusts: boolean
let posterHosts: string[]
let gesture: boolean
let written: string[]
let logged: unknown[]
let saved: number
let publishing: boolean
let loader: FakeHost
let sync: SyncController
let handlers: ReturnType<typeof createMainHandlers>

const stored = () => readFileSync(path.join(dataDir, 'config.yaml'), 'utf8')
const put = (text: string) => writeFileSync(path.join(dataDir, 'config.yaml'), text)
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve()
}

const running: AppEvent = {
  type: 'progress',
  progress: { ...idleProgress(4), status: 'running', phase: 'fetching' },
}
const movedTo = (newUrl?: string) => {
  return { kind: 'source_moved' as const, message: 'It moved.', detail: newUrl ? { newUrl } : {} }
}

/** A load of the open workspace that runs and ends, and what its source said of another address. */
async function load(newUrl?: string): Promise<void> {
  const workspace = current()
  await sync.start({}, 'manual')
  sync.handle(running, workspace)
  sync.handle({ type: 'finished', summary: failedStart(movedTo(newUrl)) }, workspace)
  await settle()
}

const workspaces = new Map<string, Workspace>()
let open = 'catalogue'
const current = (): Workspace => workspaces.get(open) as Workspace

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'yts-address-'))
  asked = []
  trusts = true
  posterHosts = []
  gesture = true
  written = []
  logged = []
  saved = 0
  publishing = false
  open = 'catalogue'
  loader = new FakeHost()
  const reader = new FakeHost()
  reader.answer = async () => ok({ progress: undefined })
  workspaces.set('catalogue', { name: 'catalogue', dataDir, loader, reader })
  put(`yts_url: ${source} # mine\nlimit: 20\n`)
  sync = new SyncController({
    current,
    isCurrent: (one) => one === current(),
    readConfig: (folder) => readConfig(folder),
    systemProxy: async () => null,
    sampleUrl: async () => 'http://127.0.0.1:9/list',
    writeProgress: async () => {},
    send: () => {},
    onFinished: () => {},
    onShare: () => {},
    onState: () => {},
    onError: () => {},
  })
  const deps: Partial<HandlerDeps> = {
    workspaces: {
      get current() {
        return current()
      },
      dataFolder: dataDir,
      call: async (): Promise<Result<unknown>> => ok({ progress: undefined }),
    } as unknown as HandlerDeps['workspaces'],
    sync,
    destinations: {
      get busy() {
        return publishing
      },
      handlers: () => ({}),
    } as unknown as HandlerDeps['destinations'],
    posters: new Posters({ current, systemProxy: async () => null }),
    exports: { busy: false, handlers: () => ({}) } as unknown as HandlerDeps['exports'],
    reports: { handlers: () => ({}) } as unknown as HandlerDeps['reports'],
    moveDataFolder: async () => ({ moved: true, dataFolder: '/elsewhere' }),
    switchWorkspace: async () => {},
    diagnostics: {} as HandlerDeps['diagnostics'],
    trustHost: async (hosts) => {
      asked.push(hosts)
      return trusts
    },
    trustPosterHost: async (host) => {
      posterHosts.push(host)
      return trusts
    },
    takeGesture: () => gesture,
    logViewFailure: (failure) => logged.push(failure),
    writeClipboard: (text) => written.push(text),
    configSaved: () => {
      saved += 1
      sync.configChanged()
    },
  }
  handlers = createMainHandlers(deps as HandlerDeps)
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const accept = () => handlers['config.acceptAddress'](undefined)
const save = (text: string, file: ConfigFile = 'config.yaml') =>
  handlers['config.save']({
    file,
    text,
    baseHash: readConfig(dataDir).files.find((state) => state.file === file)?.hash ?? '',
  })

describe('an address is adopted only if this load offered it', () => {
  it('and the page names none', async () => {
    expect(contract['config.acceptAddress'].input.safeParse({ url: moved }).success).toBe(false)
    await load(moved)
    await accept()
    expect(stored()).toBe(`yts_url: ${moved} # mine\nlimit: 20\n`)
    expect(saved).toBe(1)
    expect(loader.calls.at(-1)).toMatchObject({ channel: 'loader.probe', input: { url: moved } })
  })

  const nothing: [how: string, run: () => Promise<unknown>][] = [
    ['no load ran', async () => {}],
    ['the load offered nothing', () => load()],
    ['what it offered is on this machine', () => load('http://127.0.0.1:9000/api/v2/list_movies.json?x=1#y')],
    ['what it offered is on this network', () => load('https://192.168.1.1/api/v2/list_movies.json')],
    ['another load came after it', () => load(moved).then(() => load())],
    [
      'the configuration had changed before the load ended',
      async () => {
        const workspace = current()
        await sync.start({}, 'manual')
        sync.handle(running, workspace)
        put('yts_url: https://third.example.org/api/v2/list_movies.json\n')
        sync.configChanged()
        sync.handle({ type: 'finished', summary: failedStart(movedTo(moved)) }, workspace)
        await settle()
      },
    ],
    [
      'the configuration had changed before the load ended, and another start was refused meanwhile',
      async () => {
        const workspace = current()
        await sync.start({}, 'manual')
        sync.handle(running, workspace)
        put('yts_url: https://third.example.org/api/v2/list_movies.json\n')
        loader.answer = async () => ({ ok: false, error: { kind: 'busy', message: 'A load runs.' } })
        await sync.start({}, 'schedule')
        sync.handle({ type: 'finished', summary: failedStart(movedTo(moved)) }, workspace)
        await settle()
      },
    ],
    [
      'another load is on its way',
      async () => {
        await load(moved)
        await sync.start({}, 'schedule')
      },
    ],
    [
      'the configuration was saved since',
      async () => {
        await load(moved)
        await save(`yts_url: ${source}\nlimit: 30\n`)
      },
    ],
    [
      'the configuration was changed on disk since, and nobody has noticed yet',
      async () => {
        await load(moved)
        put('yts_url: https://third.example.org/api/v2/list_movies.json\n')
      },
    ],
    [
      'another workspace was opened since',
      async () => {
        await load(moved)
        sync.reset()
      },
    ],
    ['it was adopted already', () => load(moved).then(accept)],
  ]
  it.each(nothing)('nothing is adopted when %s', async (_how, run) => {
    await run()
    const before = stored()
    const probes = () => loader.calls.filter(({ channel }) => channel === 'loader.probe').length
    const probed = probes()
    await expect(accept()).rejects.toMatchObject({ kind: 'not_found', message: expect.stringContaining('Sync again') })
    expect(stored()).toBe(before)
    expect(probes()).toBe(probed)
  })

  it('nothing is adopted without a sound answer, and the offer stands', async () => {
    await load(moved)
    loader.answer = async () => ({ ok: false, error: { kind: 'source_not_yts', message: 'It is a web page.' } })
    await expect(accept()).rejects.toMatchObject({ kind: 'source_not_yts' })
    expect(stored()).toContain(source)
    loader.answer = async () => ok({ films: 5 })
    await accept()
    expect(stored()).toContain(moved)
  })

  it('nothing is adopted when the configuration changes while the address is asked', async () => {
    await load(moved)
    loader.answer = async () => {
      sync.configChanged()
      return ok({ films: 5 })
    }
    await expect(accept()).rejects.toMatchObject({ kind: 'not_found' })
    expect(stored()).toContain(source)
  })

  it('nothing is adopted while a load runs', async () => {
    await load(moved)
    sync.handle({ type: 'progress', progress: { ...idleProgress(4), status: 'running' } }, current())
    await expect(accept()).rejects.toMatchObject({ kind: 'busy' })
  })
})

describe('posters come from another host by the settings only when a person agrees outside the page', () => {
  const shown = (host: string, show = 'visible') => `yts_url: ${source}\nposters: ${show}\nposter_host: ${host}\n`

  it('when they are turned on, and when their host is changed', async () => {
    await save(shown('img.example.org'))
    await save(shown('other.example.org'))
    expect(posterHosts).toEqual(['img.example.org', 'other.example.org'])
    trusts = false
    await expect(save(shown('evil.example.org'))).rejects.toMatchObject({ kind: 'cancelled' })
    expect(stored()).toBe(shown('other.example.org'))
  })

  it('and nobody is asked while they are off, turned off, or from where they come already', async () => {
    await save(shown('img.example.org', 'off'))
    put(shown('img.example.org'))
    await save(`${shown('img.example.org')}limit: 10\n`)
    await save(shown('img.example.org', 'off'))
    await save('limit: 20\nyts_url: https://films.example.org/x\n')
    expect(posterHosts).toEqual([])
  })
})

describe('another host is saved only when a person agrees outside the page', () => {
  it('and it is named with the one before', async () => {
    await save(`yts_url: ${moved}\n`)
    expect(asked).toEqual([{ from: 'films.example.org', to: 'new.example.org' }])
    expect(stored()).toBe(`yts_url: ${moved}\n`)
  })

  it('nothing is written when they do not', async () => {
    trusts = false
    const before = stored()
    await expect(save(`yts_url: ${moved}\n`)).rejects.toMatchObject({ kind: 'cancelled' })
    expect(stored()).toBe(before)
    expect(saved).toBe(0)
  })

  it('also when the address is taken out, which leads to the default one, and for another port', async () => {
    await save('limit: 20\n')
    put('yts_url: http://127.0.0.1:4000/a\n')
    await save('yts_url: http://127.0.0.1:4001/a\n')
    expect(asked.map(({ to }) => to)).toEqual(['movies-api.accel.li', '127.0.0.1:4001'])
  })

  it('and nobody is asked for the same host, for another file, or for what cannot be saved anyway', async () => {
    await save('yts_url: https://films.example.org/other/list_movies.json\n')
    await handlers['config.save']({
      file: 'config.json',
      text: '{"yts_url":"https://new.example.org/"}',
      baseHash: readConfig(dataDir).files[1]?.hash ?? '',
    })
    await expect(save(`yts_url: ${moved}\nlimit: 99\n`)).rejects.toMatchObject({ kind: 'config_invalid' })
    await expect(
      handlers['config.save']({ file: 'config.yaml', text: `yts_url: ${moved}\n`, baseHash: 'of another text' }),
    ).rejects.toMatchObject({ kind: 'conflict' })
    expect(asked).toEqual([])
  })
})

it('views that fail are logged, and no page fills the log with them', async () => {
  for (let count = 0; count < 1_000; count++) {
    await handlers['app.viewFailed']({ view: `page ${count}`, component: 'Plot', message: 'thrown', stack: '' })
  }
  expect(logged).toHaveLength(50)
  expect(logged[0]).toMatchObject({ view: 'page 0', component: 'Plot' })
})

it('the clipboard is written on a gesture only', async () => {
  await handlers['clipboard.write']({ text: 'first' })
  gesture = false
  await expect(async () => handlers['clipboard.write']({ text: 'second' })).rejects.toMatchObject({ kind: 'forbidden' })
  expect(written).toEqual(['first'])
})

it('data folder and catalogue stay while something is done at a destination', async () => {
  publishing = true
  await expect(handlers['app.moveDataFolder'](undefined)).rejects.toMatchObject({ kind: 'busy' })
  await expect(handlers['app.useWorkspace']({ workspace: 'sample' })).rejects.toMatchObject({ kind: 'busy' })
  publishing = false
  expect(await handlers['app.moveDataFolder'](undefined)).toMatchObject({ moved: true })
})
