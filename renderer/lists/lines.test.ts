import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextLine } from './lines.ts'

it('moves by arrows and letters, and stops at both ends', () => {
  expect(nextLine('j', 0, 3)).toBe(1)
  expect(nextLine('ArrowDown', 2, 3)).toBe(2)
  expect(nextLine('K', 0, 3)).toBe(0)
  expect(nextLine('End', 0, 3)).toBe(2)
  expect(nextLine('x', 1, 3)).toBeNull()
  expect(nextLine('j', 0, 0)).toBeNull()
})

it('never leaves the list', () => {
  const keys = fc.constantFrom('j', 'k', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End')
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.array(keys), (count, pressed) => {
      let at = 0
      for (const key of pressed) at = nextLine(key, at, count) ?? at
      expect(at).toBeGreaterThanOrEqual(0)
      expect(at).toBeLessThan(count)
    }),
  )
})
