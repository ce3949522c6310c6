import { beforeEach, describe, expect, it } from 'vitest'
import { jsonConfigSchema, yamlConfigSchema } from '../../../shared/config.ts'
import type { ConfigFileState } from '../../../shared/contract/app.ts'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import { idleProgress, type SyncProgress, type SyncSummary } from '../../../shared/ipc/progress.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import { checkConfigText } from '../../config/index.ts'
import { FakeHost } from '../testing/fake-host.ts'
import { SyncController } from './sync-controller.ts'
import type { Workspace } from './workspace.ts'

const progress = (status: SyncProgress['status'], done = 0): AppEvent => {
  const snapshot = idleProgress(4)
  return {
    type: 'progress',
    progress: { ...snapshot, status, phase: 'fetching', pages: { ...snapshot.pages, planned: 10, done } },
  }
}
const finished = (extra: Partial<SyncSummary> = {}): Extract<AppEvent, { type: 'finished' }> => {
  const counts = { requests: 0, retries: 0, pages: 0, fetched: 0, inserted: 0, updated: 0, unchanged: 0, removed: 0 }
  const summary: SyncSummary = {
    ...counts,
    status: 'complete',
    runId: 5,
    mode: 'full',
    dryRun: false,
    quarantined: 0,
    duplicates: 0,
    durationMs: 0,
    progress: { lastPageProcessed: 3, lastDate: '2025-01-02' },
    warnings: [],
    ...extra,
  }
  return { type: 'finished', summary }
}
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

describe('the sync controller', () => {
  let loader: FakeHost
  let reader: FakeHost
  let workspace: Workspace
  let told: string[]
  let sent: AppEvent[]
  let controller: SyncController
  let sampleUrl: () => Promise<string>
  let files: ConfigFileState[]
  const publish = (goldVersion: number): AppEvent => ({ type: 'published', goldVersion })
  /** The reader, which finds this publish in force whenever it is asked to follow. */
  const inForce = (goldVersion: number, id: string) => async (): Promise<Result<unknown>> => ({
    ok: true,
    value: { goldVersion, publish: id },
  })

  beforeEach(() => {
    loader = new FakeHost()
    reader = new FakeHost()
    workspace = { name: 'catalogue', dataDir: '/data', loader, reader }
    told = []
    sent = []
    sampleUrl = async () => 'http://127.0.0.1:9/list'
    files = []
    controller = new SyncController({
      current: () => workspace,
      isCurrent: (one) => one === workspace,
      readConfig: () => {
        return { yaml: yamlConfigSchema.parse({ limit: 20 }), json: jsonConfigSchema.parse({}), files, issues: [] }
      },
      systemProxy: async (url) => `PROXY for.example:1 ${url}`,
      sampleUrl: () => sampleUrl(),
      writeProgress: async (dataDir, { lastPageProcessed }) => void told.push(`wrote ${dataDir} ${lastPageProcessed}`),
      send: (event) => {
        sent.push(event)
        told.push(event.type)
      },
      onFinished: ({ status }) => told.push(`ended ${status}`),
      onShare: (share) => told.push(`share ${share}`),
      onState: ({ active, paused }) => told.push(`active ${active} paused ${paused}`),
      onError: (where) => told.push(`error ${where}`),
    })
  })

  it('starts a load with the settings of the configuration', async () => {
    expect(await controller.start({ mode: 'full' }, 'manual')).toEqual({ ok: true, value: { runId: 5 } })
    expect(loader.calls).toMatchObject([
      { channel: 'loader.start', input: { mode: 'full', dryRun: false, trigger: 'manual', settings: { limit: 20 } } },
    ])
  })

  it('tells the loader what the system says of the way to the address, for a load and for a new address alike', async () => {
    await controller.start({}, 'manual')
    await controller.probe('https://new.example/list_movies.json')
    expect(loader.calls).toMatchObject([
      { channel: 'loader.start', input: { systemProxy: expect.stringMatching(/^PROXY for\.example:1 https:/) } },
      {
        channel: 'loader.probe',
        input: {
          url: 'https://new.example/list_movies.json',
          systemProxy: 'PROXY for.example:1 https://new.example/list_movies.json',
        },
      },
    ])
  })

  it('loads from no other address when the configured one is wrong, save the sample catalogue', async () => {
    files = [checkConfigText('config.yaml', 'yts_url: example.org\n')]
    expect(await controller.start({}, 'manual')).toMatchObject({
      ok: false,
      error: { kind: 'config_invalid', detail: { field: 'yts_url', line: 1 } },
    })
    expect(loader.calls).toEqual([])
    workspace = { ...workspace, name: 'sample' }
    expect(await controller.start({}, 'manual')).toMatchObject({ ok: true })
  })

  it('loads the sample catalogue from the bundled server', async () => {
    workspace = { ...workspace, name: 'sample' }
    await controller.start({}, 'manual')
    expect(loader.calls).toMatchObject([{ input: { settings: { url: 'http://127.0.0.1:9/list' }, mode: null } }])
    sampleUrl = () => Promise.reject(new Error('/secret'))
    const failed = await controller.start({}, 'manual')
    expect(failed).toMatchObject({ ok: false, error: { kind: 'unavailable' } })
    expect(JSON.stringify(failed)).not.toContain('/secret')
  })

  it('lets the reader load the new data before the page is notified of it, and writes progress before the end is told', async () => {
    let refresh: () => void = () => {}
    reader.answer = () => new Promise((resolve) => (refresh = () => resolve({ ok: true, value: { goldVersion: 2 } })))
    controller.handle(progress('running', 5), workspace)
    controller.handle({ type: 'published', goldVersion: 2 }, workspace)
    controller.handle(finished(), workspace)
    await settle()
    expect(told).toEqual(['active true paused false', 'share 0.5', 'progress'])
    expect(controller.active).toBe(true)
    refresh()
    await settle()
    expect(told.slice(3)).toEqual([
      'published',
      'wrote /data 3',
      'config',
      'finished',
      'share null',
      'active false paused false',
      'ended complete',
    ])
    expect(controller.active).toBe(false)
  })

  it('writes no progress for a load that promoted nothing, nor for a dry run', async () => {
    controller.handle(finished({ status: 'partial', progress: null }), workspace)
    controller.handle(finished({ dryRun: true }), workspace)
    await settle()
    expect(told.some((text) => text.startsWith('wrote'))).toBe(false)
  })

  it('tells the end even when the reader or the disk fails', async () => {
    reader.answer = async () => ({ ok: false, error: { kind: 'unavailable', message: 'gone' } })
    controller.handle({ type: 'published', goldVersion: 2 }, workspace)
    controller.handle(finished(), workspace)
    await settle()
    expect(told).toContain('error reader.refresh')
    expect(told).toContain('published')
    expect(told).toContain('ended complete')
  })

  // The reader looks by itself every three seconds, so either may come first; a dead loader tells nothing more.
  it('tells of a publish once, though both the reader by its own look and the loader were notified of it', async () => {
    reader.answer = inForce(2, 'run 5')
    controller.handle(publish(2), workspace)
    controller.handle(publish(2), workspace)
    controller.handle(finished(), workspace)
    await settle()
    expect(told.filter((text) => text === 'published')).toHaveLength(1)
    expect(told.indexOf('published')).toBeLessThan(told.indexOf('finished'))
    // The next one changed nothing of gold: a publish all the same.
    reader.answer = inForce(2, 'run 6')
    controller.handle(publish(2), workspace)
    await settle()
    expect(told.filter((text) => text === 'published')).toHaveLength(2)
  })

  it('tells of a warehouse that was replaced, though version and publish are those that were told', async () => {
    reader.answer = inForce(1, 'run 1')
    controller.handle(publish(1), workspace)
    controller.handle({ type: 'published', goldVersion: 1, replaced: true }, workspace)
    controller.handle({ type: 'published', goldVersion: 1, replaced: false }, workspace)
    await settle()
    expect(sent).toEqual([publish(1), { type: 'published', goldVersion: 1, replaced: true }])
  })

  it('names the gold that the reader answers from, when another program published meanwhile', async () => {
    reader.answer = inForce(3, 'run 9')
    controller.handle(publish(2), workspace)
    controller.handle(publish(3), workspace)
    await settle()
    expect(sent).toEqual([publish(3)])
  })

  it('tells of a publish again where it cannot know that it was told', async () => {
    reader.answer = async () => ({ ok: false, error: { kind: 'unavailable', message: 'gone' } })
    controller.handle(publish(2), workspace)
    controller.handle(publish(2), workspace)
    await settle()
    expect(sent).toEqual([publish(2), publish(2)])
  })

  it('keeps a late publish of a closed workspace from the page of the next, whose own first one it tells', async () => {
    let refresh: () => void = () => {}
    reader.answer = () =>
      new Promise((resolve) => (refresh = () => resolve({ ok: true, value: { goldVersion: 9, publish: 'run 5' } })))
    controller.handle(publish(9), workspace)
    await settle()
    const sample = new FakeHost()
    sample.answer = inForce(1, 'run 5')
    workspace = { ...workspace, name: 'sample', dataDir: '/data/sample', reader: sample }
    controller.reset()
    refresh()
    controller.handle(publish(1), workspace)
    await settle()
    expect(sent).toEqual([publish(1)])
  })

  it('tells one end of a load whose loader died between telling it and being followed', async () => {
    let refresh: () => void = () => {}
    reader.answer = () =>
      new Promise((resolve) => (refresh = () => resolve({ ok: true, value: { goldVersion: 2, publish: 'run 5' } })))
    controller.handle(progress('running', 9), workspace)
    controller.handle(publish(2), workspace)
    controller.handle(finished(), workspace)
    controller.handle({ type: 'process', name: 'loader', state: 'restarting' }, workspace)
    await settle()
    expect(controller.active).toBe(true)
    refresh()
    await settle()
    expect(told.filter((text) => text.startsWith('ended'))).toEqual(['ended complete'])
    expect(told.filter((text) => text === 'finished')).toHaveLength(1)
    expect(controller.active).toBe(false)
  })

  it('knows a paused load, and one whose loader died', async () => {
    controller.handle(progress('running'), workspace)
    controller.handle(progress('paused'), workspace)
    expect([controller.active, controller.paused]).toEqual([true, true])
    const idle = controller.untilIdle()
    controller.handle({ type: 'process', name: 'loader', state: 'restarting' }, workspace)
    await idle
    expect([controller.active, controller.paused]).toEqual([false, false])
    expect(told.slice(-3)).toEqual(['finished', 'ended interrupted', 'process'])
    controller.handle({ type: 'process', name: 'loader', state: 'down' }, workspace)
    expect(told.filter((text) => text === 'finished')).toHaveLength(1)
  })

  // Found by a journey: the page read "Complete", and was told to wait for the sync to finish.
  it('has nothing to ask about before quitting once a load has told its end, though it is still being closed', () => {
    const seen = (['running', 'paused', 'complete'] as const).map((status) => {
      controller.handle(progress(status), workspace)
      return [controller.active, controller.undecided]
    })
    expect(seen).toEqual([
      [true, true],
      [true, true],
      [true, false],
    ])
  })

  it('waits for the rest of a load that has told its end, and not for one that runs or is paused', async () => {
    expect(await controller.atRest()).toBe(true)
    for (const status of ['running', 'paused'] as const) {
      controller.handle(progress(status), workspace)
      expect(await controller.atRest(), status).toBe(false)
    }
    controller.handle(progress('complete'), workspace)
    const rest = controller.atRest().then((value) => told.push(`at rest ${value}`))
    const again = controller.start({}, 'manual')
    await settle()
    expect([told.includes('at rest true'), loader.calls]).toEqual([false, []])
    controller.handle(finished(), workspace)
    await rest
    expect(told.slice(-2)).toEqual(['ended complete', 'at rest true'])
    expect(await again).toMatchObject({ ok: true })
  })

  it('is idle at once when nothing runs', async () => {
    await controller.untilIdle()
    expect(controller.active).toBe(false)
  })
})
