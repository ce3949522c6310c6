import { describe, expect, it } from 'vitest'
import { SetColumn } from './set-column.ts'

describe('a column of sets', () => {
  it('codes more combinations than sixteen bits can number', () => {
    const rows = 70_000
    const keys = Array.from({ length: 31 }, (_, index) => index + 1)
    const sets = new SetColumn(rows, keys, keys.map(String), [])
    for (let row = 0; row < rows; row++) sets.setMask(row, row, row + 1, 0)
    expect(sets.combinations).toHaveLength(rows)
    for (const row of [0, 1, 65_534, 65_535, 65_536, 69_999]) {
      const mask = (sets.combinations[sets.codes[row] as number] ?? []).reduce(
        (bits, code) => bits | (1 << ((sets.keys[code] ?? 0) - 1)),
        0,
      )
      expect(mask).toBe(row + 1)
    }
  })
})
