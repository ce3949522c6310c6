import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { SampleService } from '../sample/service.ts'
import { sampleTransport } from '../sync/testing/sample-transport.ts'
import { VirtualRuntime } from '../sync/testing/virtual-runtime.ts'
import { runForTest } from './testing/run-for-test.ts'

// What contradicts itself is refused in a sentence before anything is asked or made.

it.each([
  [['--full', '--incremental'], 'Choose either --full or --incremental.'],
  [['--incremental', '--accept-removals'], '--accept-removals needs a full load: leave --incremental out.'],
  [['--incremental', '--accept-missing-fields'], '--accept-missing-fields needs a full load: leave --incremental out.'],
])('sync %j is refused', async (options, sentence) => {
  const service = new SampleService({ films: 20 })
  const transport = () => sampleTransport(service, new VirtualRuntime(1))
  const run = (...more: string[]) =>
    runForTest(['sync', ...options, '--data-dir', join(tmpdir(), `yts-never-made-${process.pid}`), ...more], {
      loader: { transport },
    })
  expect(await run()).toEqual(expect.objectContaining({ code: 2, out: '', err: `${sentence}\n` }))
  expect((await run('--json')).json()).toEqual({ status: 'failed', error: { kind: 'bad_input', message: sentence } })
  expect(service.counters.requests).toBe(0)
})
