import { describe, expect, it } from 'vitest'
import { SampleService } from '../../sample/service.ts'
import { createLoadStore } from '../../warehouse/write/store.ts'
import { load, memoryWarehouse } from '../testing/harness.ts'

const source = { films: 120, seed: 3, quirks: 0 }

async function cleanDigest(): Promise<string> {
  const db = memoryWarehouse()
  await load(db, new SampleService(source))
  return createLoadStore(db).contentDigest()
}

describe('a whole load in a network that answers in place of the source', () => {
  it('passes a page on another host that comes once, in place of any page, and offers nothing', async () => {
    for (const fault of ['redirect=https://login.hotel.example/welcome', 'moved=https://block.example/']) {
      for (const page of [1, 5, 12]) {
        const db = memoryWarehouse()
        const service = new SampleService({ ...source, faults: [`${fault}@pages:${page};attempts:1`] })
        expect(await load(db, service), `${fault} at ${page}`).toMatchObject({ status: 'complete' })
        expect(createLoadStore(db).contentDigest()).toBe(await cleanDigest())
      }
      const summary = await load(memoryWarehouse(), new SampleService({ ...source, faults: [fault] }))
      expect(summary).toMatchObject({ status: 'failed', error: { kind: 'source_unreachable' } })
      expect(summary.error?.detail?.newUrl).toBeUndefined()
    }
  })

  it('does not hammer a source that wants proof of a person: what is under way, and nothing more', async () => {
    const service = new SampleService({ ...source, films: 2000 })
    service.onRequest = ({ request }) => {
      if (request === 60) service.setFaults(['challenge'])
    }
    const db = memoryWarehouse()
    const summary = await load(db, service)
    expect(summary).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('challenge page') } })
    expect(service.counters.requests).toBeLessThan(60 + 2 * 4)
    service.setFaults([])
    expect(await load(db, service)).toMatchObject({ runId: summary.runId, status: 'complete' })
  })
})
