import { describe, expect, it } from 'vitest'
import { columnIn, fitOverColumns, plotBox } from './geometry.ts'

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
