import { expect, it } from 'vitest'
import { ownTime } from './own-time.ts'

it('counts waiting and work, whichever is more', async () => {
  const waited = ownTime()
  // In turns, each longer than a tick: however late they come, a tick comes with each.
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setTimeout(resolve, 15))
  expect(waited()).toBeGreaterThanOrEqual(50)

  const worked = ownTime()
  const spent = process.cpuUsage()
  while (process.cpuUsage(spent).user < 100_000);
  expect(worked()).toBeGreaterThanOrEqual(100)
})

it('does not count what the loop could not tick through', () => {
  const elapsed = ownTime()
  // Asleep as a whole, as a process that waits for a processor is.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  expect(elapsed()).toBeLessThan(200)
})
