import { describe, expect, it } from 'vitest'
import type { SyncProgress } from '../../../shared/ipc/progress.ts'
import { SampleService } from '../../sample/service.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import { RunControl } from '../fetch/run-control.ts'
import type { Transport } from '../fetch/transport.ts'
import { load, memoryWarehouse, snapshots } from '../testing/harness.ts'
import { sampleTransport } from '../testing/sample-transport.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'

const films = 400

/** The sample server, 20 ms away. */
function slowly(service: SampleService, runtime: VirtualRuntime): Transport {
  const near = sampleTransport(service, runtime)
  const get: Transport['get'] = async (...request) => {
    await runtime.sleep(20)
    return near.get(...request)
  }
  return { ...near, get }
}

const counts = ({ films: { fetched, inserted }, pages, requests }: SyncProgress) => ({
  fetched,
  inserted,
  done: pages.done,
  requests,
})

const pauseAndClose = (control: RunControl): void => {
  control.pause()
  control.close()
}

describe('what is told of a load', () => {
  it.each([
    ['cancelled', (control: RunControl) => control.cancel()],
    ['closed while paused', pauseAndClose],
  ])('is of the whole run, also when it was %s and taken up again', async (_, end) => {
    const db = memoryWarehouse()
    const runtime = new VirtualRuntime(5)
    const service = new SampleService({ films, seed: 3, quirks: 0, now: () => runtime.now() })
    const transport = slowly(service, runtime)
    const control = new RunControl()
    let commits = 0
    const hooks = { at: (point: string) => void (point === 'commit-after' && ++commits === 2 && end(control)) }
    const first = snapshots()
    await load(db, service, { runtime, transport, control, hooks, listener: first.listener })
    const left = counts(first.all.at(-1) ?? ({} as SyncProgress))
    expect(left.fetched).toBeGreaterThan(0)
    const again = snapshots()
    const summary = await load(db, service, { runtime, transport, listener: again.listener })
    const begun = again.all.find(({ runId }) => runId !== null)
    expect(begun?.films.fetched).toBe(left.fetched)
    expect(begun?.elapsedMs).toBeGreaterThan(0)
    expect(begun?.elapsedMs).toBeCloseTo(first.all.at(-1)?.elapsedMs ?? 0, -1)
    for (const snapshot of again.all.filter(({ phase }) => phase === 'fetching')) {
      // Rows and pages are of one thing: ten films a page.
      expect(snapshot.films.fetched).toBe(snapshot.pages.done * 10)
    }
    const last = again.all.at(-1)
    expect(last?.films.fetched).toBe(films)
    expect(summary).toMatchObject({ fetched: films, durationMs: Math.round(last?.elapsedMs ?? 0) })
    expect(createLoadStore(db).summary(1)).toMatchObject({ durationMs: summary.durationMs })
  })

  it('has no speed and no end in sight while it is paused, and pauses do not count as time', async () => {
    const runtime = new VirtualRuntime(5)
    const service = new SampleService({ films, seed: 3, quirks: 0, now: () => runtime.now() })
    const transport = slowly(service, runtime)
    const control = new RunControl()
    let requests = 0
    const pauseMs = 3_600_000
    const hooks = {
      at: (point: string) => {
        if (point !== 'fetch-before' || ++requests !== 25) return
        control.pause()
        void runtime.sleep(pauseMs).then(() => control.resume())
      },
    }
    const { all, listener } = snapshots()
    const summary = await load(memoryWarehouse(), service, { runtime, transport, control, hooks, listener })
    const paused = all.filter(({ status }) => status === 'paused')
    expect(paused.length).toBeGreaterThan(0)
    for (const snapshot of paused) expect(snapshot).toMatchObject({ rowsPerSecond: 0, etaMs: null, heldBack: null })
    expect(summary.status).toBe('complete')
    expect(runtime.monotonic()).toBeGreaterThanOrEqual(pauseMs)
    for (const { elapsedMs } of all) expect(elapsedMs).toBeLessThan(600_000)
    expect(summary.durationMs).toBeLessThan(600_000)
  })
})
