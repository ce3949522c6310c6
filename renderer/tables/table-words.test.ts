import { expect, it } from 'vitest'
import { tableKeys } from '../../shared/table-definitions/definition.ts'
import { emptyReason, rowsShown } from './table-words.ts'

it('says how many rows a search found of all, in the numbers of the app', () => {
  expect(rowsShown(72, null)).toBe('72 rows')
  expect(rowsShown(1, null)).toBe('1 row')
  expect(rowsShown(4, 72)).toBe('4 of 72 rows')
  expect(rowsShown(1234, 70_001)).toBe('1,234 of 70,001 rows')
  expect(rowsShown(0, 1)).toBe('0 of 1 row')
})

it('has a sentence for every table without rows', () => {
  for (const key of tableKeys) expect(emptyReason(key)).toMatch(/^[A-Z].*\.$/)
})
