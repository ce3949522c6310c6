import { beforeEach, describe, expect, it } from 'vitest'
import { jsonConfigSchema, yamlConfigSchema } from '../../../shared/config.ts'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import { idleProgress, type SyncSummary } from '../../../shared/ipc/progress.ts'
import { type ChildLike, createProcessHost } from '../processes/process-host.ts'
import { endInOrder, QuitGuard } from '../shell/quit.ts'
import { FakeHost } from '../testing/fake-host.ts'
import { FakeTimers } from '../testing/fake-timers.ts'
import { SyncController } from './sync-controller.ts'
import { failedStart } from './untold-ends.ts'
import { Workspaces } from './workspace.ts'

// A loader that is deaf (it reads an answer without end, its disk hangs): what a person asks for is done all the same, in their time.

/** A loader process that starts, tells of a load, and hears what it is told to hear. */
class Loader implements ChildLike {
  readonly #listeners: ((message: unknown) => void)[] = []
  readonly #exits: ((code: number | null) => void)[] = []
  readonly asked: string[] = []
  killed = false
  isDeaf = true
  /** Not even the system can end it: it waits for a disk. */
  isStuck = false

  postMessage(message: unknown): void {
    const { id, channel } = message as { id: number; channel: string }
    this.asked.push(channel)
    if (!this.isDeaf) queueMicrotask(() => this.#say({ type: 'reply', id, result: { ok: true, value: undefined } }))
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#listeners.push(listener)
  }
  onExit(listener: (code: number | null) => void): void {
    this.#exits.push(listener)
  }
  kill(): void {
    this.killed = true
    if (!this.isStuck) for (const listener of this.#exits) listener(null)
  }
  #say(message: unknown): void {
    for (const listener of this.#listeners) listener(message)
  }
  tell(event: AppEvent): void {
    this.#say({ type: 'event', event })
  }
  begin(): void {
    this.#say({ type: 'ready' })
  }
}

describe('with a loader that is deaf', () => {
  let timers: FakeTimers
  let loaders: Loader[]
  let ends: SyncSummary[]
  let done: string[]
  let logged: string[]
  let workspaces: Workspaces
  let controller: SyncController

  const loader = (): Loader => {
    const newest = loaders.at(-1)
    if (!newest) throw new Error('no loader was started')
    return newest
  }

  beforeEach(async () => {
    timers = new FakeTimers()
    loaders = []
    ends = []
    done = []
    logged = []
    workspaces = new Workspaces('/data', {
      prepareFolder: async () => {},
      startHost: (name, _dataDir, onEvent, onState) => {
        if (name === 'reader') return new FakeHost()
        return createProcessHost({
          spawn: () => {
            loaders.push(new Loader())
            return loader()
          },
          timers,
          now: () => timers.now,
          onEvent,
          onState,
          onLog: ({ level }) => logged.push(level),
        })
      },
      onEvent: (event, workspace) => controller.handle(event, workspace),
    })
    controller = new SyncController({
      current: () => workspaces.current,
      isCurrent: () => true,
      readConfig: () => ({ yaml: yamlConfigSchema.parse({}), json: jsonConfigSchema.parse({}), files: [], issues: [] }),
      systemProxy: async () => null,
      sampleUrl: async () => '',
      writeProgress: async () => {},
      send: (event) => {
        if (event.type === 'finished') ends.push(event.summary)
      },
      onFinished: () => {},
      onShare: () => {},
      onState: () => {},
      onError: () => {},
    })
    await workspaces.open('catalogue')
    loader().begin()
    loader().tell({ type: 'progress', progress: { ...idleProgress(4), runId: 7, status: 'running' } })
  })

  it('cancel is answered within two seconds: its process is ended, the load told as cancelled, and another process starts', async () => {
    const [deaf] = loaders
    const answer = controller.cancel()
    await timers.advance(0)
    await timers.advance(1_000)
    expect([deaf?.asked, deaf?.killed, ends]).toEqual([['sync.cancel'], false, []])
    await timers.advance(999)
    expect(await answer).toEqual({ ok: true, value: undefined })
    expect(deaf?.killed).toBe(true)
    expect(ends).toMatchObject([{ runId: 7, status: 'cancelled', error: { kind: 'cancelled' } }])
    expect(controller.active).toBe(false)
    expect(logged).toEqual(['warn'])
    expect(loaders).toHaveLength(2)
    loader().begin()
    loader().isDeaf = false
    expect(await workspaces.current.loader.call('sync.progress', null, 1_000)).toMatchObject({ ok: true })
  })

  it('one that dies later is told as interrupted, not as cancelled', async () => {
    const answer = controller.cancel()
    await timers.advance(0)
    await timers.advance(1_999)
    await answer
    loader().begin()
    loader().tell({ type: 'progress', progress: { ...idleProgress(4), runId: 8, status: 'running' } })
    loader().kill()
    expect(ends.map(({ runId, status }) => [runId, status])).toEqual([
      [7, 'cancelled'],
      [8, 'interrupted'],
    ])
  })

  it('one that tells its end before it is killed leaves nothing behind: a later one that dies is interrupted', async () => {
    loader().isStuck = true
    const answer = controller.cancel()
    await timers.advance(0)
    await timers.advance(1_999)
    await answer
    loader().tell({ type: 'finished', summary: { ...failedStart({ kind: 'cancelled', message: '' }), runId: 7 } })
    loader().isStuck = false
    loader().kill()
    await controller.untilIdle()
    await timers.advance(1_000)
    loader().begin()
    loader().tell({ type: 'progress', progress: { ...idleProgress(4), runId: 8, status: 'running' } })
    loader().kill()
    expect(ends.map(({ runId, status }) => [runId, status])).toEqual([
      [7, 'failed'],
      [8, 'interrupted'],
    ])
  })

  it('one that hears is left to end its load by itself', async () => {
    loader().isDeaf = false
    expect(await controller.cancel()).toMatchObject({ ok: true })
    await timers.advance(60_000)
    expect([loader().killed, ends]).toEqual([false, []])
  })

  it('one that is busy with something other than a load is not ended', async () => {
    loader().tell({ type: 'progress', progress: { ...idleProgress(4), status: 'complete' } })
    controller.reset()
    const answer = controller.cancel()
    await timers.advance(0)
    await timers.advance(1_999)
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'timeout' } })
    expect(loader().killed).toBe(false)
  })

  it.each([true, false])(
    'quit ends the app within five seconds; process that cannot be killed: %s',
    async (isStuck) => {
      loader().isStuck = isStuck
      const quit = new QuitGuard({
        isSyncing: () => controller.active,
        ask: () => true,
        untilIdle: () => controller.untilIdle(),
        pause: () => controller.ask('sync.pause'),
        shutDown: () => workspaces.close(),
        exit: () => done.push(`exit at ${timers.now}`),
        timers,
      })
      void quit.decide('pause')
      await timers.advance(0)
      await timers.advance(4_999)
      expect(loader().killed).toBe(true)
      expect(loader().asked).toEqual(['sync.pause', 'loader.shutdown'])
      expect(done).toHaveLength(1)
    },
  )
})

describe('quitting', () => {
  it('writes what the window remembered before a loader takes all the time, and what came meanwhile after it', async () => {
    let close: () => void = () => {}
    const done: string[] = []
    const ending = endInOrder({
      ui: { flush: async () => void done.push('flush') },
      keepFirstPage: async () => void done.push('first page'),
      workspaces: { close: () => new Promise((resolve) => (close = resolve)) },
    })
    await new FakeTimers().advance(0)
    expect(done).toEqual(['flush', 'first page'])
    close()
    await ending
    expect(done).toEqual(['flush', 'first page', 'flush'])
  })

  it('asks the processes to end also when the window cannot be written', async () => {
    let closed = false
    void endInOrder({
      ui: { flush: () => new Promise(() => {}) },
      keepFirstPage: async () => {},
      workspaces: {
        close: async () => {
          closed = true
        },
      },
    })
    await new FakeTimers().advance(0)
    expect(closed).toBe(true)
  })

  it.each(['pause', 'shutDown'])('is bounded whatever hangs: %s', async (hanging) => {
    const timers = new FakeTimers()
    let exits = 0
    const work = (name: string) => (name === hanging ? new Promise<void>(() => {}) : Promise.resolve())
    const quit = new QuitGuard({
      isSyncing: () => true,
      ask: () => false,
      untilIdle: () => new Promise(() => {}),
      pause: () => work('pause'),
      shutDown: () => work('shutDown'),
      exit: () => exits++,
      timers,
    })
    quit.request()
    await timers.advance(0)
    await timers.advance(4_999)
    expect(exits).toBe(1)
  })

  it('at a second signal is at once, unless it is the first one passed on', async () => {
    const timers = new FakeTimers()
    let exits = 0
    const quit = new QuitGuard({
      isSyncing: () => false,
      ask: () => true,
      untilIdle: async () => {},
      pause: async () => {},
      shutDown: () => new Promise(() => {}),
      exit: () => exits++,
      timers,
    })
    quit.leaveNow()
    quit.leaveNow()
    await timers.advance(600)
    expect(exits).toBe(0)
    quit.leaveNow()
    expect(exits).toBe(1)
    await timers.advance(10_000)
    expect(exits).toBe(1)
  })
})
