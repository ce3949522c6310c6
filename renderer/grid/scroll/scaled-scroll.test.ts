import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  clampTop,
  fromScrollTop,
  maxPhysical,
  maxTop,
  pageRows,
  physicalHeight,
  revealRow,
  rowSpan,
  type ScrollGeometry,
  toScrollTop,
  wheelPixels,
} from './scaled-scroll.ts'

const geometries = fc.record({
  rows: fc.integer({ min: 0, max: 5_000_000 }),
  rowHeight: fc.integer({ min: 16, max: 64 }),
  viewport: fc.integer({ min: 1, max: 3000 }),
})
const shares = fc.double({ min: 0, max: 1, noNaN: true })
const million: ScrollGeometry = { rows: 1_000_000, rowHeight: 28, viewport: 600 }

describe('scaled scroll', () => {
  it('never makes an element taller than a browser can', () => {
    fc.assert(
      fc.property(geometries, (geometry) => {
        expect(physicalHeight(geometry)).toBeLessThanOrEqual(Math.max(maxPhysical, geometry.viewport))
        expect(physicalHeight(geometry)).toBeGreaterThanOrEqual(geometry.viewport)
      }),
    )
  })

  it('maps the ends of the scrollbar to the first and the last row', () => {
    fc.assert(
      fc.property(geometries, (geometry) => {
        const end = physicalHeight(geometry) - geometry.viewport
        expect(fromScrollTop(geometry, 0)).toBe(0)
        expect(fromScrollTop(geometry, end)).toBeCloseTo(maxTop(geometry), 6)
        if (geometry.rows === 0) return
        const last = rowSpan(geometry, fromScrollTop(geometry, end), 0)
        expect(last.end).toBe(geometry.rows)
      }),
    )
  })

  it('goes from a position to the scrollbar and back', () => {
    fc.assert(
      fc.property(geometries, shares, (geometry, share) => {
        const top = share * maxTop(geometry)
        expect(Math.abs(fromScrollTop(geometry, toScrollTop(geometry, top)) - top)).toBeLessThan(0.01)
      }),
    )
  })

  it('keeps order: further down the scrollbar is never further up the rows', () => {
    fc.assert(
      fc.property(geometries, shares, shares, (geometry, a, b) => {
        const end = physicalHeight(geometry) - geometry.viewport
        const [low, high] = a < b ? [a, b] : [b, a]
        expect(fromScrollTop(geometry, low * end)).toBeLessThanOrEqual(fromScrollTop(geometry, high * end))
      }),
    )
  })

  it('is plain scrolling while the rows fit', () => {
    const small: ScrollGeometry = { rows: 1000, rowHeight: 28, viewport: 600 }
    expect(toScrollTop(small, 12_345)).toBeCloseTo(12_345, 6)
    expect(fromScrollTop(small, 12_345)).toBeCloseTo(12_345, 6)
  })

  it('renders every visible row, and none that is not there', () => {
    fc.assert(
      fc.property(geometries, shares, fc.integer({ min: 0, max: 20 }), (geometry, share, overscan) => {
        const top = share * maxTop(geometry)
        const { first, end } = rowSpan(geometry, top, overscan)
        expect(first).toBeGreaterThanOrEqual(0)
        expect(end).toBeLessThanOrEqual(geometry.rows)
        expect(first * geometry.rowHeight).toBeLessThanOrEqual(top)
        const wanted = Math.min(geometry.rows * geometry.rowHeight, top + geometry.viewport)
        expect(end * geometry.rowHeight).toBeGreaterThanOrEqual(wanted - 0.001)
        expect(end - first).toBeLessThanOrEqual(Math.ceil(geometry.viewport / geometry.rowHeight) + 1 + 2 * overscan)
      }),
    )
  })

  it('reveals a row as a whole, and moves no further than needed', () => {
    fc.assert(
      fc.property(geometries, shares, shares, (geometry, share, rowShare) => {
        fc.pre(geometry.rows > 0 && geometry.viewport >= geometry.rowHeight)
        const row = Math.min(geometry.rows - 1, Math.floor(rowShare * geometry.rows))
        const top = revealRow(geometry, share * maxTop(geometry), row)
        expect(row * geometry.rowHeight).toBeGreaterThanOrEqual(top - 0.001)
        expect((row + 1) * geometry.rowHeight).toBeLessThanOrEqual(top + geometry.viewport + 0.001)
        expect(revealRow(geometry, top, row)).toBe(top)
      }),
    )
  })

  it('shows the millionth row at the very end', () => {
    const { end } = rowSpan(million, revealRow(million, 0, 999_999), 0)
    expect(end).toBe(1_000_000)
    expect(toScrollTop(million, maxTop(million))).toBe(maxPhysical - 600)
  })

  it('turns the wheel by the same rows whatever the height', () => {
    expect(wheelPixels(million, 84, 0)).toBe(84)
    expect(wheelPixels(million, 3, 1)).toBe(84)
    expect(wheelPixels(million, 1, 2)).toBe(pageRows(million) * 28)
    expect(clampTop(million, -5)).toBe(0)
  })
})
