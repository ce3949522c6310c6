import { describe, expect, it } from 'vitest'
import { isFullDue, published, world } from '../testing/counting-world.ts'

// The source's count may be wrong: loads learn by how much, and go on as if it were right.

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
