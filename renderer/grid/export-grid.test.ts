import { expect, it } from 'vitest'
import { whyNoRows } from './export-grid.ts'

it.each([
  [null, /being read/],
  [0, /no rows/],
  [100_001, /more than 100,000 rows/],
] as const)('%s rows that the page holds are not exported, and it says why', (total, reason) => {
  expect(whyNoRows(total, false)).toMatch(reason)
})

it('rows that fit are exported, and any number of those that the warehouse writes', () => {
  expect([1, 100_000].map((total) => whyNoRows(total, false))).toEqual([null, null])
  expect(whyNoRows(1_000_000, true)).toBeNull()
  expect([null, 0].map((total) => whyNoRows(total, true))).not.toContain(null)
})
