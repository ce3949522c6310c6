import { expect, it } from 'vitest'
import type { UiStore } from '../storage/ui-store.ts'
import { FakeTimers } from '../testing/fake-timers.ts'
import { FirstAnswers } from './first-answers.ts'
import type { KeptAnswer } from './kept-answers.ts'

const page = { url: 'app://explorer/', parent: null }
const filter = { genres: { any: [1], all: [], none: [] }, search: '' }
const kept: KeptAnswer[] = [
  { channel: 'warehouse.status', input: null, value: { goldVersion: 4 } },
  { channel: 'overview.query', input: { filter }, value: { total: 9 } },
]
const ui = {
  get: () => ({
    theme: 'dark',
    workspace: 'sample',
    window: null,
    views: { catalogue: {}, sample: { route: '/overview' } },
  }),
} as unknown as UiStore

function start() {
  const timers = new FakeTimers()
  let holds = true
  const first = new FirstAnswers({
    kept,
    holds: () => holds,
    ui,
    after: (ms, run) => void timers.after(ms, run),
  })
  let coreAt: number | null = null
  void first.drawn.then(() => {
    coreAt = timers.now
  })
  return {
    timers,
    ask: (channel: string, payload?: unknown) => first.answer(channel, page, payload),
    first,
    change: () => {
      holds = false
    },
    coreAt: () => coreAt,
  }
}

it('gives what was kept, and has the core start when the page has had time to draw', async () => {
  const { ask, timers, coreAt } = start()
  expect(ask('ui.get')).toEqual({
    ok: true,
    value: { state: { route: '/overview' }, theme: 'dark', workspace: 'sample', startView: null },
  })
  expect(ask('warehouse.status')).toEqual({ ok: true, value: { goldVersion: 4 } })
  // As the page sends it: equal, not the same, and its keys may be in another order.
  expect(ask('overview.query', { filter: { search: '', genres: { none: [], all: [], any: [1] } } })).toEqual({
    ok: true,
    value: { total: 9 },
  })
  expect(ask('sync.progress')).toBeNull()
  await timers.advance(299)
  expect(coreAt()).toBeNull()
  await timers.advance(1)
  expect(coreAt()).toBe(300)
  expect(ask('warehouse.status')).toBeNull()
})

it.each([
  ['another filter', 'overview.query', { filter: { ...filter, search: 'x' } }],
  ['a question that was not kept', 'facets.members', undefined],
  ['any other call', 'movies.page', { offset: 0 }],
])('has the core start at once for %s', async (_, channel, payload) => {
  const { ask, timers, coreAt } = start()
  expect(ask(channel, payload)).toBeNull()
  await timers.advance(0)
  expect(coreAt()).toBe(0)
})

it('gives nothing any more once somebody has written to the warehouse', async () => {
  const { ask, timers, coreAt, change } = start()
  expect(ask('warehouse.status')).not.toBeNull()
  change()
  expect(ask('overview.query', { filter })).toBeNull()
  await timers.advance(0)
  expect(coreAt()).toBe(0)
})

it('leaves strangers to the core, and does not wait for ever', async () => {
  const { first, timers, coreAt } = start()
  expect(first.answer('ui.get', { url: 'https://example.org/', parent: null }, undefined)).toBeNull()
  expect(first.answer('warehouse.status', null, undefined)).toBeNull()
  await timers.advance(1_999)
  expect(coreAt()).toBeNull()
  await timers.advance(1)
  expect(coreAt()).toBe(2_000)
})

it('compares no payload without bound', async () => {
  const { ask } = start()
  expect(ask('overview.query', { filter: { search: 'x'.repeat(50_000) } })).toBeNull()
  const cycle: Record<string, unknown> = {}
  cycle.self = cycle
  expect(ask('overview.query', cycle)).toBeNull()
})
