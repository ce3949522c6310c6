import { expect, it, vi } from 'vitest'

vi.mock('../api.ts', () => ({ call: () => Promise.resolve(), bridge: () => undefined }))
const { loadSnoozes, restoreSnoozes, snoozeOf, useSnoozes } = await import('./snooze.ts')
const { useAppStore } = await import('../state/app-store.ts')

const check = { name: 'language_unknown', status: 'failed' as const, failed: 12 }

it('silences the rows that were known; more of them, or another result, wake the check', () => {
  const snoozes = { language_unknown: { reason: 'known gap', at: 1, failed: 12 } }
  expect(snoozeOf(check, snoozes)?.reason).toBe('known gap')
  expect(snoozeOf({ ...check, failed: 3 }, snoozes)).not.toBeNull()
  expect(snoozeOf({ ...check, failed: 13 }, snoozes)).toBeNull()
  for (const status of ['passed', 'broken', 'not_evaluated'] as const) {
    expect(snoozeOf({ ...check, status }, snoozes)).toBeNull()
  }
  expect(snoozeOf({ ...check, name: 'constructor' }, snoozes)).toBeNull()
})

it('needs a reason, is kept for its workspace, and can be taken back', () => {
  const { snooze, wake } = useSnoozes.getState()
  snooze(check, '   ', 5)
  expect(useSnoozes.getState().snoozes).toEqual({})
  snooze(check, ' waiting for the source ', 5)
  const kept = { language_unknown: { reason: 'waiting for the source', at: 5, failed: 12 } }
  expect(useSnoozes.getState().snoozes).toEqual(kept)
  useAppStore.setState({ workspace: 'sample' })
  loadSnoozes()
  expect(useSnoozes.getState().snoozes).toEqual({})
  useAppStore.setState({ workspace: 'catalogue' })
  loadSnoozes()
  expect(useSnoozes.getState().snoozes).toEqual(kept)
  wake('language_unknown')
  expect(useSnoozes.getState().snoozes).toEqual({})
})

it('takes nothing from a file that is not of its shape', () => {
  for (const kept of [undefined, null, 'x', [], { a: { reason: '' } }]) expect(restoreSnoozes(kept)).toEqual({})
})
