import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wallSizes } from '../../../shared/choices.ts'
import { gap, nextSize, wallLayout, wallTarget } from './wall-layout.ts'

const rooms = fc.record({ width: fc.integer({ min: 260, max: 4_000 }), height: fc.integer({ min: 60, max: 2_000 }) })

it('tiles fill the width, never leave it, and are no higher than the place unless it is very low', () => {
  fc.assert(
    fc.property(rooms, fc.constantFrom(...wallSizes), (room, size) => {
      const { perRow, width, rowHeight } = wallLayout(room, size)
      const used = perRow * width + (perRow - 1) * gap + 2 * gap
      expect(used).toBeLessThanOrEqual(room.width)
      expect(room.width - used).toBeLessThan(perRow)
      expect(rowHeight).toBeGreaterThan(width * 1.5)
      if (room.height >= 180) expect(rowHeight).toBeLessThanOrEqual(room.height)
    }),
  )
})

it('larger tiles are fewer', () => {
  const counts = wallSizes.map((size) => wallLayout({ width: 1_200, height: 800 }, size).perRow)
  expect(counts).toEqual([...new Set(counts)].sort((a, b) => b - a))
  expect(nextSize('S', 1)).toBe('M')
  expect(nextSize('L', 1)).toBe('L')
  expect(nextSize('S', -1)).toBe('S')
})

it('every key ends at a film, and a row up and down comes back', () => {
  const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']
  const walls = fc.record({
    films: fc.integer({ min: 1, max: 5_000 }),
    perRow: fc.integer({ min: 1, max: 20 }),
    page: fc.integer({ min: 1, max: 9 }),
    share: fc.double({ min: 0, max: 0.9999, noNaN: true }),
    key: fc.constantFrom(...keys),
    ctrl: fc.boolean(),
  })
  fc.assert(
    fc.property(walls, ({ share, key, ctrl, ...wall }) => {
      const at = Math.floor(share * wall.films)
      const target = wallTarget(at, { key, ctrl }, wall)
      expect(target).toBeGreaterThanOrEqual(0)
      expect(target).toBeLessThan(wall.films)
      const down = wallTarget(at, { key: 'ArrowDown', ctrl: false }, wall) ?? 0
      if (down !== at + wall.perRow) return
      expect(wallTarget(down, { key: 'ArrowUp', ctrl: false }, wall)).toBe(at)
    }),
  )
})

it('keys lead where they do in a grid', () => {
  const wall = { perRow: 5, films: 23, page: 2 }
  const go = (at: number, key: string, ctrl = false) => wallTarget(at, { key, ctrl }, wall)
  expect(go(7, 'ArrowRight')).toBe(8)
  expect(go(9, 'ArrowRight')).toBe(10)
  expect(go(0, 'ArrowLeft')).toBe(0)
  expect(go(22, 'ArrowRight')).toBe(22)
  expect(go(2, 'ArrowUp')).toBe(2)
  expect(go(18, 'ArrowDown')).toBe(22)
  expect(go(7, 'PageDown')).toBe(17)
  expect(go(7, 'Home')).toBe(5)
  expect(go(7, 'End')).toBe(9)
  expect(go(7, 'Home', true)).toBe(0)
  expect(go(7, 'End', true)).toBe(22)
  expect(go(7, 'x')).toBeNull()
})
