import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chartCommand } from './keyboard.ts'

describe('chart keys', () => {
  const context = { index: 3, count: 10, columns: 1, brush: true }
  const press = (key: string, shift = false, over = {}) =>
    chartCommand({ key, shift, ctrl: false }, { ...context, ...over })

  it('move, brush, pick, add, exclude, clear and open the menu', () => {
    expect(press('ArrowRight')).toEqual({ type: 'move', index: 4 })
    expect(press('ArrowRight', true)).toEqual({ type: 'extend', index: 4 })
    expect(press('ArrowRight', true, { brush: false })).toEqual({ type: 'move', index: 4 })
    expect(press('End')).toEqual({ type: 'move', index: 9 })
    expect(press(' ')).toEqual({ type: 'pick' })
    expect(press(' ', true)).toEqual({ type: 'add' })
    expect(press('x')).toEqual({ type: 'exclude' })
    expect(press('Escape')).toEqual({ type: 'clear' })
    expect(press('F10', true)).toEqual({ type: 'menu' })
    expect(press('q')).toBeNull()
    expect(chartCommand({ key: 'x', shift: false, ctrl: true }, context)).toBeNull()
  })

  it('stay in their column in a grid', () => {
    const grid = { index: 7, count: 12, columns: 4, brush: false }
    expect(press('ArrowDown', false, grid)).toEqual({ type: 'move', index: 11 })
    expect(press('ArrowDown', false, { ...grid, index: 11 })).toEqual({ type: 'move', index: 11 })
    expect(press('ArrowUp', false, { ...grid, index: 2 })).toEqual({ type: 'move', index: 2 })
  })

  it('never leave the marks', () => {
    const keys = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown')
    fc.assert(
      fc.property(
        keys,
        fc.integer({ min: 1, max: 40 }),
        fc.nat(39),
        fc.integer({ min: 1, max: 7 }),
        (key, count, at, columns) => {
          const command = chartCommand(
            { key, shift: false, ctrl: false },
            { index: at % count, count, columns, brush: false },
          )
          if (command?.type !== 'move') throw new Error('a movement key must move')
          expect(command.index).toBeGreaterThanOrEqual(0)
          expect(command.index).toBeLessThan(count)
        },
      ),
    )
  })
})
