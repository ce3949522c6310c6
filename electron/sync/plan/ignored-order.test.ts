import { describe, expect, it } from 'vitest'
import { published, world } from '../testing/counting-world.ts'

// A source may ignore the order that it is asked for: what it adds is found all the same, or a full load falls due.

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
