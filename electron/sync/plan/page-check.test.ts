import { expect, it } from 'vitest'
import { SampleService } from '../../sample/service.ts'
import { load, memoryWarehouse } from '../testing/harness.ts'
import { VirtualRuntime } from '../testing/virtual-runtime.ts'

// A page that was answered and is doubted is another thing than one that was not answered: neither uses up the patience of the other.

it.each([
  ['short after failures', 5, ['short=20@pages:7;attempts:6', 'status=503@pages:7;attempts:3'], 6],
  [
    'short after as many failures as there may be',
    5,
    ['short=20@pages:7;attempts:7', 'status=503@pages:7;attempts:4'],
    7,
  ],
  ['silent after failures', 5, ['absent-movies@pages:7;attempts:8', 'status=503@pages:7;attempts:4'], 8],
  ['silent and then short', 5, ['short=20@pages:7;attempts:7', 'absent-movies@pages:7;attempts:4'], 7],
  ['short, with a single attempt', 1, ['short=20@pages:7;attempts:3'], 3],
  ['short, with two attempts', 2, ['short=20@pages:7;attempts:4', 'status=503@pages:7;attempts:1'], 4],
])('a page is read in the end that is %s', async (_, maxAttempts, faults, retries) => {
  const runtime = new VirtualRuntime(5)
  const service = new SampleService({ films: 430, seed: 3, quirks: 0, faults, now: () => runtime.now() })
  const summary = await load(memoryWarehouse(), service, { runtime, settings: { limit: 50, maxAttempts } })
  expect(summary).toMatchObject({ status: 'complete', warnings: [], inserted: 430, retries })
})

it.each([1, 2, 5])('one that is never answered is still given up after %i attempts', async (maxAttempts) => {
  const runtime = new VirtualRuntime(5)
  const faults = ['status=503@pages:7']
  const service = new SampleService({ films: 430, seed: 3, quirks: 0, faults, now: () => runtime.now() })
  const summary = await load(memoryWarehouse(), service, { runtime, settings: { limit: 50, maxAttempts } })
  expect(summary).toMatchObject({ status: 'partial', retries: maxAttempts - 1 })
})
