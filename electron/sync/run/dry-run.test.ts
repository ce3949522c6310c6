import { expect, it } from 'vitest'
import { SampleService } from '../../sample/service.ts'
import { load, memoryWarehouse } from '../testing/harness.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'

// A dry run tells what the load would do: also where films are wanting by the source's count, and where it answers newest first.

interface Case {
  /** Films of the load before; 0 = there was none. */
  before: number
  added?: number
  always?: string[]
  faults?: string[]
  mode?: 'full' | 'incremental'
}

it.each<[string, Case]>([
  ['nothing new', { before: 230 }],
  ['new films', { before: 230, added: 33 }],
  ['new films of a source that answers newest first', { before: 1230, added: 15, always: ['newest-first'] }],
  ['more of them than a page', { before: 1230, added: 130, always: ['newest-first'] }],
  ['a first load that is silent at its end', { before: 0, added: 1230, faults: ['absent-movies@pages:20-1000'] }],
  ['a first load with a short page', { before: 0, added: 1230, faults: ['short=20@pages:7'] }],
  ['a full load that misses known films', { before: 1220, mode: 'full', faults: ['absent-movies@pages:25-1000'] }],
  [
    'a full load that misses known films, without a count',
    { before: 1220, mode: 'full', faults: ['absent-movies@pages:25-1000', 'movie-count=0'] },
  ],
  ['fewer films than were added', { before: 1230, added: 60, faults: ['absent-movies@pages:26-1000'] }],
  ['pages that say nothing at first', { before: 1200, added: 70, faults: ['absent-movies@pages:25-30;times:2'] }],
])('%s', async (_, { before, added = 0, always = [], faults = [], mode }) => {
  const service = new SampleService({ films: before || added, seed: 3, quirks: 0, faults: always })
  const db = memoryWarehouse()
  const run = (dryRun: boolean) => {
    service.setFaults([...always, ...faults])
    const options = { dryRun, mode: mode ?? null, settings: { limit: 50 }, runtime: new VirtualRuntime(5) }
    return load(db, service, options)
  }
  if (before > 0) {
    await load(db, service, { settings: { limit: 50 }, runtime: new VirtualRuntime(4) })
    service.catalogue.append(added)
  }
  const dry = await run(true)
  const real = await run(false)
  const { status, error, inserted, updated, fetched, pages, requests } = real
  const warnings = real.warnings.map((text) => text.replace('will follow', 'would follow'))
  expect(dry).toMatchObject({ status, inserted, updated, fetched, pages, requests, warnings })
  expect(dry.error).toEqual(error)
  // Or this says little.
  expect(real.status === 'partial' || real.warnings.length > 0).toBe(faults.length > 0 && !faults[0]?.includes('times'))
})
