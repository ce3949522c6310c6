import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clampFocus,
  type GridBounds,
  type GridFocus,
  inRange,
  keyTarget,
  moveTo,
  selectedRange,
  shiftRows,
  startFocus,
} from './selection.ts'

const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End'] as const
const bounds: GridBounds = { rows: 1_000_000, columns: 9, page: 20 }
const press = (focus: GridFocus, key: string, { ctrl = false, shift = false } = {}, within = bounds): GridFocus => {
  const target = keyTarget(focus.at, { key, ctrl }, within)
  return target ? moveTo(focus, target, shift, within) : focus
}

describe('grid focus and selection', () => {
  it('stays inside the grid whatever is pressed', () => {
    const step = fc.record({ key: fc.constantFrom(...keys), ctrl: fc.boolean(), shift: fc.boolean() })
    const anyBounds = fc.record({
      rows: fc.integer({ min: 0, max: 50 }),
      columns: fc.integer({ min: 1, max: 8 }),
      page: fc.integer({ min: 1, max: 30 }),
    })
    fc.assert(
      fc.property(anyBounds, fc.array(step, { maxLength: 40 }), (within, steps) => {
        let focus = clampFocus(startFocus(), within)
        for (const { key, ctrl, shift } of steps) {
          focus = press(focus, key, { ctrl, shift }, within)
          expect(focus.at.row).toBeGreaterThanOrEqual(-1)
          expect(focus.at.row).toBeLessThan(Math.max(1, within.rows))
          expect(focus.at.column).toBeGreaterThanOrEqual(0)
          expect(focus.at.column).toBeLessThan(within.columns)
          const range = selectedRange(focus)
          if (range) expect(inRange(range, focus.at)).toBe(true)
          if (!shift) expect(focus.anchor).toEqual(focus.at)
        }
      }),
    )
  })

  it('reaches the true last row and the first one again', () => {
    const end = press(startFocus(), 'End', { ctrl: true })
    expect(end.at).toEqual({ row: 999_999, column: 8 })
    expect(press(end, 'Home', { ctrl: true }).at).toEqual({ row: 0, column: 0 })
  })

  it('extends a selection from where it began', () => {
    let focus = press(startFocus(), 'ArrowDown')
    focus = press(focus, 'ArrowDown', { shift: true })
    focus = press(focus, 'ArrowRight', { shift: true })
    expect(selectedRange(focus)).toEqual({ firstRow: 1, lastRow: 2, firstColumn: 0, lastColumn: 1 })
    focus = press(focus, 'ArrowUp', { shift: true })
    focus = press(focus, 'ArrowUp', { shift: true })
    expect(selectedRange(focus)).toEqual({ firstRow: 0, lastRow: 1, firstColumn: 0, lastColumn: 1 })
    expect(selectedRange(press(focus, 'ArrowUp', { shift: true }))?.firstRow).toBe(0)
  })

  it('reaches the header from the first row, and selects nothing there', () => {
    const header = press(startFocus(), 'ArrowUp')
    expect(header.at.row).toBe(-1)
    expect(selectedRange(header)).toBeNull()
    expect(press(header, 'ArrowDown').at.row).toBe(0)
  })

  it('follows its row when rows above come or go', () => {
    const focus = moveTo(startFocus(), { row: 10, column: 2 }, false, bounds)
    expect(shiftRows(focus, 3).at).toEqual({ row: 13, column: 2 })
    expect(shiftRows(focus, -20).at.row).toBe(0)
    expect(shiftRows(press(startFocus(), 'ArrowUp'), 3).at.row).toBe(-1)
  })
})
