import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LayoutColumn } from './layout.ts'
import { grownWidths, mostGrowth } from './widths.ts'

const width = fc.integer({ min: 48, max: 400 })
const columns: fc.Arbitrary<LayoutColumn[]> = fc
  .array(fc.tuple(width, fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined })), {
    minLength: 1,
    maxLength: 12,
  })
  .map((list) => list.map(([wide, grow], index) => ({ id: `c${index}`, width: wide, ...(grow ? { grow } : {}) })))
const room = fc.integer({ min: 0, max: 4000 })

describe('widths of columns', () => {
  it('fill the room there is to the pixel as far as they grow, and none gets narrower than it would be', () => {
    fc.assert(
      fc.property(columns, room, (list, wide) => {
        const grown = grownWidths(list, {}, wide)
        const natural = list.reduce((sum, column) => sum + column.width, 0)
        const total = list.reduce((sum, column) => sum + (grown[column.id] ?? column.width), 0)
        const growing = list.filter(({ grow }) => grow)
        const spare = (growing.length > 0 ? growing : list).reduce(
          (sum, column) => sum + (mostGrowth - 1) * column.width,
          0,
        )
        expect(total).toBe(Math.min(Math.max(natural, wide), natural + spare))
        for (const column of list) expect(grown[column.id] ?? column.width).toBeGreaterThanOrEqual(column.width)
      }),
    )
  })

  it('leave alone what the person sized, and columns that do not grow', () => {
    fc.assert(
      fc.property(columns, room, fc.nat(11), width, (list, wide, at, chosen) => {
        const column = list[at % list.length]
        if (!column) return
        const grown = grownWidths(list, { [column.id]: chosen }, wide)
        expect(grown[column.id]).toBeUndefined()
        if (list.some(({ grow }) => grow))
          for (const other of list) if (!other.grow) expect(grown[other.id]).toBeUndefined()
      }),
    )
  })

  it('fill whatever is left where a column says so', () => {
    const list = [
      { id: 'run', width: 64 },
      { id: 'error', width: 208, grow: 1, most: Number.POSITIVE_INFINITY },
    ]
    expect(grownWidths(list, {}, 1800)).toEqual({ error: 1736 })
    expect(grownWidths(list, { error: 300 }, 1800)).toEqual({})
    // What grows within bounds is served first.
    const both = [{ id: 'title', width: 100, grow: 1 }, ...list]
    expect(grownWidths(both, {}, 2000)).toEqual({ title: 300, error: 1636 })
  })

  it('share by weight', () => {
    const list = [
      { id: 'title', width: 200, grow: 3 },
      { id: 'year', width: 64 },
      { id: 'genres', width: 160, grow: 1 },
    ]
    expect(grownWidths(list, {}, 824)).toEqual({ title: 500, genres: 260 })
    expect(grownWidths(list, { title: 200 }, 624)).toEqual({ genres: 360 })
    // Full at three times its width; the other takes what it leaves.
    expect(grownWidths(list, {}, 1024)).toEqual({ title: 600, genres: 360 })
    expect(grownWidths(list, {}, 4000)).toEqual({ title: 600, genres: 480 })
    expect(grownWidths(list, { title: 200, genres: 160 }, 824)).toEqual({})
  })
})
