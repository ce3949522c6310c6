import { expect, it } from 'vitest'
import { commandReasons } from './command-reasons.ts'

const every = { undo: true, redo: true, clear: true }

it('names what cannot be done while a load runs, and what only then', () => {
  expect(commandReasons({ syncing: true, filter: every })).toEqual(
    Object.fromEntries(
      ['sync.start', 'sync.full', 'sync.dryRun', 'sync.dryRunFull', 'data.verify'].map((id) => [
        id,
        'a load is running',
      ]),
    ),
  )
  expect(commandReasons({ syncing: false, filter: every })).toEqual({
    'sync.pauseOrResume': 'no load is running',
    'sync.cancel': 'no load is running',
  })
})

it('names what the history of the filter does not have', () => {
  expect(commandReasons({ syncing: false, filter: { undo: false, redo: false, clear: false } })).toMatchObject({
    'filter.undo': 'nothing to undo',
    'filter.redo': 'nothing to redo',
    'filter.clear': 'no filter is active',
  })
})
