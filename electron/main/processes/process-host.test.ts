import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import { KnownError } from '../../../shared/ipc/result.ts'
import { FakeChild } from '../testing/fake-child.ts'
import { FakeTimers } from '../testing/fake-timers.ts'
import { createProcessHost, type HostState, type ProcessHost } from './process-host.ts'
import { type RpcMessage, serveRpc } from './rpc.ts'

const handlers = {
  'warehouse.status': (input: unknown) => ({ films: 7, input }),
  'movies.page': () => new Promise(() => {}),
  'runs.list': () => {
    throw new KnownError('busy', 'Later.')
  },
  'runs.detail': () => {
    throw new Error('/secret/path')
  },
  close: () => 'must not be callable',
}
const channels = new Set(['warehouse.status', 'movies.page', 'runs.list', 'runs.detail', 'loader.shutdown', 'toString'])

describe('the process host', () => {
  let timers: FakeTimers
  let children: FakeChild[]
  let states: HostState[]
  let events: AppEvent[]
  let logs: Extract<RpcMessage, { type: 'log' }>[]
  let host: ProcessHost
  let serve: boolean

  const newest = (): FakeChild => {
    const child = children.at(-1)
    if (!child) throw new Error('no child was started')
    return child
  }

  const create = (waits = false): ProcessHost =>
    createProcessHost({
      waits,
      spawn: () => {
        const child = new FakeChild()
        children.push(child)
        if (serve) serveRpc(child.inside, handlers, channels)
        return child
      },
      timers,
      now: () => timers.now,
      onState: (state) => states.push(state),
      onEvent: (event) => events.push(event),
      onLog: (entry) => logs.push(entry),
    })

  beforeEach(() => {
    timers = new FakeTimers()
    children = []
    states = []
    events = []
    logs = []
    serve = true
    host = create()
  })

  it('pairs answers with calls, and waits for the process to be up', async () => {
    const answers = await Promise.all([1, 2, 3].map((input) => host.call('warehouse.status', input, 0)))
    expect(answers).toEqual([1, 2, 3].map((input) => ({ ok: true, value: { films: 7, input } })))
    expect(states).toEqual(['up'])
  })

  it('starts a process that waits with the first call, or when told to, once', async () => {
    children.length = 0
    const called = create(true)
    expect([children.length, called.begun()]).toEqual([0, false])
    expect(await called.call('warehouse.status', 1, 0)).toMatchObject({ ok: true })
    called.start()
    expect([children.length, called.begun()]).toEqual([1, true])
    const told = create(true)
    told.start()
    expect(children).toHaveLength(2)
    const stopped = create(true)
    await stopped.stop(1_000)
    stopped.start()
    expect(children).toHaveLength(2)
  })

  it('passes known failures on and keeps others to the log', async () => {
    expect(await host.call('runs.list', null, 0)).toMatchObject({
      ok: false,
      error: { kind: 'busy', message: 'Later.' },
    })
    const unknown = await host.call('runs.detail', null, 0)
    expect(unknown).toMatchObject({ ok: false, error: { kind: 'internal' } })
    expect(JSON.stringify(unknown)).not.toContain('/secret')
    expect(logs[0]?.message).toContain('/secret/path')
  })

  it.each(['close', 'toString', '__proto__', 'no.such'])('does not call %s', async (name) => {
    expect(await host.call(name, null, 0)).toMatchObject({ ok: false, error: { kind: 'not_found' } })
  })

  it('gives a call up after its time', async () => {
    await host.call('warehouse.status', null, 0)
    const answer = host.call('movies.page', null, 5_000)
    await timers.advance(0)
    await timers.advance(4_999)
    expect(timers.pending).toBeGreaterThan(0)
    await timers.advance(2)
    expect(await answer).toMatchObject({ ok: false, error: { kind: 'timeout' } })
  })

  it('rejects what is pending when the process dies, starts another, and serves again', async () => {
    await host.call('warehouse.status', null, 0)
    const pending = [host.call('movies.page', null, 0), host.call('movies.page', null, 60_000)]
    await Promise.resolve()
    newest().die(9)
    for (const answer of await Promise.all(pending)) {
      expect(answer).toMatchObject({ ok: false, error: { kind: 'unavailable' } })
    }
    const next = host.call('warehouse.status', 'again', 0)
    await timers.advance(100)
    expect(await next).toEqual({ ok: true, value: { films: 7, input: 'again' } })
    expect(states).toEqual(['up', 'restarting', 'up'])
    expect(children).toHaveLength(2)
  })

  it('waits longer after each crash, then gives up until somebody calls', async () => {
    serve = false
    for (const delay of [100, 500, 2_000, 10_000]) {
      newest().die(1)
      const before = children.length
      await timers.advance(delay - 1)
      expect(children).toHaveLength(before)
      await timers.advance(1)
      expect(children).toHaveLength(before + 1)
    }
    newest().die(1)
    expect(host.state()).toBe('down')
    expect(states.at(-1)).toBe('down')
    serve = true
    expect(await host.call('warehouse.status', 1, 0)).toEqual({ ok: true, value: { films: 7, input: 1 } })
  })

  it('counts crashes anew once a process has stayed up', async () => {
    for (let crash = 0; crash < 10; crash++) {
      await host.call('warehouse.status', null, 0)
      await timers.advance(60_001)
      newest().die(1)
      await timers.advance(100)
      expect(children).toHaveLength(crash + 2)
    }
  })

  it('ends a process that never says it is ready', async () => {
    serve = false
    newest().die(1)
    await timers.advance(100)
    await timers.advance(20_000)
    expect(children[1]?.killed).toBe(true)
  })

  it('ignores late words of a process that was replaced', async () => {
    await host.call('warehouse.status', null, 0)
    const old = newest()
    old.die(1)
    await timers.advance(100)
    old.alive = true
    old.inside.postMessage({ type: 'event', event: { type: 'published', goldVersion: 1 } })
    await host.call('warehouse.status', null, 0)
    expect(events).toEqual([])
  })

  it('forwards events and survives nonsense', async () => {
    await host.call('warehouse.status', null, 0)
    for (const nonsense of [null, 3, 'x', {}, { type: 'other' }, { type: 'reply', id: 99 }])
      newest().inside.postMessage(nonsense)
    newest().inside.postMessage({ type: 'event', event: { type: 'published', goldVersion: 4 } })
    await host.call('warehouse.status', null, 0)
    expect(events).toEqual([{ type: 'published', goldVersion: 4 }])
  })

  it('stops within its bound even when the process does not answer, and stays stopped', async () => {
    await host.call('warehouse.status', null, 0)
    const kill = vi.spyOn(newest(), 'kill').mockImplementation(() => {})
    const stopped = host.stop(3_000, 'movies.page')
    await timers.advance(0)
    await timers.advance(3_000)
    await timers.advance(3_000)
    await stopped
    expect(kill).toHaveBeenCalled()
    expect(await host.call('warehouse.status', null, 0)).toMatchObject({ ok: false, error: { kind: 'unavailable' } })
    newest().die(0)
    await timers.advance(100_000)
    expect(children).toHaveLength(1)
  })
})
