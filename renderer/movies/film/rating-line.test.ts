import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ratingLine, ratingLineText } from './rating-line.ts'

const at = (runId: number, rating: number | null) => ({ runId, rating })

describe('the line of a film’s ratings', () => {
  it('is none where the rating never changed', () => {
    expect(ratingLine({ ratings: [at(1, 7)], confirmedRun: 9 })).toBeNull()
    expect(ratingLine({ ratings: [], confirmedRun: null })).toBeNull()
  })

  it('holds each rating until the next run that changed it, the last until the film was last met', () => {
    const line = ratingLine({ ratings: [at(2, 6), at(4, 8), at(7, 7)], confirmedRun: 12 })
    expect(line).toMatchObject({ firstRun: 2, lastRun: 12, lowest: 6, highest: 8 })
    expect(line?.held.map(({ left, right, top }) => [left, right, top])).toEqual([
      [0, 0.2, 1],
      [0.2, 0.5, 0],
      [0.5, 1, 0.5],
    ])
  })

  it('has a gap while the rating was unknown', () => {
    const line = ratingLine({ ratings: [at(1, 6), at(2, null), at(3, 6)], confirmedRun: 5 })
    expect(line?.held.map(({ left, right }) => [left, right])).toEqual([
      [0, 0.25],
      [0.5, 1],
    ])
    expect(ratingLineText([at(1, 6), at(2, null)])).toBe('Rating: 6.0 from run 1, unknown from run 2')
  })

  it('draws a tenth as a tenth of a point, not as the height of the drawing', () => {
    const tops = ratingLine({ ratings: [at(1, 7), at(2, 7.1)], confirmedRun: 2 })?.held.map(({ top }) => top) ?? []
    expect((tops[0] ?? 0) - (tops[1] ?? 0)).toBeCloseTo(0.1)
  })

  it('stays inside its drawing and never runs backwards, whatever the ratings', () => {
    const anyRating = fc.option(fc.integer({ min: 1, max: 100 }).map((tenths) => tenths / 10))
    const anyRatings = fc
      .uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 30 })
      .chain((runs) =>
        fc
          .array(anyRating, { minLength: runs.length, maxLength: runs.length })
          .map((ratings) => [...runs].sort((a, b) => a - b).map((run, index) => at(run, ratings[index] ?? null))),
      )
    fc.assert(
      fc.property(anyRatings, fc.option(fc.integer({ min: 1, max: 600 })), (ratings, confirmedRun) => {
        for (const { left, right, top } of ratingLine({ ratings, confirmedRun })?.held ?? []) {
          expect(left).toBeGreaterThanOrEqual(0)
          expect(right).toBeGreaterThanOrEqual(left)
          expect(right).toBeLessThanOrEqual(1)
          expect(top).toBeGreaterThanOrEqual(0)
          expect(top).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})
