import { expect, it } from 'vitest'
import type { RecordedCall } from '../../shared/contract/diagnostics.ts'
import { callsOf, nothingText } from './call-kinds.ts'

const call = (channel: string, more: Partial<RecordedCall>): RecordedCall => ({
  at: 0,
  channel,
  from: 'page',
  to: 'reader',
  ms: 1,
  rows: null,
  outcome: 'ok',
  slow: false,
  ...more,
})

it('parts the calls by slow and failed, in their order, and says why there are none', () => {
  const calls = [
    call('a', {}),
    call('b', { slow: true }),
    call('c', { outcome: 'timeout', slow: true }),
    call('d', { outcome: 'busy' }),
  ]
  const names = (kind: Parameters<typeof callsOf>[1]) => callsOf(calls, kind).map(({ channel }) => channel)
  expect(names('all')).toEqual(['a', 'b', 'c', 'd'])
  expect(names('slow')).toEqual(['b', 'c'])
  expect(names('failed')).toEqual(['c', 'd'])
  expect(nothingText('slow', 40)).toBe('None of the last calls took longer than 40 ms.')
})
