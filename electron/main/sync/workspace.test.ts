import { describe, expect, it } from 'vitest'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import { idleProgress } from '../../../shared/ipc/progress.ts'
import { FakeHost } from '../testing/fake-host.ts'
import { type WorkspaceDeps, Workspaces } from './workspace.ts'

describe('workspaces', () => {
  const setup = () => {
    const hosts: { name: string; dataDir: string; host: FakeHost; emit: (event: AppEvent) => void }[] = []
    const heard: string[] = []
    const told: string[] = []
    const deps: WorkspaceDeps = {
      startHost: (name, dataDir, emit) => {
        const host = new FakeHost()
        hosts.push({ name, dataDir, host, emit })
        return host
      },
      prepareFolder: async (dataDir) => void heard.push(`prepared ${dataDir}`),
      onCall: ({ origin, owner, channel }) => told.push(`${origin} → ${owner} ${channel}`),
      onEvent: (event, workspace) => heard.push(`${event.type} of ${workspace.name}`),
    }
    return { hosts, heard, told, workspaces: new Workspaces('/data', deps) }
  }

  it('keep the sample catalogue in a folder of its own, with its own processes', async () => {
    const { hosts, workspaces } = setup()
    await workspaces.open('catalogue')
    await workspaces.open('sample')
    expect(hosts.map(({ name, dataDir }) => `${name} ${dataDir}`)).toEqual([
      'reader /data',
      'loader /data',
      'reader /data/sample',
      'loader /data/sample',
    ])
    expect(hosts.map(({ host }) => host.stopped)).toEqual([true, true, false, false])
    expect(workspaces.current.name).toBe('sample')
    expect(workspaces.dataFolder).toBe('/data')
  })

  it('do not start the loader to hear that it does nothing', async () => {
    const { hosts, workspaces } = setup()
    await workspaces.open('catalogue')
    const loader = hosts[1]?.host
    expect(await workspaces.call('loader', 'sync.progress', undefined, 0)).toEqual({ ok: true, value: idleProgress() })
    expect(loader?.calls).toEqual([])
    await workspaces.call('loader', 'sync.pause', undefined, 0)
    await workspaces.call('loader', 'sync.progress', undefined, 0)
    expect(loader?.calls.map(({ channel }) => channel)).toEqual(['sync.pause', 'sync.progress'])
  })

  it('tell of every call of a process once, whoever made it and whichever way it went', async () => {
    const { told, workspaces } = setup()
    const { loader, reader } = await workspaces.open('catalogue')
    await loader.call('loader.start', {}, 0)
    await loader.call('sync.pause', null, 0)
    await loader.call('loader.hold', null, 0)
    await reader.call('reader.refresh', null, 0)
    await workspaces.call('reader', 'movies.page', {}, 0, 'page')
    await workspaces.call('reader', 'warehouse.status', null, 0, 'diagnostics')
    await workspaces.call('loader', 'sync.resume', null, 0)
    expect(told).toEqual([
      'main → loader loader.start',
      'main → loader sync.pause',
      'main → loader loader.hold',
      'main → reader reader.refresh',
      'page → reader movies.page',
      'diagnostics → reader warehouse.status',
      'main → loader sync.resume',
    ])
  })

  it('drop a late word of a closed workspace', async () => {
    const { hosts, heard, workspaces } = setup()
    await workspaces.open('catalogue')
    await workspaces.open('sample')
    heard.length = 0
    hosts[0]?.emit({ type: 'published', goldVersion: 1 })
    hosts[2]?.emit({ type: 'published', goldVersion: 2 })
    expect(heard).toEqual(['published of sample'])
  })

  it('change one after the other, however fast they are asked', async () => {
    const { hosts, workspaces } = setup()
    await Promise.all([workspaces.open('catalogue'), workspaces.open('sample'), workspaces.open('catalogue')])
    expect(workspaces.current.name).toBe('catalogue')
    expect(hosts.filter(({ host }) => !host.stopped).map(({ dataDir }) => dataDir)).toEqual(['/data', '/data'])
    await workspaces.close()
    expect(hosts.every(({ host }) => host.stopped)).toBe(true)
  })
})
