import { expect, it } from 'vitest'
import { SampleService } from '../../sample/service.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import { load, memoryWarehouse } from '../testing/harness.ts'

// A film that is always on two pages did not move: loads settle, and removals work.

function world(faults: string[]) {
  const service = new SampleService({ films: 1230, seed: 3, quirks: 0, faults })
  const db = memoryWarehouse()
  const run = (mode: 'full' | null = null, limit = 50) => load(db, service, { mode, settings: { limit } })
  const isUnstable = () => createLoadStore(db).lastFullSweep().unstable
  return { service, db, run, isUnstable }
}

it('the same film at the same two places in two sweeps is stable', async () => {
  const { service, run, isUnstable } = world(['twice=59:699'])
  expect(await run()).toMatchObject({ mode: 'full', status: 'complete' })
  expect(isUnstable()).toBe(true)
  expect(await run()).toMatchObject({ mode: 'full', status: 'complete', warnings: [] })
  expect(isUnstable()).toBe(false)
  expect(await run()).toMatchObject({ mode: 'incremental', status: 'complete', requests: 3 })
  // What lies before both places may go: they stay as far apart.
  const [first = 0, second = 0] = service.catalogue.ids()
  service.catalogue.remove(first)
  service.catalogue.remove(second)
  service.setFaults(['twice=57:697'])
  expect(await run('full')).toMatchObject({ status: 'complete', removed: 0, warnings: [] })
  expect(await run('full')).toMatchObject({ status: 'complete', removed: 2, warnings: [] })
  // The page size may change between two loads.
  expect(await run('full', 20)).toMatchObject({ status: 'complete', warnings: [] })
})

it('another film, or another place, is movement', async () => {
  const { service, run, isUnstable } = world(['twice=59:699'])
  await run()
  await run()
  service.setFaults(['twice=59:999'])
  expect((await run('full')).warnings.join()).toContain('moved while it was read')
  expect(isUnstable()).toBe(true)
  service.setFaults(['twice=159:999'])
  await run('full')
  expect(isUnstable()).toBe(true)
  service.setFaults([])
  await run()
  expect(isUnstable()).toBe(false)
})
