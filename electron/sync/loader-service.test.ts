import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openReadable, openWritable } from '../warehouse/file/connection.ts'
import { databaseFile } from '../warehouse/file/database-file.ts'
import { acquireWriterLock } from '../warehouse/open/lock.ts'
import { systemRuntime } from './fetch/runtime.ts'
import { createLoaderService } from './loader-service.ts'
import { settings } from './testing/harness.ts'
import { closing, films, heldAt, make, start } from './testing/loader.ts'
import { ownTime } from './testing/own-time.ts'
import { sampleTransport } from './testing/sample-transport.ts'

describe('the loader service', () => {
  it('makes a database that readers can open, at once, and holds no lock while idle', () => {
    const { dataDir } = make()
    expect(films(dataDir)).toBe(0)
    const lock = acquireWriterLock(dataDir, 'a test')
    expect(lock.ok).toBe(true)
    if (lock.ok) lock.value.release()
  })

  it('answers a start with the run, then tells published before finished', async () => {
    const { loader, events, dataDir } = make()
    const summary = loader.runToEnd(start())
    expect(await loader['sync.progress'](null)).toMatchObject({ status: 'running' })
    expect(await summary).toMatchObject({ status: 'complete', runId: 1 })
    expect(events.map(({ type }) => type).filter((type) => type !== 'progress')).toEqual(['published', 'finished'])
    expect(await loader['loader.start'](start())).toEqual({ runId: 2 })
    expect(films(dataDir)).toBe(300)
  })

  it('runs one thing at a time, under a lock that others see', async () => {
    const { loader, service, dataDir } = make()
    const held = heldAt(service, 5)
    const first = loader.runToEnd(start())
    await held.reached
    await expect(loader['loader.start'](start())).rejects.toMatchObject({ kind: 'busy' })
    await expect(loader['maintenance.rebuild'](null)).rejects.toMatchObject({ kind: 'busy' })
    const lock = acquireWriterLock(dataDir, 'another')
    expect(lock).toMatchObject({ ok: false, error: { kind: 'locked', detail: { pid: process.pid, who: 'the app' } } })
    held.goOn()
    expect(await first).toMatchObject({ status: 'complete' })
  })

  it('does not begin while another process holds the lock', async () => {
    const { loader, dataDir } = make()
    const lock = acquireWriterLock(dataDir, 'the command line')
    if (!lock.ok) throw new Error('the lock should be free')
    await expect(loader['loader.start'](start())).rejects.toMatchObject({ kind: 'locked' })
    lock.value.release()
    expect(await loader.runToEnd(start())).toMatchObject({ status: 'complete' })
  })

  it('keeps every writer out while the folder is moved, until it ends', async () => {
    const { loader, dataDir } = make()
    await loader['loader.hold'](null)
    expect(acquireWriterLock(dataDir, 'the command line')).toMatchObject({ ok: false, error: { kind: 'locked' } })
    await expect(loader['loader.start'](start())).rejects.toMatchObject({ kind: 'busy' })
    await loader['loader.shutdown'](null)
    const lock = acquireWriterLock(dataDir, 'the command line')
    expect(lock.ok).toBe(true)
    if (lock.ok) lock.value.release()
  })

  it('is not held while another process writes', async () => {
    const { loader, dataDir } = make()
    const lock = acquireWriterLock(dataDir, 'the command line')
    expect(() => loader['loader.hold'](null)).toThrow(expect.objectContaining({ kind: 'locked' }))
    if (lock.ok) lock.value.release()
  })

  it('cancels within two seconds, keeps what was stored, and takes it up again', async () => {
    const { loader, service, dataDir, events } = make()
    const held = heldAt(service, 20)
    const first = loader.runToEnd(start())
    await held.reached
    const elapsed = ownTime()
    await loader['sync.cancel'](null)
    expect(await first).toMatchObject({ status: 'cancelled', error: { kind: 'cancelled' } })
    expect(elapsed()).toBeLessThan(2000)
    expect(events.at(-1)).toMatchObject({ type: 'finished', summary: { status: 'cancelled' } })
    expect(films(dataDir)).toBe(0)
    held.goOn()
    const requests = service.counters.requests
    expect(await loader.runToEnd(start())).toMatchObject({ status: 'complete', runId: 1 })
    expect(service.counters.requests - requests).toBeLessThan(30)
    expect(films(dataDir)).toBe(300)
  })

  it('pauses, sends nothing meanwhile, and resumes', async () => {
    const { loader, service, dataDir } = make()
    const held = heldAt(service, 20)
    const first = loader.runToEnd(start())
    await held.reached
    await loader['sync.pause'](null)
    expect(await loader['sync.progress'](null)).toMatchObject({ status: 'paused' })
    const requests = service.counters.requests
    held.goOn()
    await new Promise((resolve) => setImmediate(resolve))
    expect(service.counters.requests).toBe(requests)
    await loader['sync.resume'](null)
    expect(await first).toMatchObject({ status: 'complete', retries: 0 })
    expect(films(dataDir)).toBe(300)
  })

  it('shuts down in the middle of a load and leaves it to be resumed', async () => {
    const { loader, service, dataDir } = make()
    const held = heldAt(service, 12)
    const first = loader.runToEnd(start())
    await held.reached
    await loader['loader.shutdown'](null)
    expect(await first).toMatchObject({ status: 'cancelled' })
    expect(acquireWriterLock(dataDir, 'a test').ok).toBe(true)
  })

  it('calls the load of a dead process interrupted as soon as it starts, and takes it up', async () => {
    const { loader, service, dataDir } = make()
    const held = heldAt(service, 12)
    const first = loader.runToEnd(start())
    await held.reached
    await loader.close()
    await first
    held.goOn()
    const db = openWritable(join(dataDir, databaseFile))
    const status = db.prepare('SELECT status FROM run').pluck()
    db.exec("UPDATE run SET status = 'running', finished_at = NULL")
    const again = createLoaderService({
      dataDir,
      emit: () => {},
      transport: () => sampleTransport(service, systemRuntime),
    })
    closing.push(() => again.close())
    expect(status.all()).toEqual(['interrupted'])
    db.close()
    expect(await again.runToEnd(start())).toMatchObject({ status: 'complete', runId: 1 })
  })

  it('takes up the load before one that failed without a page', async () => {
    const { loader, service } = make()
    const held = heldAt(service, 20)
    const first = loader.runToEnd(start())
    await held.reached
    await loader['sync.cancel'](null)
    await first
    held.goOn()
    const elsewhere = settings({ url: 'http://127.0.0.1:1/other/list_movies.json' })
    service.setFaults(['status=500'])
    expect(await loader.runToEnd(start({ settings: elsewhere }))).toMatchObject({ status: 'failed', runId: 2 })
    service.setFaults([])
    expect(await loader.runToEnd(start())).toMatchObject({ status: 'complete', runId: 1 })
  })

  it('leaves a paused load paused when it shuts down, and takes it up at the next start', async () => {
    const { loader, service, dataDir, events } = make()
    const held = heldAt(service, 20)
    const first = loader.runToEnd(start())
    await held.reached
    await loader['sync.pause'](null)
    await loader['loader.shutdown'](null)
    const summary = await first
    expect(summary).toMatchObject({ status: 'paused', runId: 1 })
    expect(summary.error).toBeUndefined()
    expect(events.at(-1)).toMatchObject({ type: 'finished', summary: { status: 'paused' } })
    const db = openReadable(join(dataDir, databaseFile))
    expect(db.prepare('SELECT status, error_kind FROM run').all()).toEqual([{ status: 'paused', error_kind: null }])
    db.close()
    held.goOn()
    const requests = service.counters.requests
    expect(await loader.runToEnd(start())).toMatchObject({ status: 'complete', runId: 1 })
    expect(service.counters.requests - requests).toBeLessThan(30)
    expect(films(dataDir)).toBe(300)
  })

  it('pauses when the server imposes a long wait, says for how long, and resumes when told', async () => {
    const { loader, service, events } = make(300, ['429=7200@requests:9'])
    expect(await loader.runToEnd(start())).toMatchObject({
      status: 'paused',
      error: { kind: 'rate_limited', detail: { retryAfterS: 7200 }, message: expect.stringContaining('2 hours') },
    })
    service.setFaults([])
    const finished = new Promise((resolve) => {
      const known = events.length
      events.push = (...more) => {
        const last = more.at(-1)
        if (last?.type === 'finished') resolve(last.summary)
        return known
      }
    })
    await loader['sync.resume'](null)
    expect(await finished).toMatchObject({ status: 'complete', runId: 1 })
  })

  it('says that nothing runs', () => {
    const { loader } = make()
    for (const channel of ['sync.pause', 'sync.resume', 'sync.cancel'] as const) {
      expect(() => loader[channel](null)).toThrow(expect.objectContaining({ kind: 'not_found' }))
    }
  })

  it('leaves the file as it is in a dry run, and makes none where there is none', async () => {
    const { loader, dataDir, service } = make()
    await loader.runToEnd(start())
    const hash = (): string =>
      createHash('sha256')
        .update(readFileSync(join(dataDir, databaseFile)))
        .digest('hex')
    const before = hash()
    service.catalogue.append(4)
    expect(await loader.runToEnd(start({ dryRun: true }))).toMatchObject({
      status: 'complete',
      dryRun: true,
      runId: null,
      inserted: 4,
    })
    expect(hash()).toBe(before)
  })

  it('re-reads from a lowered watermark and refuses a raised one, with a warning', async () => {
    const { loader, service } = make(900)
    await loader.runToEnd(start())
    let rating = 1
    const at = async (lastPageProcessed: number | null, lastDate: string | null = null) => {
      // Another value each time: one that the film had before would be no change.
      rating += 0.5
      service.catalogue.rerate(service.catalogue.idAt(750) ?? 0, rating)
      return loader.runToEnd(start({ settings: settings({ lastPageProcessed, lastDate }) }))
    }
    expect(await at(90)).toMatchObject({ mode: 'incremental', updated: 0, warnings: [] })
    const lowered = await at(74)
    expect(lowered).toMatchObject({ status: 'complete', mode: 'incremental', updated: 1, pages: 17 })
    expect(lowered.warnings).toHaveLength(1)
    expect(await at(0)).toMatchObject({ status: 'complete', mode: 'full', pages: 90 })
    const raised = await at(95, '2099-01-01')
    expect(raised).toMatchObject({ status: 'complete', mode: 'incremental' })
    expect(raised.warnings).toHaveLength(2)
    expect(await at(90, '2015-01-01')).toMatchObject({ status: 'complete', mode: 'full' })
  })
})

it('makes no data folder in the place of one that went', async () => {
  const { loader, dataDir } = make()
  await loader.runToEnd(start())
  rmSync(dataDir, { recursive: true })
  expect(() => loader.runToEnd(start())).toThrow(expect.objectContaining({ kind: 'not_found' }))
  expect(existsSync(dataDir)).toBe(false)
})
