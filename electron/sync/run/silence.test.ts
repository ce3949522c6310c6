import { expect, it } from 'vitest'
import { SampleService } from '../../sample/service.ts'
import type { WritableDb } from '../../warehouse/file/connection.ts'
import { load, memoryWarehouse } from '../testing/harness.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'

// A source whose database is away answers `ok` and no films, whatever page it is asked for (the recorded response of 2025 does).
// Taken for the end of the catalogue it once made a load complete, and published, that had met a third of the films.

const films = 320
const published = (db: WritableDb): unknown => db.prepare('SELECT count(*) FROM fact_movies').pluck().get()

it.each([
  ['full', 8],
  ['full', 12],
  ['full', 20],
  ['full', 30],
  ['incremental', 1],
  ['incremental', 3],
  ['incremental', 5],
] as const)(
  'a source that falls silent in the middle has not come to its end: %s, from request %i',
  async (mode, from) => {
    const db = memoryWarehouse()
    const runtime = new VirtualRuntime(5)
    const service = new SampleService({ films: films - 60, seed: 3, quirks: 0, now: () => runtime.now() })
    if (mode === 'incremental') await load(db, service, { runtime })
    const before = published(db)
    service.catalogue.append(60)
    const begun = service.counters.requests
    service.onRequest = ({ request }) => {
      if (request >= begun + from) service.setFaults(['absent-movies'])
    }
    const summary = await load(db, service, { runtime, mode })
    expect(['partial', 'failed']).toContain(summary.status)
    expect(published(db)).toBe(before)
    service.onRequest = undefined
    service.setFaults([])
    expect(await load(db, service, { runtime, mode })).toMatchObject({ status: 'complete' })
    expect(published(db)).toBe(films)
  },
)

it('a source that loses its greater half in the middle is asked about, and believed when a person agrees', async () => {
  const db = memoryWarehouse()
  const service = new SampleService({ films, seed: 3, quirks: 0 })
  service.onRequest = ({ request }, catalogue) => {
    if (request === 10) for (const id of catalogue.ids().slice(100)) catalogue.remove(id)
  }
  const refused = await load(db, service)
  expect(refused).toMatchObject({ status: 'failed', error: { kind: 'source_shrank' } })
  expect(published(db)).toBe(0)
  expect(await load(db, service, { mode: 'full', acceptRemovals: true })).toMatchObject({ status: 'complete' })
  const kept = db.prepare('SELECT movie_id FROM fact_movies').pluck().all()
  expect(kept).toEqual(expect.arrayContaining(service.catalogue.ids()))
})

it('a source that loses a few films off its end in the middle has come to its end', async () => {
  const db = memoryWarehouse()
  const service = new SampleService({ films: 301, seed: 3, quirks: 0 })
  service.onRequest = ({ request }, catalogue) => {
    if (request === 5) for (const id of catalogue.ids().slice(298)) catalogue.remove(id)
  }
  expect(await load(db, service)).toMatchObject({ status: 'complete' })
  expect(published(db)).toBeGreaterThanOrEqual(298)
})
