import { describe, expect, it } from 'vitest'
import { SampleService } from '../../sample/service.ts'
import type { Transport } from '../fetch/transport.ts'
import { load, memoryWarehouse, type TestLoad } from '../testing/harness.ts'
import { sampleTransport } from '../testing/sample-transport.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'

// What is asked when all was read already, only to make sure: its response must not throw the load away.

type Refusal = { status: number; headers?: Record<string, string> }
const challenge: Refusal = { status: 403, headers: { 'cf-mitigated': 'challenge' } }

/** A world of n films at 50 a page, whose source answers `refusal` to whoever asks for the newest first. */
function world(films: number, faults: string[]) {
  const runtime = new VirtualRuntime(5)
  const service = new SampleService({ films, seed: 3, quirks: 0, faults, now: () => runtime.now() })
  const db = memoryWarehouse()
  const plain = sampleTransport(service, runtime)
  const state = { refusal: null as Refusal | null }
  const transport: Transport = {
    ...plain,
    async get(url, headers, signal, begin) {
      if (state.refusal === null || url.searchParams.get('order_by') !== 'desc')
        return plain.get(url, headers, signal, begin)
      const head = { status: state.refusal.status, headers: state.refusal.headers ?? {} }
      begin(head)
      return head
    },
  }
  const run = (options: TestLoad = {}) => load(db, service, { runtime, transport, settings: { limit: 50 }, ...options })
  const published = (): unknown => db.prepare('SELECT count(*) FROM fact_movies').pluck().get()
  return { service, state, run, published }
}

describe('a source that will not answer newest first', () => {
  it.each([400, 404, 405, 500])(
    'with HTTP %i: a first load is kept, and published when a person agrees',
    async (status) => {
      const { state, run, published } = world(1230, ['movie-count-by=37'])
      state.refusal = { status }
      const first = await run()
      expect(first).toMatchObject({ runId: 1, status: 'partial', error: { kind: 'partial' } })
      expect(first.error?.message).not.toContain('--accept-removals')
      expect(await run({ mode: 'full', acceptRemovals: true })).toMatchObject({ runId: 1, status: 'complete' })
      expect(published()).toBe(1230)
    },
  )

  it('with a gap that stays: from the second load on it is said what a person can do', async () => {
    const { state, run, published } = world(230, ['movie-count-by=37'])
    state.refusal = { status: 404 }
    expect((await run()).error?.message).toMatch(/The next load asks for the others again\.$/)
    for (let again = 0; again < 2; again++) {
      const summary = await run()
      expect(summary).toMatchObject({ runId: 1, status: 'partial' })
      expect(summary.error?.message).toContain('267 films, but answered only 230')
      expect(summary.error?.message).toMatch(/agree to it \(command line: sync --full --accept-removals\)\.$/)
    }
    expect(await run({ mode: 'full', acceptRemovals: true })).toMatchObject({ runId: 1, status: 'complete' })
    expect(published()).toBe(230)
  })

  it.each([400, 404])('with HTTP %i: a later full load is published', async (status) => {
    const { service, state, run, published } = world(1230, [])
    await run()
    state.refusal = { status }
    service.setFaults(['movie-count-by=37'])
    const summary = await run({ mode: 'full' })
    expect(summary).toMatchObject({ status: 'complete', removed: 0 })
    expect(summary.warnings.join()).toContain('1,267 films, and 1,230 are known')
    expect(published()).toBe(1230)
  })

  it('but wants proof of a person: the load says so and is taken up where it was', async () => {
    const { service, state, run, published } = world(1230, ['movie-count-by=37'])
    state.refusal = challenge
    const first = await run()
    expect(first).toMatchObject({ runId: 1, status: 'partial', error: { kind: 'partial' } })
    expect(first.error?.message).not.toContain('0 of')
    expect(first.error?.message).toMatch(/so nothing was published\. The next load goes on from here\. ./)
    state.refusal = null
    service.setFaults([])
    expect(await run()).toMatchObject({ runId: 1, status: 'complete', warnings: [] })
    expect(published()).toBe(1230)
  })
})

it('a source that fails for good while its new end is looked for: the load is taken up where it was', async () => {
  const { service, run, published } = world(1230, ['absent-movies@pages:20-1000'])
  expect(await run()).toMatchObject({ runId: 1, status: 'partial' })
  service.setFaults(['status=404@pages:26-1000'])
  expect(await run()).toMatchObject({ runId: 1, status: 'partial', error: { message: expect.stringContaining('404') } })
  service.setFaults([])
  expect(await run()).toMatchObject({ runId: 1, status: 'complete', warnings: [] })
  expect(published()).toBe(1230)
})
