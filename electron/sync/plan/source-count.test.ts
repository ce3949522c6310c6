import { describe, expect, it } from 'vitest'
import { SampleService } from '../../sample/service.ts'
import type { WritableDb } from '../../warehouse/file/connection.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import { load, memoryWarehouse, type TestLoad } from '../testing/harness.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'

// What was read is held against the source's own count: a source that is silent or short somewhere is asked again, for seconds.

const published = (db: WritableDb): unknown => db.prepare('SELECT count(*) FROM fact_movies').pluck().get()
const isFullDue = (db: WritableDb): boolean => createLoadStore(db).countBooks().isWanting
const check = (db: WritableDb): unknown =>
  db
    .prepare(
      "SELECT status FROM quality_result WHERE check_name = 'films_counted_by_source' ORDER BY run_id DESC LIMIT 1",
    )
    .pluck()
    .get()

/** A world of n films at 50 a page. */
function world(films: number, faults: string[] = []) {
  const runtime = new VirtualRuntime(5)
  const service = new SampleService({ films, seed: 3, quirks: 0, faults, now: () => runtime.now() })
  const db = memoryWarehouse()
  const run = (options: TestLoad = {}) => {
    const { settings, ...rest } = options
    return load(db, service, { runtime, ...rest, settings: { limit: 50, ...settings } })
  }
  return { runtime, service, db, run }
}

describe('silence that passes', () => {
  it('every page but the first says nothing for 600 ms', async () => {
    const { runtime, service, db, run } = world(5230)
    service.onRequest = () => {
      service.setFaults(runtime.monotonic() < 600 ? ['absent-movies@pages:2-1000'] : [])
    }
    expect(await run()).toMatchObject({ status: 'complete', warnings: [] })
    expect(published(db)).toBe(5230)
    expect(check(db)).toBe('passed')
  })

  it.each(['absent-movies', 'empty-movies'])('the last page says nothing three times: %s', async (fault) => {
    const { db, run } = world(230, [`${fault}@pages:5;attempts:3`])
    expect(await run()).toMatchObject({ status: 'complete', warnings: [] })
    expect(published(db)).toBe(230)
  })

  it.each([1, 2, 7, 24, 25])('page %i comes once with 20 of its rows', async (page) => {
    const { db, run } = world(1230, [`short=20@pages:${page};attempts:1`])
    expect(await run()).toMatchObject({ status: 'complete', warnings: [] })
    expect(published(db)).toBe(1230)
    expect(isFullDue(db)).toBe(false)
  })

  it.each([24, 25])('page %i of an incremental load comes once with 20 of its rows', async (page) => {
    const { service, db, run } = world(1210)
    await run()
    service.catalogue.append(20)
    // Each load asks for the page after the last it knows first.
    service.setFaults([`short=10@pages:${page};times:1`])
    expect(await run()).toMatchObject({ status: 'complete', mode: 'incremental', warnings: [] })
    expect(published(db)).toBe(1230)
  })

  it('new pages of an incremental load say nothing at first', async () => {
    const { service, db, run } = world(1200)
    await run()
    service.catalogue.append(70)
    service.setFaults(['absent-movies@pages:25-30;times:2'])
    expect(await run()).toMatchObject({ status: 'complete', mode: 'incremental', warnings: [] })
    expect(published(db)).toBe(1270)
  })

  it.each(['absent-movies@pages:1;attempts:1', 'end-shape=data-null@requests:1', 'absent-movies@requests:1-3'])(
    'the first response has no films: %s',
    async (fault) => {
      const { db, run } = world(230, [fault])
      expect(await run()).toMatchObject({ status: 'complete', warnings: [] })
      expect(published(db)).toBe(230)
    },
  )

  it('takes no more requests and no time for a source whose count is right', async () => {
    const { runtime, service, run } = world(1230)
    expect(await run()).toMatchObject({ status: 'complete' })
    const before = [service.counters.requests, runtime.monotonic()]
    expect(before[1]).toBe(0)
    expect(await run()).toMatchObject({ status: 'complete', mode: 'incremental', requests: 3 })
    expect(runtime.monotonic()).toBe(0)
  })
})

describe('silence that stays', () => {
  it.each([
    [5230, 'absent-movies@pages:2-1000'],
    [230, 'absent-movies@pages:5-1000'],
    [1230, 'short=20@pages:7'],
    [1230, 'short=4@pages:25'],
  ])('leaves a first load of %i unpublished, until the source speaks again: %s', async (films, fault) => {
    const { runtime, service, db, run } = world(films, [fault])
    const first = await run()
    expect(first).toMatchObject({ status: 'partial', error: { kind: 'partial' } })
    expect(first.error?.message).toContain(films.toLocaleString('en-US'))
    expect(published(db)).toBe(0)
    // It was asked for seconds, and not for minutes.
    expect(runtime.monotonic()).toBeGreaterThan(1500)
    expect(runtime.monotonic()).toBeLessThan(60_000)
    service.setFaults([])
    expect(await run()).toMatchObject({ runId: 1, status: 'complete', warnings: [] })
    expect(published(db)).toBe(films)
  })

  it('is not forgotten where the load is taken up and the first response is silent again', async () => {
    const { service, db, run } = world(5230, ['absent-movies@pages:2-1000'])
    expect(await run()).toMatchObject({ status: 'partial' })
    service.setFaults(['absent-movies'])
    expect(await run()).toMatchObject({ runId: 1, status: 'partial' })
    service.setFaults(['absent-movies@pages:1;times:1'])
    expect(await run()).toMatchObject({ runId: 1, status: 'complete', warnings: [] })
    expect(published(db)).toBe(5230)
  })

  it('does not stop a source for ever whose pages are short by nature', async () => {
    const { db, run } = world(1230, ['short=49@pages:3', 'short=30@pages:9', 'short=48@pages:20'])
    expect(await run()).toMatchObject({ status: 'partial' })
    const second = await run()
    expect(second).toMatchObject({ status: 'complete' })
    expect(second.warnings.join()).toContain('1,230 films, and 1,207 are known')
    expect(check(db)).toBe('failed')
    // Another look makes sure; a third is not due.
    expect(await run()).toMatchObject({ mode: 'full', status: 'complete' })
    expect(isFullDue(db)).toBe(false)
    expect(await run()).toMatchObject({ mode: 'incremental', status: 'complete' })
  })

  it.each([
    [5230, 104, null],
    [5230, 104, 0],
    [5230, 104, -1],
    [1220, 25, null],
    [1220, 25, 1e9],
    [1220, 25, 999_999],
    [1220, 25, 1],
    [1220, 25, 1100],
  ])(
    'removes nothing unasked, though two full loads of %i miss what is from page %i on; count %s',
    async (films, from, count) => {
      const { service, db, run } = world(films)
      await run()
      for (let time = 0; time < 2; time++) {
        const lie = count === null ? [] : [`movie-count=${count}`]
        service.setFaults([`absent-movies@pages:${from}-1000`, ...lie])
        const summary = await run({ mode: 'full' })
        expect(summary).toMatchObject({ status: 'complete', removed: 0 })
        expect(summary.warnings.join()).toMatch(/No film counts as removed\. Another full load will follow\.$/)
        if (count === null && films === 5230)
          expect(summary.warnings.join()).toContain('5,230 films, and 5,150 are known')
        expect(isFullDue(db)).toBe(true)
      }
      expect(published(db)).toBe(films)
      service.setFaults([])
      expect(await run()).toMatchObject({ mode: 'full', status: 'complete', removed: 0, warnings: [] })
      expect(isFullDue(db)).toBe(false)
      expect(published(db)).toBe(films)
    },
  )

  it('removes nothing either where the silence hides less than a count may be off', async () => {
    const { service, db, run } = world(5203)
    await run()
    service.setFaults(['absent-movies@pages:105-1000'])
    for (let time = 0; time < 3; time++)
      expect(await run({ mode: 'full' })).toMatchObject({ status: 'complete', removed: 0 })
    expect(published(db)).toBe(5203)
  })

  it('still removes what the source no longer counts', async () => {
    const { service, db, run } = world(1230)
    await run()
    for (const id of service.catalogue.ids().slice(100, 104)) service.catalogue.remove(id)
    expect(await run({ mode: 'full' })).toMatchObject({ removed: 0, warnings: [] })
    expect(await run({ mode: 'full' })).toMatchObject({ removed: 4, warnings: [] })
    expect(published(db)).toBe(1226)
  })

  it('makes a full load due where an incremental one finds fewer films than were added', async () => {
    const { service, db, run } = world(1230)
    await run()
    service.catalogue.append(60)
    service.setFaults(['absent-movies@pages:26-1000'])
    const summary = await run()
    expect(summary).toMatchObject({ mode: 'incremental', status: 'complete' })
    expect(summary.warnings.join()).toContain('1,290 films, and 1,250 are known')
    service.setFaults([])
    expect(await run()).toMatchObject({ mode: 'full', status: 'complete', inserted: 40, warnings: [] })
    expect(published(db)).toBe(1290)
  })
})

describe('counts that are wrong', () => {
  const counts = [0, -1, 1e9, 999_999, 1, 200, 229, 231, 233, 260, 700].map((count) => `movie-count=${count}`)
  it.each([...counts, 'movie-count-by=37', 'movie-count-by=-60', 'no-movie-count'])('still load: %s', async (fault) => {
    const { runtime, service, db, run } = world(230, [fault])
    expect(await run()).toMatchObject({ status: 'complete', warnings: [] })
    expect(published(db)).toBe(230)
    expect(isFullDue(db)).toBe(false)
    // The next loads know by how much it is off: nothing is asked again, new films are found, removals work.
    const before = runtime.monotonic()
    expect(await run()).toMatchObject({ status: 'complete', mode: 'incremental', requests: 3 })
    if (fault.includes('by')) {
      service.catalogue.append(40)
      expect(await run()).toMatchObject({ status: 'complete', inserted: 40, warnings: [] })
      const [gone = 0] = service.catalogue.ids().slice(9)
      service.catalogue.remove(gone)
      await run({ mode: 'full' })
      expect(await run({ mode: 'full' })).toMatchObject({ removed: 1, warnings: [] })
    }
    expect(runtime.monotonic()).toBe(before)
  })

  it('and are far off once, on the way, do not hide that films are wanting', async () => {
    const { db, run } = world(1230, ['movie-count=8@pages:12', 'movie-count=9000@pages:11', 'short=10@pages:25'])
    expect(await run()).toMatchObject({ status: 'partial' })
    expect(published(db)).toBe(0)
  })

  it('are constantly too high while films join: known after one full load all the same', async () => {
    const { service, db, run } = world(1230, ['movie-count-by=37'])
    service.onRequest = ({ request }, catalogue) => {
      if (request % 9 === 0) catalogue.append(1)
    }
    expect(await run()).toMatchObject({ mode: 'full', status: 'complete', warnings: [] })
    for (let time = 0; time < 3; time++)
      expect(await run()).toMatchObject({ mode: 'incremental', status: 'complete', warnings: [] })
    expect(isFullDue(db)).toBe(false)
  })

  it.each(['duplicate-ids=3', 'negative-ids=2', 'repeated-rows=3'])(
    'count rows that are no films: %s',
    async (fault) => {
      const { db, run } = world(1230, [fault])
      expect(await run()).toMatchObject({ mode: 'full', status: 'complete', warnings: [] })
      expect(await run()).toMatchObject({ mode: 'incremental', status: 'complete', warnings: [] })
      expect(isFullDue(db)).toBe(false)
    },
  )

  it('drift by a few from response to response', async () => {
    const { service, db, run } = world(1230)
    service.onRequest = ({ request }) => service.setFaults([`movie-count-by=${(request * 7) % 5}`])
    for (const mode of ['full', 'incremental', 'full'] as const)
      expect(await run({ mode })).toMatchObject({ status: 'complete', warnings: [] })
    expect(published(db)).toBe(1230)
    expect(isFullDue(db)).toBe(false)
  })
})

describe('removals that a person agreed to', () => {
  it('leave the count as wrong as it was: no load after them is warned of it, or a full one for it', async () => {
    const { service, db, run } = world(5230)
    await run()
    for (const id of service.catalogue.ids().slice(2000, 2080)) service.catalogue.remove(id)
    service.setFaults(['movie-count-by=80'])
    await run({ mode: 'full', acceptRemovals: true })
    const agreed = await run({ mode: 'full', acceptRemovals: true })
    expect(agreed).toMatchObject({ status: 'complete', removed: 80 })
    expect(agreed.warnings.join()).not.toContain('No film counts as removed')
    expect(published(db)).toBe(5150)
    service.catalogue.append(3)
    for (const inserted of [3, 0]) {
      expect(await run()).toMatchObject({ mode: 'incremental', status: 'complete', inserted, warnings: [] })
    }
  })
})

describe('an order that is ignored', () => {
  it('newest first: new films are found at the other end', async () => {
    const { service, db, run } = world(1230, ['newest-first'])
    expect(await run()).toMatchObject({ status: 'complete' })
    service.catalogue.append(15)
    expect(await run()).toMatchObject({ mode: 'incremental', status: 'complete', inserted: 15, warnings: [] })
    expect(published(db)).toBe(1245)
    service.catalogue.append(130)
    expect(await run()).toMatchObject({ mode: 'incremental', status: 'complete', inserted: 130, warnings: [] })
    expect(published(db)).toBe(1375)
  })

  it.each(['-1', '0'])('newest first without a count (%s)', async (count) => {
    const { service, db, run } = world(1230, ['newest-first', `movie-count=${count}`])
    await run()
    service.catalogue.append(15)
    expect(await run()).toMatchObject({ status: 'complete', inserted: 15 })
    expect(published(db)).toBe(1245)
  })

  it('films that join in the middle make a full load due', async () => {
    const { service, db, run } = world(1230)
    const late = service.catalogue.ids().slice(600, 615)
    for (const id of late) service.catalogue.remove(id)
    await run()
    for (const id of late) service.catalogue.restore(id)
    const summary = await run()
    expect(summary).toMatchObject({ mode: 'incremental', status: 'complete', inserted: 0 })
    expect(summary.warnings.join()).toContain('Another full load will follow')
    expect(await run()).toMatchObject({ mode: 'full', status: 'complete', inserted: 15 })
    expect(published(db)).toBe(1230)
  })
})
