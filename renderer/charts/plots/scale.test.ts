import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dwarfs,
  ghostScale,
  isolatedIndices,
  niceTicks,
  slotAt,
  spreadIndices,
  ticksInside,
  valueScale,
} from './scale.ts'

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
