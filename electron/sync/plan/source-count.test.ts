import { describe, expect, it } from 'vitest'
import type { WritableDb } from '../../warehouse/file/connection.ts'
import { isFullDue, published, world } from '../testing/counting-world.ts'

// What was read is held against the source's own count: a source that is silent or short somewhere is asked again, for seconds.

const check = (db: WritableDb): unknown =>
  db
    .prepare(
      "SELECT status FROM quality_result WHERE check_name = 'films_counted_by_source' ORDER BY run_id DESC LIMIT 1",
    )
    .pluck()
    .get()

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
