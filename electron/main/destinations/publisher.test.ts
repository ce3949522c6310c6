import { beforeEach, describe, expect, it } from 'vitest'
import type { AppEvent } from '../../../shared/ipc/events.ts'
import type { Publication } from '../../../shared/ipc/publication.ts'
import { createProcessHost } from '../processes/process-host.ts'
import { serveRpc } from '../processes/rpc.ts'
import { FakeChild } from '../testing/fake-child.ts'
import { FakeTimers } from '../testing/fake-timers.ts'
import { interruptedMessage, Publisher } from './publisher.ts'

const running: Publication = {
  destination: 'star',
  doing: 'publish',
  automatic: false,
  status: 'running',
  step: 'sending',
  table: 'dim_movie',
  tableNumber: 2,
  tables: 9,
  bytes: 10,
  statements: 0,
  startedAt: 0,
  elapsedMs: 5,
  message: null,
  version: null,
  goldVersion: null,
  differences: [],
  error: null,
}

let timers: FakeTimers
let children: FakeChild[]
let sent: AppEvent[]
let publisher: Publisher
/** Ends the publish that runs in the newest process. */
let finish: () => void
beforeEach(() => {
  timers = new FakeTimers()
  children = []
  sent = []
  publisher = new Publisher({
    startHost: (_dataDir, onEvent, onState) =>
      createProcessHost({
        spawn: () => {
          const child = new FakeChild()
          children.push(child)
          const tell = (publication: Publication): void =>
            child.inside.postMessage({ type: 'event', event: { type: 'publication', publication } })
          const handlers = {
            'publisher.publish': () => {
              tell(running)
              return new Promise((resolve) => {
                finish = () => {
                  tell({ ...running, status: 'published', version: 1 })
                  resolve({ status: 'published', version: 1, goldVersion: 1 })
                }
              })
            },
            'publisher.cancel': () => {},
            'publisher.shutdown': () => tell({ ...running, status: 'cancelled' }),
          }
          queueMicrotask(() => serveRpc(child.inside, handlers, new Set(Object.keys(handlers))))
          return child
        },
        timers,
        now: () => timers.now,
        onEvent,
        onState,
        onLog: () => {},
      }),
    dataDir: () => '/data',
    timers,
    now: () => timers.now,
    send: (event) => sent.push(event),
    onCall: () => {},
  })
})

const publish = () => publisher.ask('publisher.publish', { name: 'star', full: false, automatic: false, token: null })
const statuses = () => sent.flatMap((event) => (event.type === 'publication' ? [event.publication.status] : []))

describe('the process that publishes', () => {
  it('is started for a piece of work and ends a minute after the last one', async () => {
    expect(children).toHaveLength(0)
    await publisher.cancel('star')
    expect(children).toHaveLength(0)
    const first = publish()
    await timers.advance(0)
    await timers.advance(120_000)
    expect([children.length, children[0]?.alive, publisher.busy]).toEqual([1, true, true])
    finish()
    expect(await first).toMatchObject({ version: 1 })
    expect(publisher.busy).toBe(false)
    await timers.advance(59_000)
    const second = publish()
    await timers.advance(0)
    finish()
    await second
    await timers.advance(59_000)
    expect([children.length, children[0]?.alive]).toEqual([1, true])
    await timers.advance(2_000)
    expect(children[0]?.alive).toBe(false)
    expect(statuses()).toEqual(['running', 'published', 'running', 'published'])
    expect(publisher.picture('star')).toMatchObject({ status: 'published' })
    const third = publish()
    await timers.advance(0)
    expect(children).toHaveLength(2)
    finish()
    await third
  })

  it('that dies at work is told as interrupted, and is not started again until somebody asks', async () => {
    const publishing = publish().catch((error: unknown) => error)
    await timers.advance(1_000)
    children[0]?.die(1)
    await timers.advance(0)
    expect(await publishing).toMatchObject({ kind: 'unavailable' })
    expect(publisher.picture('star')).toMatchObject({
      status: 'interrupted',
      elapsedMs: 1_000,
      error: { kind: 'unavailable', message: interruptedMessage },
    })
    expect(statuses()).toEqual(['running', 'interrupted'])
    await timers.advance(600_000)
    expect([children.length, publisher.busy]).toEqual([1, false])
    const again = publish()
    await timers.advance(0)
    finish()
    expect(await again).toMatchObject({ status: 'published' })
    expect(children).toHaveLength(2)
  })

  it('that dies while nothing is done is nothing to tell of', async () => {
    const first = publish()
    await timers.advance(0)
    finish()
    await first
    children[0]?.die(1)
    await timers.advance(0)
    await timers.advance(120_000)
    expect(statuses()).toEqual(['running', 'published'])
    expect(children).toHaveLength(1)
  })

  it('is asked to end with the folder, and what it told is forgotten', async () => {
    const publishing = publish().catch((error: unknown) => error)
    await timers.advance(0)
    const closing = publisher.close()
    await timers.advance(0)
    await closing
    expect(await publishing).toMatchObject({ kind: 'unavailable' })
    expect(statuses()).toEqual(['running', 'cancelled'])
    expect([children[0]?.alive, publisher.picture('star')]).toEqual([false, null])
  })
})
