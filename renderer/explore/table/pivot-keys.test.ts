import { expect, it } from 'vitest'
import { broughtIn, movedBy } from './pivot-keys.ts'

it.each([
  ['in sight, nothing moves', 100, 400, 250, 100, 100],
  ['before what is in sight, it comes first', 300, 400, 100, 100, 100],
  ['behind what is in sight, it comes last', 0, 400, 500, 100, 200],
  ['larger than the room, its start is seen', 0, 80, 500, 100, 500],
] as const)('a cell is brought in: %s', (_, scrolled, room, start, length, expected) => {
  expect(broughtIn(scrolled, room, start, length)).toBe(expected)
})

it('keys lead to every cell and out of the table to none', () => {
  const size = { rows: 5, columns: 3, page: 2 }
  const press = (key: string, row: number, column: number, ctrl = false) =>
    movedBy({ key, ctrl }, { row, column }, size)
  expect(press('ArrowUp', 0, 1)).toEqual({ row: -1, column: 1 })
  expect(press('ArrowUp', -1, 1)).toEqual({ row: -1, column: 1 })
  expect(press('End', 2, 0, true)).toEqual({ row: 4, column: 2 })
  expect(press('PageDown', 3, 0)).toEqual({ row: 4, column: 0 })
  expect(press('ArrowRight', 0, 2)).toEqual({ row: 0, column: 2 })
  expect(press('x', 0, 0)).toBeNull()
})
