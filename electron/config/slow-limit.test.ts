import { expect, it } from 'vitest'
import { slowLimitMs } from './slow-limit.ts'

it.each([
  [undefined, 40],
  ['', 40],
  ['often', 40],
  ['-1', 40],
  ['0', 0],
  ['2.5', 2.5],
])('YTS_SLOW_MS=%s is a limit of %d ms', (value, limit) => {
  expect(slowLimitMs(value === undefined ? {} : { YTS_SLOW_MS: value })).toBe(limit)
})
