import { describe, expect, it } from 'vitest'
import { GenreSets } from './genre-sets.ts'

describe('genre sets', () => {
  it('codes more combinations than sixteen bits can number', () => {
    const rows = 70_000
    const sets = new GenreSets(rows, new Map(), [])
    for (let row = 0; row < rows; row++) sets.setMask(row, row, row + 1, 0)
    expect(sets.members).toHaveLength(rows)
    for (const row of [0, 1, 65_534, 65_535, 65_536, 69_999]) {
      const mask = (sets.members[sets.codes[row] as number] ?? []).reduce((bits, id) => bits | (1 << (id - 1)), 0)
      expect(mask).toBe(row + 1)
    }
  })
})
