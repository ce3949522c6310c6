import { describe, expect, it } from 'vitest'
import type { LostFields, PromoteOutcome } from '../../warehouse/write/load-store.ts'
import type { CountVerdict } from '../plan/count-check.ts'
import { tailPlan } from '../plan/plan.ts'
import { publishedWarnings } from './published-warnings.ts'

// A load that could not read everything, and so is to be followed by a full one, never says nothing.

const outcome: PromoteOutcome = {
  goldVersion: 1,
  removed: 0,
  pendingRemovals: 0,
  films: 100,
  watermarkS: null,
  lastDate: null,
}
const lost: LostFields = { met: 100, accepted: false, missing: [], unknown: [] }
const told = (count: Partial<CountVerdict>): string[] =>
  publishedWarnings(outcome, tailPlan(50, 2, 1), lost, {
    claimed: 100,
    films: 100,
    gap: 0,
    isWhole: true,
    isFullDue: false,
    isRefused: false,
    offset: null,
    ...count,
  }).sentences

describe('a load that has not read everything is told, whatever the source counts', () => {
  it.each([
    ['too many', { claimed: 120, gap: 20 }],
    ['as many as were read', { claimed: 100, gap: 0 }],
    ['fewer than were read', { claimed: 3, gap: -97 }],
    ['nothing', { claimed: null, gap: 0 }],
  ])('%s', (_, count) => {
    const sentences = told({ ...count, isWhole: false, isFullDue: true })
    expect(sentences).toHaveLength(1)
    expect(sentences[0]).toMatch(/No film counts as removed\. Another full load will follow\.$/)
  })

  it('and one that has is not', () => {
    expect(told({})).toEqual([])
    expect(told({ claimed: null })).toEqual([])
    expect(told({ claimed: 3, gap: -97 })).toEqual([])
  })
})
