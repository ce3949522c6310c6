import { describe, expect, it } from 'vitest'
import { SampleService } from '../../sample/service.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import { breaches, keptIds, load, memoryWarehouse, snapshots } from '../testing/harness.ts'
import { sampleTransport } from '../testing/sample-transport.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'

const plain = { quirks: 0, seed: 7 }

describe('a load', () => {
  it('stores the whole catalogue, in partitions, and says so', async () => {
    const db = memoryWarehouse()
    const service = new SampleService({ films: 237, ...plain })
    const { all, listener } = snapshots()
    const summary = await load(db, service, { listener })
    expect(summary).toMatchObject({
      status: 'complete',
      mode: 'full',
      fetched: 237,
      inserted: 237,
      duplicates: 0,
      retries: 0,
    })
    expect(summary.progress?.lastPageProcessed).toBe(24)
    expect(keptIds(db)).toEqual(new Set(service.catalogue.ids()))
    expect(breaches(db)).toEqual([])
    const last = all.at(-1)
    expect(last).toMatchObject({ phase: 'done', status: 'complete', pages: { planned: 24, done: 24, active: 0 } })
    expect(last?.pageMap.cells).toBe('d'.repeat(24))
    expect(all.every((snapshot, index) => index === 0 || snapshot.seq > (all[index - 1]?.seq ?? 0))).toBe(true)
  })

  it('needs three requests when nothing is new', async () => {
    const db = memoryWarehouse()
    for (const films of [237, 240, 500]) {
      const service = new SampleService({ films, ...plain })
      await load(db, service)
      service.catalogue.append(3)
      await load(db, service)
      const before = service.counters.requests
      const summary = await load(db, service)
      expect(summary).toMatchObject({ status: 'complete', mode: 'incremental', inserted: 0, updated: 0 })
      expect(service.counters.requests - before).toBeLessThanOrEqual(3)
    }
  })

  it('takes as long as it takes, whatever the clock on the wall does and however often it is interrupted', async () => {
    const db = memoryWarehouse()
    const service = new SampleService({ films: 237, ...plain, latencyMs: 100 })
    const jumping = () => {
      const runtime = new VirtualRuntime()
      let asked = 0
      runtime.now = () => Date.UTC(2026, 0, 1) + (asked++ % 2 === 0 ? 1 : -1) * 10 * 365 * 86_400_000
      return runtime
    }
    await load(db, service, { runtime: jumping(), dieAt: 25 })
    const lasted = db.prepare('SELECT duration_ms FROM run').pluck()
    const before = Number(lasted.get())
    const runtime = jumping()
    expect(await load(db, service, { runtime })).toMatchObject({ status: 'complete', runId: 1 })
    expect(before).toBeGreaterThan(0)
    expect(lasted.get()).toBe(before + Math.round(runtime.monotonic()))
  })

  it('finds films that were added to the part-filled last page and after it', async () => {
    const db = memoryWarehouse()
    const service = new SampleService({ films: 205, ...plain })
    await load(db, service)
    const added = service.catalogue.append(31)
    const summary = await load(db, service)
    expect(summary).toMatchObject({ status: 'complete', mode: 'incremental', inserted: 31 })
    expect(added.every((id) => keptIds(db).has(id))).toBe(true)
  })

  it('changes nothing in a dry run and counts what it would', async () => {
    const db = memoryWarehouse()
    const service = new SampleService({ films: 205, ...plain })
    await load(db, service)
    service.catalogue.append(7)
    service.catalogue.rerate(service.catalogue.idAt(3) ?? 0, 1.1)
    const before = db.serialize()
    const summary = await load(db, service, { dryRun: true, mode: 'full' })
    expect(summary).toMatchObject({
      status: 'complete',
      runId: null,
      dryRun: true,
      inserted: 7,
      updated: 1,
      unchanged: 204,
    })
    expect(db.serialize().equals(before)).toBe(true)
  })

  it('promotes nothing when a page cannot be had, and takes up from there', async () => {
    const db = memoryWarehouse()
    const service = new SampleService({ films: 237, ...plain, faults: ['status=500@pages:13'] })
    const first = await load(db, service)
    expect(first).toMatchObject({ status: 'partial', progress: null, error: { kind: 'partial' } })
    expect(db.prepare('SELECT count(*) FROM fact_movies').pluck().get()).toBe(0)
    expect(createLoadStore(db).watermark()).toBeNull()
    service.setFaults([])
    const requests = service.counters.requests
    const second = await load(db, service)
    expect(second).toMatchObject({ status: 'complete', runId: first.runId })
    // The page itself, its boundary and the one above: not the catalogue again.
    expect(service.counters.requests - requests).toBeLessThanOrEqual(4)
    expect(keptIds(db).size).toBe(237)
  })

  it('tries one failed page alone, while films move; the run stays unpublished until the last of them is read', async () => {
    const db = memoryWarehouse()
    const service = new SampleService({ films: 237, ...plain, faults: ['status=500@pages:4,13'] })
    const first = await load(db, service)
    expect(first).toMatchObject({ status: 'partial', error: { detail: { failedPages: 2 } } })
    service.setFaults([])
    // Every row above moves to a lower page: a page that is read late meets other films than it failed with.
    const gone = [service.catalogue.idAt(1) ?? 0, service.catalogue.idAt(60) ?? 0]
    for (const id of gone) service.catalogue.remove(id)

    const asked: number[] = []
    service.onRequest = ({ page }) => {
      asked.push(page)
    }
    const { all, listener } = snapshots()
    const second = await load(db, service, { page: 13, listener })
    expect(second).toMatchObject({ status: 'partial', runId: first.runId, error: { detail: { failedPages: 1 } } })
    expect(second.error?.message).toBe(
      'Page 13 was read. 1 of 24 pages is still missing, so nothing was published. The next load goes on from here.',
    )
    expect(asked).toContain(13)
    expect(
      asked.every((page) => page <= 13 && page > 4),
      `asked for ${asked}`,
    ).toBe(true)
    expect(all.at(-1)).toMatchObject({ pages: { planned: 24, done: 23, failed: 1 } })
    expect(all.at(-1)?.pageMap.cells[3]).toBe('f')
    expect(db.prepare('SELECT count(*) FROM fact_movies').pluck().get()).toBe(0)

    expect(await load(db, service, { page: 13 })).toMatchObject({ status: 'failed', error: { kind: 'not_found' } })
    expect(await load(db, service, { page: 4 })).toMatchObject({ status: 'complete', runId: first.runId })
    const kept = keptIds(db)
    expect(service.catalogue.ids().filter((id) => !kept.has(id))).toEqual([])
    expect(breaches(db)).toEqual([])
  })

  it('names the page that failed again when it was tried alone', async () => {
    const db = memoryWarehouse()
    const service = new SampleService({ films: 237, ...plain, faults: ['status=500@pages:4,13'] })
    await load(db, service)
    const again = await load(db, service, { page: 13 })
    expect(again).toMatchObject({ status: 'partial', error: { kind: 'partial', detail: { failedPages: 2 } } })
    expect(again.error?.message).toMatch(
      /^Page 13 could not be read again\. 2 of 24 pages are still missing, so nothing was published\..*goes on from here\. .+/,
    )
  })

  it('records changed films with old and new value, and removes films that two sweeps missed', async () => {
    const db = memoryWarehouse()
    const service = new SampleService({ films: 300, ...plain })
    await load(db, service)
    const [changed, gone] = [service.catalogue.idAt(10) ?? 0, service.catalogue.idAt(20) ?? 0]
    service.catalogue.rerate(changed, 0.7)
    service.catalogue.remove(gone)
    const sweep = await load(db, service, { mode: 'full' })
    expect(sweep).toMatchObject({ status: 'complete', updated: 1, removed: 0 })
    expect(
      db.prepare("SELECT new FROM movie_change WHERE movie_id = ? AND field = 'rating'").pluck().get(changed),
    ).toBe('0.7')
    expect(await load(db, service, { mode: 'full' })).toMatchObject({ status: 'complete', removed: 1 })
    expect(db.prepare('SELECT count(*) FROM fact_movies WHERE movie_id = ?').pluck().get(gone)).toBe(0)
    service.catalogue.restore(gone)
    expect(await load(db, service, { mode: 'full' })).toMatchObject({ status: 'complete' })
    expect(db.prepare('SELECT count(*) FROM fact_movies WHERE movie_id = ?').pluck().get(gone)).toBe(1)
  })

  it('goes from an interrupted load to the same content as an undisturbed one, whatever the page size', async () => {
    const service = new SampleService({ films: 333, ...plain })
    const fresh = memoryWarehouse()
    await load(fresh, service)
    const db = memoryWarehouse()
    for (const [dieAt, limit] of [
      [3, 10],
      [17, 10],
      [9, 7],
      [31, 50],
      [40, 3],
    ] as const) {
      await load(db, service, { dieAt, settings: { limit } })
      expect(breaches(db)).toEqual([])
    }
    expect(await load(db, service, { settings: { limit: 10 } })).toMatchObject({ status: 'complete' })
    expect(createLoadStore(db).contentDigest()).toBe(createLoadStore(fresh).contentDigest())
  })

  it('starts again when the API changes its page size in the middle', async () => {
    const db = memoryWarehouse()
    const service = new SampleService({ films: 237, ...plain })
    const runtime = new VirtualRuntime()
    const inner = sampleTransport(service, runtime)
    let capped = false
    service.onRequest = ({ request }) => {
      capped = request > 12
    }
    const transport: typeof inner = {
      ...inner,
      get(url, headers, signal, begin) {
        const asked = new URL(url)
        if (capped) asked.searchParams.set('limit', '7')
        return inner.get(asked, headers, signal, begin)
      },
    }
    const summary = await load(db, service, { runtime, transport })
    expect(summary).toMatchObject({ status: 'complete', runId: 2, fetched: 237 })
    expect(summary.warnings).toHaveLength(1)
    expect(keptIds(db)).toEqual(new Set(service.catalogue.ids()))
  })

  it('takes up an incremental load that died with nothing left to read', async () => {
    for (let dieAt = 8; dieAt < 24; dieAt++) {
      const db = memoryWarehouse()
      const service = new SampleService({ films: 1, ...plain })
      await load(db, service, { settings: { limit: 1 } })
      service.catalogue.append(2)
      await load(db, service, { settings: { limit: 2, maxWorkers: 1 }, mode: 'incremental', dieAt })
      expect(await load(db, service), `died at ${dieAt}`).toMatchObject({ status: 'complete' })
      expect(keptIds(db)).toEqual(new Set(service.catalogue.ids()))
    }
  })

  it('marks a sweep unstable when films move while it is read, and sweeps again', async () => {
    const db = memoryWarehouse()
    const service = new SampleService({ films: 300, ...plain })
    await load(db, service)
    service.onRequest = ({ request }, catalogue) => {
      if (request % 15 === 0) catalogue.remove(catalogue.idAt(2) ?? 0)
    }
    expect((await load(db, service, { mode: 'full' })).warnings).toHaveLength(1)
    service.onRequest = undefined
    expect(await load(db, service)).toMatchObject({ status: 'complete', mode: 'full', duplicates: 0 })
    expect(await load(db, service)).toMatchObject({ mode: 'incremental' })
  })
})
