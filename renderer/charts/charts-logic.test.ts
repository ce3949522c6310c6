import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tableToCsv } from './files/csv.ts'
import { chartCommand } from './marks/keyboard.ts'
import { columnIn, fitOverColumns, plotBox } from './plots/geometry.ts'
import {
  dwarfs,
  ghostScale,
  isolatedIndices,
  niceTicks,
  slotAt,
  spreadIndices,
  ticksInside,
  valueScale,
} from './plots/scale.ts'

describe('scale', () => {
  it('has few round ticks that reach the maximum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000 }), fc.integer({ min: 2, max: 6 }), (max, count) => {
        const ticks = niceTicks(max, count)
        expect(ticks[0]).toBe(0)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max)
        expect(ticks.length).toBeLessThanOrEqual(count + 2)
        expect(ticks.every(Number.isInteger)).toBe(true)
      }),
    )
    expect(niceTicks(0, 4)).toEqual([0, 1])
    expect(niceTicks(7.3, 4, false)).toEqual([0, 2, 4, 6, 8])
  })

  it('keeps one scale while the filtered shape is readable on it', () => {
    expect(ghostScale(50, 100)).toEqual({ max: 100, factor: 1 })
    expect(ghostScale(0, 100)).toEqual({ max: 100, factor: 1 })
    expect(ghostScale(1, 100)).toEqual({ max: 1, factor: 0.01 })
    expect(ghostScale(0, 0)).toEqual({ max: 1, factor: 1 })
  })

  it('stands values in order on either axis, 0 at its foot and the largest at most at its end', () => {
    const counts = fc.array(fc.oneof(fc.nat(2_000_000), fc.double({ min: 0, max: 50, noNaN: true })), { minLength: 1 })
    fc.assert(
      fc.property(counts, fc.boolean(), (values, log) => {
        const max = Math.max(1, ...values)
        const { ticks, at } = valueScale({ max, factor: 1, ...(log ? { log: true as const } : {}) })
        expect(at(0)).toBe(0)
        expect(at(max)).toBeLessThanOrEqual(1)
        const sorted = [...values].sort((a, b) => a - b)
        for (let i = 1; i < sorted.length; i++)
          expect(at(sorted[i] ?? 0)).toBeGreaterThanOrEqual(at(sorted[i - 1] ?? 0))
        for (const tick of ticks) expect(at(tick)).toBeLessThanOrEqual(1)
      }),
    )
    const { ticks, at } = valueScale({ max: 3965, factor: 1, log: true })
    expect(ticks).toEqual([0, 1, 10, 100, 1000])
    // A bar of one film is seen, and one of a hundredth of the largest is no smear.
    expect(at(1)).toBeGreaterThan(0.05)
    expect(at(40)).toBeGreaterThan(0.4)
  })

  it('tells one bar that dwarfs the rest, bars of nothing left aside', () => {
    expect(dwarfs([3965, 165, 146, 77, 76, 73])).toBe(true)
    expect(dwarfs([3965, 0, 0, 0, 165, 146, 77])).toBe(true)
    expect(dwarfs([3094, 2608, 1570, 1335, 891, 829])).toBe(false)
    expect(dwarfs([4000, 0, 0, 0])).toBe(false)
    expect(dwarfs([4000, 1])).toBe(false)
    expect(dwarfs([])).toBe(false)
  })

  it('knows the points that a line would not show', () => {
    expect(isolatedIndices([1, null, 2, 3, null, null, 4])).toEqual([0, 6])
    expect(isolatedIndices([1])).toEqual([0])
    expect(isolatedIndices([null, 1, 2])).toEqual([])
  })

  it('has round ticks inside an axis that begins anywhere', () => {
    expect(ticksInside([3, 9])).toEqual([4, 6, 8])
    expect(ticksInside([0, 10])).toEqual([0, 2, 4, 6, 8, 10])
    expect(ticksInside([60, 150])).toEqual([60, 80, 100, 120, 140])
  })

  it('finds the slot under a position', () => {
    expect(slotAt(0, 100, 10)).toBe(0)
    expect(slotAt(99.9, 100, 10)).toBe(9)
    expect(slotAt(500, 100, 10)).toBe(9)
    expect(slotAt(-5, 100, 10)).toBe(0)
    expect(spreadIndices(10, 4)).toEqual([0, 3, 6, 9])
    expect(spreadIndices(0, 4)).toEqual([])
  })
})

describe('geometry', () => {
  it('puts values over all columns or over none', () => {
    expect(fitOverColumns(['5', '12', '340'], 40)).toBe(true)
    expect(fitOverColumns(['5', '12', '340'], 10)).toBe(false)
    expect(fitOverColumns([], 1)).toBe(true)
  })

  it('keeps rows and columns from growing thick when there are few, inside the same frame', () => {
    expect(plotBox('bars', 400, 340, 2).height).toBe(44)
    expect(plotBox('heat', 400, 340, 1).height).toBe(30)
    expect(plotBox('bars', 400, 340, 26)).toEqual({ left: 92, top: 0, width: 256, height: 338 })
    expect(plotBox('columns', 400, 200, 1).height).toBe(176)
    expect(columnIn({ left: 100, width: 300 }, 2)).toEqual({ left: 230, width: 40 })
    expect(columnIn({ left: 10, width: 8 }, 2)).toEqual({ left: 11, width: 6 })
    expect(columnIn({ left: 0, width: 1 }, 2).width).toBe(0)
  })
})

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

describe('CSV', () => {
  it('quotes what needs it and disarms formulas', () => {
    const table = {
      columns: [
        { label: 'Genre', numeric: false },
        { label: 'Films', numeric: true },
      ],
      rows: [
        ['a,"b"', 3],
        ['=1+1', -2],
        [null, 0.5],
      ],
    }
    expect(tableToCsv(table)).toBe('Genre,Films\r\n"a,""b""",3\r\n\'=1+1,-2\r\n,0.5\r\n')
  })
})
