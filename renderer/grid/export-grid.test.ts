import { expect, it } from 'vitest'
import { whyNoRows } from './export-grid.ts'

it.each([
  [null, /being read/],
  [0, /no rows/],
  [100_001, /more than 100,000 rows/],
] as const)('%s rows are not exported, and it says why', (total, reason) => {
  expect(whyNoRows(total)).toMatch(reason)
})

it('rows that fit are exported', () => {
  expect([1, 100_000].map(whyNoRows)).toEqual([null, null])
})
