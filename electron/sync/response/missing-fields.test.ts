import { expect, it } from 'vitest'
import { SampleService } from '../../sample/service.ts'
import type { WritableDb } from '../../warehouse/file/connection.ts'
import { rebuildWarehouse } from '../../warehouse/write/rebuild.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import { verifyWarehouse } from '../../warehouse/write/verify.ts'
import { load, memoryWarehouse } from '../testing/harness.ts'

// A key that is absent from a row is not null: it says nothing, and takes nothing known away until a person agrees.

const source = { films: 120, seed: 3, quirks: 0 }
const missing = (...fields: string[]) => fields.map((field) => `missing-field=${field}`)
const known = (db: WritableDb, field: string): unknown =>
  db.prepare(`SELECT count(${field}) FROM silver_movie`).pluck().get()

it('a field no longer sent keeps what is known, warns, and goes when a person agrees', async () => {
  const db = memoryWarehouse()
  const service = new SampleService(source)
  await load(db, service)
  const before = createLoadStore(db).contentDigest()
  service.setFaults(missing('rating', 'runtime'))
  for (const dryRun of [true, false]) {
    const kept = await load(db, service, { mode: 'full', dryRun })
    expect(kept).toMatchObject({ status: 'complete', updated: 0, unchanged: 120 })
    if (dryRun) continue
    expect(kept.warnings).toHaveLength(1)
    expect(kept.warnings[0]).toContain('rating, runtime: missing on 120 of 120 films')
    expect(kept.missingFields).toEqual(['rating', 'runtime'])
  }
  expect(createLoadStore(db).contentDigest()).toBe(before)
  expect(verifyWarehouse(db)).toMatchObject({ ok: true })
  const check = db.prepare(
    "SELECT failed FROM quality_result WHERE check_name = 'fields_not_sent' ORDER BY run_id DESC",
  )
  expect(check.pluck().get()).toBe(2)

  const accepted = { mode: 'full', acceptMissingFields: true } as const
  expect(await load(db, service, { ...accepted, dryRun: true })).toMatchObject({ updated: 120 })
  expect(await load(db, service, accepted)).toMatchObject({ status: 'complete', updated: 120, warnings: [] })
  expect([known(db, 'rating'), known(db, 'runtime')]).toEqual([0, 0])
  const agreed = createLoadStore(db).contentDigest()
  // Agreed once, and for good: nothing is left to be kept.
  expect(await load(db, service, { mode: 'full' })).toMatchObject({ unchanged: 120, warnings: [] })
  // A rebuild takes the runs at the word that a person took them at.
  rebuildWarehouse(db)
  expect(createLoadStore(db).contentDigest()).toBe(agreed)
  service.setFaults([])
  expect(await load(db, service, { mode: 'full' })).toMatchObject({ updated: 120 })
  expect(createLoadStore(db).contentDigest()).toBe(before)
})

it.each([
  ['genres'],
  ['title'],
  ['slug'],
  ['title', 'title_english', 'title_long'],
  ['summary', 'description_full', 'synopsis'],
  ['date_uploaded'],
  ['date_uploaded_unix'],
  ['date_uploaded', 'date_uploaded_unix'],
  ['date_uploaded', 'date_uploaded_unix', 'torrents'],
  ['url', 'large_cover_image', 'imdb_code', 'language', 'mpa_rating', 'year', 'state'],
])('what would be made up from other fields is kept as well: without %s', async (...fields: string[]) => {
  const db = memoryWarehouse()
  const service = new SampleService(source)
  await load(db, service)
  const before = createLoadStore(db).contentDigest()
  service.setFaults(missing(...fields))
  expect(await load(db, service, { mode: 'full' })).toMatchObject({ status: 'complete', updated: 0 })
  expect(createLoadStore(db).contentDigest()).toBe(before)
  rebuildWarehouse(db)
  expect(createLoadStore(db).contentDigest()).toBe(before)
})

it('a change beside the absent keys is stored, and only that', async () => {
  const db = memoryWarehouse()
  const service = new SampleService(source)
  await load(db, service)
  service.setFaults(missing('rating'))
  const [id = 0] = service.catalogue.ids()
  service.catalogue.update(id, { runtime: 7 })
  expect(await load(db, service, { mode: 'full' })).toMatchObject({ updated: 1, unchanged: 119 })
  expect(db.prepare('SELECT field FROM movie_change').pluck().all()).toEqual(['runtime'])
  expect(known(db, 'rating')).toBe(120)
  expect(verifyWarehouse(db)).toMatchObject({ ok: true })
})

it('a value that is null is unknown; where that takes many known ones away, it is said', async () => {
  const db = memoryWarehouse()
  const service = new SampleService(source)
  await load(db, service)
  service.setFaults(['null-field=rating'])
  const summary = await load(db, service, { mode: 'full' })
  expect(known(db, 'rating')).toBe(0)
  expect(summary.warnings.join()).toContain('rating is unknown for 120 films of which it was known')
})

it('an unfinished load that kept values is not taken up by one that was told to let them go', async () => {
  const db = memoryWarehouse()
  const service = new SampleService(source)
  await load(db, service)
  service.setFaults([...missing('rating'), 'status=500@pages:3-4'])
  expect(await load(db, service, { mode: 'full' })).toMatchObject({ runId: 2, status: 'partial' })
  service.setFaults(missing('rating'))
  const accepted = { mode: 'full', acceptMissingFields: true } as const
  expect(await load(db, service, accepted)).toMatchObject({ runId: 3, status: 'complete', updated: 120 })
})
