import { expect, it } from 'vitest'
import { SampleService } from '../../sample/service.ts'
import { load, memoryWarehouse } from '../testing/harness.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'

/** Virtual milliseconds from the first response after the faults, which end at `soundAt`, to the end of a load of 40 pages. */
async function afterwards(fault: string, soundAt: number): Promise<number> {
  let firstSign = 0
  const runtime = new VirtualRuntime(5)
  const service = new SampleService({ films: 400, seed: 3, quirks: 0, now: () => runtime.now() })
  const begun = runtime.now()
  service.onRequest = ({ request }) => {
    const at = runtime.now() - begun
    const isFaulty = request > 15 && at < soundAt
    if (request > 15 && !isFaulty) firstSign ||= runtime.now()
    service.setFaults(isFaulty ? [fault] : [])
  }
  const summary = await load(memoryWarehouse(), service, { runtime, mode: 'full', settings: { maxAttempts: 8 } })
  expect(summary.status).toBe('complete')
  return runtime.now() - firstSign
}

// Each failure doubles the wait of its page, up to half a minute: pages once sat out what an outage had earned them.
it.each(['status=500', '429=none', 'reset', 'html'])(
  'pages that waited through an outage (%s) are asked for as soon as one is answered',
  async (fault) => {
    expect(await afterwards(fault, 12_000)).toBeLessThan(3000)
  },
)
