import { describe, expect, it } from 'vitest'
import { defaultYtsUrl } from '../../../shared/api-address.ts'
import { SampleService } from '../../sample/service.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import type { Transport } from '../fetch/transport.ts'
import { breaches, load, memoryWarehouse, snapshots } from '../testing/harness.ts'
import { sampleTransport } from '../testing/sample-transport.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'

const films = 120
const source = { films, seed: 3, quirks: 0 }

async function cleanDigest(): Promise<string> {
  const db = memoryWarehouse()
  await load(db, new SampleService(source))
  return createLoadStore(db).contentDigest()
}

describe('faults that pass', () => {
  // biome-ignore format: a list reads better in rows
  const passing = [
    'status=500', 'status=502', 'status=503', 'status=403', 'status=408', '429=2', '429=date:3', '429=past', '429=abc', '429=none', '429=300',
    'reset', 'reset-body', 'truncate', 'cut-chunk', 'drip=200', 'hang', 'html', 'invalid-json', 'empty-body', 'error-status',
    'movies-object', 'wrong-page', 'absent-movies@pages:3,7;attempts:1', 'empty-movies@pages:5;attempts:1',
    'random=0.3', 'movie-count=0', 'movie-count=-1', 'movie-count=1000000000', 'movie-count-by=37', 'movie-count-by=-60',
    'no-movie-count', 'deep=100000', 'redirect=same', 'new-field', 'repeated-rows', 'text-before', 'text-after', 'movies-object@pages:1-12',
    'end-shape=data-list', 'end-shape=data-null', 'end-shape=false', 'end-shape=text', 'end-shape=null',
  ]
  it.each(passing)('%s', async (fault) => {
    const db = memoryWarehouse()
    const permanent = /^(random|movie-count|no-movie-count|deep|redirect|new-field|repeated|text-|end-shape)/.test(
      fault,
    )
    const faults = [fault.includes('@') || permanent ? fault : `${fault}@attempts:1`]
    const runtime = new VirtualRuntime(5)
    const service = new SampleService({ ...source, faults, now: () => runtime.now() })
    const summary = await load(db, service, { runtime })
    expect(summary.error).toBeUndefined()
    expect(summary.status).toBe('complete')
    expect(createLoadStore(db).contentDigest()).toBe(await cleanDigest())
    expect(breaches(db)).toEqual([])
  })
})

describe('faults that stay', () => {
  const staying: [fault: string, status: string, kind: string][] = [
    ['status=500', 'failed', 'source_failed'],
    ['status=404', 'failed', 'source_failed'],
    ['429=2', 'failed', 'rate_limited'],
    ['429=1e9', 'paused', 'rate_limited'],
    ['reset', 'failed', 'source_unreachable'],
    ['hang', 'failed', 'timeout'],
    ['drip=200', 'failed', 'timeout'],
    ['html', 'failed', 'source_not_yts'],
    ['clone', 'failed', 'source_not_yts'],
    ['clone=500', 'failed', 'source_not_yts'],
    ['invalid-json', 'failed', 'source_failed'],
    ['error-status', 'failed', 'source_failed'],
    ['absent-movies', 'failed', 'source_failed'],
    ['moved', 'failed', 'source_moved'],
    ['moved-notice', 'failed', 'source_moved'],
    ['redirect=other', 'failed', 'source_unreachable'],
    ['redirect=http', 'failed', 'source_unreachable'],
    ['challenge', 'failed', 'source_failed'],
    ['redirect=loop', 'failed', 'source_failed'],
    ['status=500@pages:5', 'partial', 'partial'],
    ['absent-movies@pages:5', 'partial', 'partial'],
    ['wrong-page@pages:12', 'failed', 'source_failed'],
  ]
  it.each(staying)('%s ends as %s, %s', async (fault, status, kind) => {
    const db = memoryWarehouse()
    const runtime = new VirtualRuntime(5)
    const service = new SampleService({ ...source, faults: [fault], now: () => runtime.now() })
    const { all, listener } = snapshots()
    const summary = await load(db, service, { runtime, listener })
    expect([summary.status, summary.error?.kind]).toEqual([status, kind])
    expect(all.at(-1)).toMatchObject({ phase: 'done', status })
    expect(db.prepare('SELECT count(*) FROM fact_movies').pluck().get()).toBe(0)
    for (const entry of service.log) expect(entry.attempt).toBeLessThanOrEqual(20)
    service.setFaults([])
    expect(await load(db, service)).toMatchObject({ status: 'complete' })
    expect(createLoadStore(db).contentDigest()).toBe(await cleanDigest())
  })

  it('names the new address, as a full one, when the API announces a move or redirects', async () => {
    const moves = [
      'moved-notice=https://movies-api.example.org/api/v2/',
      'moved=https://movies-api.example.org/api/v2/list_movies.json?x=1',
      'moved=https://movies-api.example.org/api/v2/list_movies.json',
    ]
    for (const fault of moves) {
      const summary = await load(memoryWarehouse(), new SampleService({ ...source, faults: [fault] }))
      expect(summary.error?.detail?.newUrl).toBe('https://movies-api.example.org/api/v2/list_movies.json')
      expect(summary.error?.message).toContain('https://movies-api.example.org/api/v2/list_movies.json')
    }
    const knownHost = await load(memoryWarehouse(), new SampleService({ ...source, faults: ['moved=https://yts.gg/'] }))
    expect(knownHost.error?.detail?.newUrl).toBe('https://yts.gg/api/v2/list_movies.json')
    const unsafe = await load(
      memoryWarehouse(),
      new SampleService({ ...source, faults: ['moved=http://movies-api.example.org/api/v2/list_movies.json'] }),
    )
    expect(unsafe.error).toMatchObject({ kind: 'source_moved' })
    expect(unsafe.error?.detail?.newUrl).toBeUndefined()
  })

  it('offers the known address when the name dies in the middle of a load, and when that load is taken up', async () => {
    const db = memoryWarehouse()
    const old = { url: 'https://gone.example.org/api/v2/list_movies.json' }
    const runtime = new VirtualRuntime(3)
    const alive = sampleTransport(new SampleService({ ...source, now: () => runtime.now() }), runtime)
    let requests = 0
    const transport: Transport = {
      ...alive,
      get: (...request) =>
        ++requests > 12
          ? Promise.reject(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }))
          : alive.get(...request),
    }
    for (const _attempt of ['first', 'taken up']) {
      const summary = await load(db, new SampleService(source), { runtime, transport, settings: old })
      expect(summary).toMatchObject({
        runId: 1,
        status: 'partial',
        error: { kind: 'partial', detail: { cause: 'source_moved', newUrl: defaultYtsUrl } },
      })
      expect(summary.error?.message).toContain(defaultYtsUrl)
    }
  })

  it('offers the known address in place of a clone site', async () => {
    const summary = await load(memoryWarehouse(), new SampleService({ ...source, faults: ['clone'] }))
    expect(summary.error).toMatchObject({ kind: 'source_not_yts', detail: { newUrl: defaultYtsUrl } })
    expect(summary.error?.message).toContain(defaultYtsUrl)
  })

  it('ignores a notice that names the address in use', async () => {
    const service = new SampleService({ ...source, faults: ['moved-notice=http://127.0.0.1/api/v2/'] })
    expect(await load(memoryWarehouse(), service)).toMatchObject({ status: 'complete' })
  })

  it('refuses a source that shrank, until a person agrees', async () => {
    const db = memoryWarehouse()
    const service = new SampleService({ ...source, films: 400 })
    await load(db, service)
    const gone = service.catalogue.ids().slice(50, 120)
    for (const id of gone) service.catalogue.remove(id)
    const refused = await load(db, service)
    expect(refused).toMatchObject({ status: 'failed', error: { kind: 'source_shrank' } })
    expect(db.prepare('SELECT count(*) FROM fact_movies').pluck().get()).toBe(400)
    await load(db, service, { mode: 'full', acceptRemovals: true })
    expect(await load(db, service, { mode: 'full', acceptRemovals: true })).toMatchObject({
      status: 'complete',
      removed: 70,
    })
    expect(db.prepare('SELECT count(*) FROM fact_movies').pluck().get()).toBe(330)
  })

  it.each(['status=500', '429=2', 'reset', 'truncate', 'html', 'hang', 'absent-movies'])(
    'asks for a page that always fails five times, not more: %s',
    async (fault) => {
      const runtime = new VirtualRuntime(5)
      const service = new SampleService({ ...source, faults: [`${fault}@pages:5`], now: () => runtime.now() })
      expect(await load(memoryWarehouse(), service, { runtime })).toMatchObject({ status: 'partial', retries: 4 })
      expect(service.log.filter(({ page }) => page === 5)).toHaveLength(5)
    },
  )

  it('stops asking a source that answers nothing sound any more', async () => {
    for (const fault of ['html', 'absent-movies']) {
      const db = memoryWarehouse()
      const service = new SampleService({ ...source, films: 2000 })
      service.onRequest = ({ request }) => {
        if (request === 60) service.setFaults([fault])
      }
      expect(await load(db, service), fault).toMatchObject({ status: 'partial' })
      expect(service.counters.requests, fault).toBeLessThan(400)
    }
  })

  it('stops asking a source that is down, instead of trying each page five times', async () => {
    const db = memoryWarehouse()
    const service = new SampleService({ ...source, films: 2000 })
    service.onRequest = ({ request }) => {
      if (request === 60) service.setFaults(['status=503'])
    }
    const summary = await load(db, service)
    expect(summary).toMatchObject({ status: 'partial', error: { kind: 'partial' } })
    expect(service.counters.requests).toBeLessThan(120)
  })
})

describe('pace', () => {
  it('is refused at most one time in twenty by a server of five requests a second, once it has learnt', async () => {
    const runtime = new VirtualRuntime(9)
    const service = new SampleService({
      films: 3000,
      seed: 3,
      quirks: 0,
      faults: ['rate-limit=5'],
      now: () => runtime.now(),
    })
    const summary = await load(memoryWarehouse(), service, {
      runtime,
      settings: { maxWorkers: 8, limit: 10, maxAttempts: 10 },
    })
    expect(summary.status).toBe('complete')
    const warm = service.log.slice(30)
    const refused = warm.filter(({ status }) => status === 429).length
    expect(refused / warm.length).toBeLessThan(0.05)
    // And it is not timid: at least half of what the server would give.
    expect(service.log.length / (runtime.monotonic() / 1000)).toBeGreaterThan(2.5)
  })

  it('sends no request before Retry-After is over', async () => {
    const runtime = new VirtualRuntime(9)
    const service = new SampleService({
      films: 300,
      seed: 3,
      quirks: 0,
      faults: ['429=60@requests:12'],
      now: () => runtime.now(),
    })
    const times: number[] = []
    service.onRequest = () => {
      times.push(runtime.monotonic())
    }
    expect(await load(memoryWarehouse(), service, { runtime })).toMatchObject({ status: 'complete' })
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
    expect(Math.max(...gaps)).toBeGreaterThanOrEqual(60_000)
    const refusedAt = times[11] ?? 0
    expect(times.filter((at) => at > refusedAt && at < refusedAt + 60_000)).toEqual([])
  })

  // RFC 9110 §10.2.3: with 503 too it says how long the whole service is away, and a date is by the server's own clock.
  it.each([
    [503, (now: number) => ({ 'retry-after': '60', date: new Date(now).toUTCString() })],
    [
      429,
      (now: number) => ({ 'retry-after': new Date(now + 60_000).toUTCString(), date: new Date(now).toUTCString() }),
    ],
  ])('lets every worker wait out a %i, though this clock is ten years off', async (status, headersAt) => {
    const tenYears = 10 * 365 * 86_400_000
    for (const off of [tenYears, -tenYears]) {
      const runtime = new VirtualRuntime(9)
      const service = new SampleService({ films: 300, seed: 3, quirks: 0, latencyMs: 20, now: () => runtime.now() })
      const alive = sampleTransport(service, runtime)
      const times: number[] = []
      const transport: Transport = {
        ...alive,
        get: async (url, headers, signal, begin) => {
          times.push(runtime.monotonic())
          if (times.length !== 12) return alive.get(url, headers, signal, begin)
          await alive.get(url, headers, signal, () => () => {})
          const refused = { status, headers: headersAt(runtime.now() - off) }
          begin(refused)
          return refused
        },
      }
      expect(await load(memoryWarehouse(), service, { runtime, transport })).toMatchObject({ status: 'complete' })
      // A worker or two may have been under way already.
      const later = times.slice(12).filter((at) => at - (times[11] ?? 0) > 40)
      expect(Math.min(...later) - (times[11] ?? 0)).toBeGreaterThanOrEqual(60_000)
      expect(runtime.monotonic()).toBeLessThan(120_000)
    }
  })

  it('keeps to the requests a second that are configured', async () => {
    const runtime = new VirtualRuntime(9)
    const service = new SampleService({ films: 300, seed: 3, quirks: 0 })
    await load(memoryWarehouse(), service, { runtime, settings: { requestsPerSecond: 4, maxWorkers: 8 } })
    expect(service.counters.requests / (runtime.monotonic() / 1000)).toBeLessThanOrEqual(4.2)
  })

  it('uses at least nine tenths of what sixteen workers could do at 100 ms a request', async () => {
    const runtime = new VirtualRuntime(9)
    const service = new SampleService({ films: 8000, seed: 3, quirks: 0, latencyMs: 100 })
    await load(memoryWarehouse(), service, { runtime, settings: { maxWorkers: 16, limit: 10 } })
    const ideal = (800 * 100) / 16
    expect(ideal / runtime.monotonic()).toBeGreaterThan(0.9)
  })
})
