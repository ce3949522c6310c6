import { expect, it } from 'vitest'
import { SampleService } from '../../sample/service.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import { type ResponseReader, readerHere } from '../response/response-reader.ts'
import { keptIds, load, memoryWarehouse } from '../testing/harness.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'

const source = { films: 100, seed: 4, quirks: 0 }
const one = { limit: 10, maxWorkers: 1 }

/** Pages in the order in which they were asked for, without the search for the end. */
function asked(service: SampleService): number[] {
  return service.log.map(({ page }) => page).slice(service.log.findLastIndex(({ page }) => page > 10) + 1)
}

it('asks for the next page while the present one is read, and stops at the first page', async () => {
  const service = new SampleService(source)
  const here = readerHere()
  const wanted = new Map<number, () => void>()
  service.onRequest = ({ page }) => wanted.get(page)?.()
  const responses: ResponseReader = {
    ...here,
    read: async (body, question) => {
      // Page 7 is read only once page 6 was asked for: a load that would not ask ahead would wait for ever.
      if (question.page === 7) await new Promise<void>((resolve) => wanted.set(6, resolve))
      return here.read(body, question)
    },
  }
  const summary = await load(memoryWarehouse(), service, { mode: 'full', settings: one, responses })
  expect(summary.status).toBe('complete')
  expect(asked(service)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
})

it('asks again for the page below when the page above it has to be asked for again', async () => {
  const runtime = new VirtualRuntime(2)
  const service = new SampleService({ ...source, faults: ['html@pages:7;attempts:1'], latencyMs: 50 })
  const before = new Set(service.catalogue.ids())
  let removed: number | undefined
  service.onRequest = ({ page, attempt }, catalogue) => {
    if (page !== 7 || attempt !== 2) return
    // The film moves from page 7, which is not read yet, to page 6, which was asked for already.
    removed = catalogue.idAt(3)
    if (removed !== undefined) catalogue.remove(removed)
  }
  const db = memoryWarehouse()
  const summary = await load(db, service, { mode: 'full', runtime, settings: one })
  expect(summary.status).toBe('complete')
  const order = asked(service)
  expect(order.lastIndexOf(6)).toBeGreaterThan(order.lastIndexOf(7))
  expect(order.filter((page) => page === 6)).toHaveLength(2)
  const kept = keptIds(db)
  expect([...before].filter((id) => id !== removed && !kept.has(id))).toEqual([])
})

it('goes on after a page that cannot be had, with the page below asked for again', async () => {
  const service = new SampleService({ ...source, faults: ['html@pages:7'] })
  const db = memoryWarehouse()
  const runtime = new VirtualRuntime(3)
  expect(await load(db, service, { mode: 'full', runtime, settings: one })).toMatchObject({ status: 'partial' })
  expect(keptIds(db).size).toBe(90)
  service.setFaults([])
  expect(await load(db, service, { mode: 'full', runtime, settings: one })).toMatchObject({ status: 'complete' })
  expect(createLoadStore(db).confirmedFilms()).toBe(100)
})
