import { afterEach, expect, it } from 'vitest'
import { type SampleApi, startSampleApi } from '../../sample/server.ts'
import { systemRuntime } from '../fetch/runtime.ts'
import { undiciTransport } from '../fetch/transport.ts'
import { probeAddress } from './probe-address.ts'

let api: SampleApi | null = null
afterEach(async () => {
  await api?.close()
  api = null
})

async function probe(faults: string[], films = 40) {
  api = await startSampleApi({ films, faults })
  return probeAddress({ url: api.url, transport: undiciTransport(1), runtime: systemRuntime, userAgent: 'test' })
}

it('an address gives one sound response, for one request', async () => {
  await expect(probe([])).resolves.toEqual({ films: 5 })
  expect(api?.counters.requests).toBe(1)
})

it.each([
  'html',
  'clone',
  'status=404',
  'status=500',
  'error-status',
  'empty-movies',
  'redirect=other',
  'invalid-json',
])('an address that answers with %s is refused in a sentence', async (fault) => {
  await expect(probe([fault])).rejects.toMatchObject({ name: 'KnownError', message: expect.stringMatching(/\S+ \S+/) })
})
