import { expect, it } from 'vitest'
import { SampleService } from '../../sample/service.ts'
import { load, memoryWarehouse } from '../testing/harness.ts'

// Addresses of pages and images are the same while their path is: a host and a token may differ in every response.

it.each(['address-tokens', 'mirror-host=mirror-one.invalid'])(
  'parts of addresses that come and go are no change of the film: %s',
  async (fault) => {
    const db = memoryWarehouse()
    const service = new SampleService({ films: 120, seed: 3, quirks: 0 })
    await load(db, service)
    service.setFaults([fault])
    for (const dryRun of [true, false]) {
      const again = await load(db, service, { mode: 'full', dryRun })
      expect(again).toMatchObject({ status: 'complete', updated: 0, unchanged: 120 })
    }
    expect(db.prepare('SELECT count(*) FROM movie_change').pluck().get()).toBe(0)
    // A change beside them is one field, not seven.
    const [id = 0] = service.catalogue.ids()
    service.catalogue.rerate(id, 1.2)
    expect(await load(db, service, { mode: 'full' })).toMatchObject({ updated: 1, unchanged: 119 })
    expect(db.prepare('SELECT field FROM movie_change').pluck().all()).toEqual(['rating'])
  },
)

it('another path is a change, and films that an older version hashed are compared by their values', async () => {
  const db = memoryWarehouse()
  const service = new SampleService({ films: 120, seed: 3, quirks: 0 })
  await load(db, service)
  db.exec("UPDATE silver_movie SET content_hash = 'of an older version', hash_version = 1")
  const [first = 0, second = 0] = service.catalogue.ids()
  service.catalogue.update(first, { large_cover_image: 'https://img.sample-catalogue.invalid/other/large.jpg' })
  service.catalogue.update(second, { large_cover_image: null as unknown as string })
  for (const dryRun of [true, false])
    expect(await load(db, service, { mode: 'full', dryRun })).toMatchObject({ updated: 2, unchanged: 118 })
  expect(db.prepare('SELECT DISTINCT field FROM movie_change').pluck().all()).toEqual(['large_cover_image'])
  expect(db.prepare('SELECT DISTINCT hash_version FROM silver_movie').pluck().all()).toEqual([2])
  expect(await load(db, service, { mode: 'full' })).toMatchObject({ updated: 0, unchanged: 120 })
})
