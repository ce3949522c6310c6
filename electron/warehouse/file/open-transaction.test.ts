import { beforeEach, describe, expect, it } from 'vitest'
import {
  commitPages,
  commitRun,
  fetchedPage,
  memoryWarehouse,
  noCounters,
  pagesOf,
  rawMovie,
} from '../testing/loads.ts'
import { createLoadStore } from '../write/store.ts'
import type { WritableDb } from './connection.ts'

// Through the store, which is what it serves.
let db: WritableDb
let store: ReturnType<typeof createLoadStore>
let runId: number

beforeEach(() => {
  db = memoryWarehouse()
  store = createLoadStore(db)
  runId = commitRun(store, []).runId
  store.savePlan(runId, { next: 9 }, noCounters)
})

const films = (count: number, from = 1) => Array.from({ length: count }, (_, index) => rawMovie(from + index))
const stored = () => db.prepare('SELECT count(*) FROM silver_movie').pluck().get()
const plan = () => JSON.parse(db.prepare('SELECT plan FROM run').pluck().get() as string)
const status = () => db.prepare('SELECT status FROM run').pluck().get()
const broken = fetchedPage(7, [rawMovie(70)], { codec: 'zip' as 'gzip' })
const failure = { kind: 'source_failed', message: 'HTTP 500' } as const

describe('pages that are written', () => {
  it('are kept together with the plan, by whatever keeps one', () => {
    const keepers = [
      () => store.keepPages(runId, { next: 1 }, noCounters),
      () => store.savePlan(runId, { next: 1 }, noCounters),
      () => store.failPage(runId, 3, 5, failure, { next: 1 }, noCounters),
    ]
    for (const [index, keep] of keepers.entries()) {
      store.writePages(runId, [fetchedPage(1 + 10 * index, films(2, 10 * index + 1))])
      store.writePages(runId, [fetchedPage(2 + 10 * index, films(2, 10 * index + 3))])
      expect(db.inTransaction).toBe(true)
      keep()
      expect(db.inTransaction).toBe(false)
      expect(stored()).toBe(4 * (index + 1))
      expect(plan()).toEqual({ next: 1 })
    }
  })

  it('are not kept by anything that keeps no plan, nor with a run that ends before', () => {
    store.writePages(runId, [fetchedPage(1, films(3), { partition: 1 })])
    store.setRunStatus(runId, 'paused')
    expect(db.inTransaction).toBe(true)
    expect(store.anyCapturedBy(runId, 1, [2])).toBe(true)
    store.finishRun(runId, 'failed', 1, noCounters, failure)
    expect(db.inTransaction).toBe(false)
    expect(stored()).toBe(0)
    expect(plan()).toEqual({ next: 9 })
    expect(status()).toBe('failed')
  })

  it('are undone by a page that cannot be written, and no plan is kept any more that may count them as read', () => {
    store.writePages(runId, [fetchedPage(1, films(3))])
    expect(() => store.writePages(runId, [broken])).toThrow()
    expect(stored()).toBe(0)
    const lost = [
      () => store.keepPages(runId, { next: 0 }, noCounters),
      () => store.savePlan(runId, { next: 0 }, noCounters),
      () => store.failPage(runId, 3, 5, failure, { next: 0 }, noCounters),
      () => store.writePages(runId, [fetchedPage(2, films(2))]),
      () => store.promote({ runId, at: 1, fullSweep: true, unstable: false, allowMassRemoval: false, lastPage: 1 }),
    ]
    for (const keep of lost) expect(keep).toThrow()
    expect(plan()).toEqual({ next: 9 })
    expect(db.prepare('SELECT count(*) FROM run_page').pluck().get()).toBe(0)
    store.finishRun(runId, 'failed', 1, noCounters, failure)
    expect(status()).toBe('failed')
  })

  it('are not published before they are kept', () => {
    const promote = () =>
      store.promote({ runId, at: 1, fullSweep: true, unstable: false, allowMassRemoval: false, lastPage: 1 })
    store.writePages(runId, [fetchedPage(1, films(3))])
    expect(promote).toThrow('not committed')
    store.keepPages(runId, { next: 0 }, noCounters)
    expect(promote()).toMatchObject({ films: 3 })
  })

  it('are undone when their plan cannot be kept', () => {
    store.writePages(runId, [fetchedPage(1, films(3))])
    const endless: Record<string, unknown> = {}
    endless.self = endless
    expect(() => store.keepPages(runId, endless, noCounters)).toThrow()
    expect(db.inTransaction).toBe(false)
    expect(stored()).toBe(0)
    expect(() => store.savePlan(runId, { next: 0 }, noCounters)).toThrow()
    expect(plan()).toEqual({ next: 9 })
  })

  it('are lost to nobody when the first of them cannot be written', () => {
    expect(() => store.writePages(runId, [broken])).toThrow()
    expect(commitPages(store, runId, [fetchedPage(1, films(3))], { next: 0 })[0]).toMatchObject({ inserted: 3 })
    expect(plan()).toEqual({ next: 0 })
  })

  it('are undone when the disk is full at the commit, or in the middle of other work', () => {
    const pages = Number(db.pragma('page_count', { simple: true }))
    store.writePages(runId, [fetchedPage(1, films(3))])
    db.pragma(`max_page_count = ${pages + 3}`)
    expect(() => store.writePages(runId, pagesOf(films(300, 10)))).toThrow(
      expect.objectContaining({ kind: 'disk_full' }),
    )
    db.pragma('max_page_count = 1073741823')
    expect(stored()).toBe(0)
    expect(() => store.savePlan(runId, { next: 0 }, noCounters)).toThrow(expect.objectContaining({ kind: 'disk_full' }))
    expect(plan()).toEqual({ next: 9 })
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it.each([
    ['a plan', () => store.savePlan(runId, { next: 0 }, noCounters)],
    ['the status of the run', () => store.setRunStatus(runId, 'paused')],
    ['more pages', () => store.writePages(runId, [fetchedPage(2, films(2, 20))])],
  ])('are known to be lost when SQLite has undone them by itself before %s is written', (_what, next) => {
    store.writePages(runId, [fetchedPage(1, films(3))])
    // As SQLite does where a page of its cache cannot be written, in whatever statement.
    db.exec('ROLLBACK')
    try {
      next()
    } catch {
      // Whether this is refused or not: no plan may be kept from now on.
    }
    expect(() => store.savePlan(runId, { next: 0 }, noCounters)).toThrow('undone')
    expect(() => store.keepPages(runId, { next: 0 }, noCounters)).toThrow('undone')
    expect(plan()).toEqual({ next: 9 })
    expect(stored()).toBe(0)
    expect(db.inTransaction).toBe(false)
    store.finishRun(runId, 'failed', 1, noCounters, failure)
    expect(status()).toBe('failed')
  })

  it('stay written when other work fails alone', () => {
    store.writePages(runId, [fetchedPage(1, films(3))])
    expect(() => store.setRunStatus(runId, 'nonsense' as 'paused')).toThrow()
    store.keepPages(runId, { next: 0 }, noCounters)
    expect(stored()).toBe(3)
  })
})
