import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunRow } from '../../shared/contract/sync.ts'
import type { RunChange } from '../../shared/contract/warehouse.ts'
import { runStatuses } from '../../shared/ipc/progress.ts'
import { changedText, changeLines, driftSummary, isSmallDrift } from './changes.ts'
import { nextStep } from './run-text.ts'

const rated = (movieId: number, old: string | null, next: string | null): RunChange => ({
  movieId,
  title: `Film ${movieId}`,
  kind: 'updated',
  fields: [{ field: 'rating', old, new: next }],
})

it('writes changed values with their unit and their precision, and names the unknown', () => {
  expect(changedText('rating', '4')).toBe('4.0')
  expect(changedText('runtime', '95')).toBe('95 min')
  expect(changedText('title', 'A')).toBe('A')
  expect(changedText('rating', null)).toBe('unknown')
})

describe('rating drift', () => {
  it('is a move of up to two tenths of the rating alone', () => {
    expect(isSmallDrift(rated(1, '6.1', '6.3'))).toBe(true)
    expect(isSmallDrift(rated(1, '6.3', '6.1'))).toBe(true)
    expect(isSmallDrift(rated(1, '6.1', '6.4'))).toBe(false)
    expect(isSmallDrift(rated(1, null, '0.1'))).toBe(false)
    expect(isSmallDrift({ ...rated(1, '6.1', '6.2'), kind: 'added' })).toBe(false)
    const two = {
      ...rated(1, '6.1', '6.2'),
      fields: [...rated(1, '6.1', '6.2').fields, { field: 'year', old: '1', new: '2' }],
    }
    expect(isSmallDrift(two)).toBe(false)
  })

  it('stands under one line behind what really changed, and opens', () => {
    const changes = [rated(1, '6.1', '6.2'), rated(2, '5.0', '7.0'), rated(3, '6.2', '6.1')]
    const added: RunChange = { movieId: 4, title: 'New', kind: 'added', fields: [] }
    const keys = (open: boolean) => changeLines([...changes, added], open).map(({ key }) => key)
    expect(keys(false)).toEqual(['updated:2', 'drift', 'added:4'])
    expect(keys(true)).toEqual(['updated:2', 'drift', 'updated:1', 'updated:3', 'added:4'])
    expect(driftSummary(changes.filter(isSmallDrift))).toBe('up 1, down 1')
  })

  it('loses and doubles no film, open or closed', () => {
    const change = fc.record({
      movieId: fc.nat(10_000),
      title: fc.string(),
      kind: fc.constantFrom('added', 'updated', 'removed', 'returned'),
      fields: fc.array(
        fc.record({
          field: fc.constantFrom('rating', 'year'),
          old: fc.constantFrom('6.1', null),
          new: fc.constantFrom('6.2', '8'),
        }),
        { maxLength: 2 },
      ),
    }) as fc.Arbitrary<RunChange>
    const changes = fc.uniqueArray(change, { selector: ({ movieId }) => movieId, maxLength: 60 })
    fc.assert(
      fc.property(changes, fc.boolean(), (list, open) => {
        const lines = changeLines(list, open)
        const shown = lines.flatMap((line) =>
          line.kind === 'film' ? [line.change.movieId] : open ? [] : line.films.map(({ movieId }) => movieId),
        )
        expect(shown.toSorted()).toEqual(list.map(({ movieId }) => movieId).toSorted())
        expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length)
      }),
    )
  })
})

describe('what can be done about a run', () => {
  const run = (status: RunRow['status'], resumable: boolean) => ({ status, resumable }) as RunRow

  it('is resumed when it stopped midway, retried only while it is the newest', () => {
    expect(nextStep(run('partial', true), true)?.label).toBe('Resume')
    expect(nextStep(run('paused', true), true)?.label).toBe('Resume')
    expect(nextStep(run('cancelled', true), false)?.label).toBe('Resume')
    expect(nextStep(run('failed', false), true)?.label).toBe('Retry')
    expect(nextStep(run('failed', false), false)).toBeNull()
  })

  it('offers nothing for a run that goes well', () => {
    for (const status of runStatuses.filter((name) => ['running', 'complete'].includes(name)))
      expect(nextStep(run(status, true), true)).toBeNull()
  })
})
