import { describe, expect, it } from 'vitest'
import type { PublicationRow } from '../../shared/contract/destinations.ts'
import type { Publication } from '../../shared/ipc/publication.ts'
import { endText, endTone, progressText, stateOf, toldNow } from './destination-text.ts'

const row: PublicationRow = {
  publicationId: 1,
  mode: 'full',
  status: 'published',
  version: 3,
  goldVersion: 7,
  publishedRun: 2,
  producer: 'the app',
  startedAt: 1,
  finishedAt: 2,
  bytes: 10,
  rows: 5,
  errorKind: null,
  errorMessage: null,
}
const failed: PublicationRow = {
  ...row,
  status: 'failed',
  version: null,
  goldVersion: null,
  errorKind: 'disk_full',
  errorMessage: 'The disk is full.',
}
const publication: Publication = {
  destination: 'star',
  doing: 'publish',
  automatic: false,
  status: 'running',
  step: 'sending',
  table: 'dim_movie',
  tableNumber: 2,
  tables: 9,
  bytes: 2048,
  statements: 0,
  startedAt: 0,
  elapsedMs: 5,
  message: null,
  version: null,
  goldVersion: null,
  differences: [],
  error: null,
}
const known = { error: null, last: row, lastPublished: row, filmsBehind: null, isEdited: false }

describe('how a destination stands', () => {
  it.each([
    [
      'nothing is known',
      { error: null, last: null, lastPublished: null, filmsBehind: null, isEdited: false },
      null,
      'Never published',
    ],
    ['the ledger has this gold version', known, null, 'Equal'],
    ['it is of another load', { ...known, lastPublished: { ...row, goldVersion: 6 } }, null, 'Behind'],
    [
      'loads have told of films since',
      { ...known, lastPublished: { ...row, goldVersion: 6 }, filmsBehind: 1204 },
      null,
      'Behind by 1,204 films',
    ],
    ['it is equal, whatever loads of the past told', { ...known, filmsBehind: 3 }, null, 'Equal'],
    ['the ledger has it found unchanged', { ...known, last: { ...row, status: 'unchanged' as const } }, null, 'Equal'],
    ['others changed it, by the ledger', { ...known, isEdited: true }, null, 'Changed by others'],
    [
      'others changed it, and it was found unchanged since',
      { ...known, isEdited: true },
      { status: 'unchanged', goldVersion: 7 },
      'Changed by others',
    ],
    [
      'others changed it, and it was published since',
      { ...known, isEdited: true },
      { status: 'published', goldVersion: 7 },
      'Equal',
    ],
    ['it is being set up', known, { doing: 'set up' }, 'Setting up'],
    ['the last one failed', { ...known, last: failed }, null, 'Failing'],
    ['the last one was cancelled', { ...known, last: { ...failed, status: 'cancelled' as const } }, null, 'Equal'],
    ['it was found unchanged since', { ...known, last: failed }, { status: 'unchanged', goldVersion: 7 }, 'Equal'],
    ['an older one was shown since', known, { doing: 'show', status: 'published', goldVersion: 5 }, 'Behind'],
    ['it is being published to', { ...known, last: failed }, {}, 'Publishing'],
    ['it is being verified', known, { doing: 'verify' }, 'Verifying'],
    ['others changed it', known, { doing: 'verify', status: 'differs' }, 'Changed by others'],
    ['the process died', known, { status: 'interrupted' }, 'Interrupted'],
    [
      'it failed in this session',
      known,
      { status: 'failed', error: { kind: 'disk_full', message: 'Full.' } },
      'Failing',
    ],
    [
      'another publisher was at work',
      known,
      { status: 'failed', error: { kind: 'destination_busy', message: 'Busy.' } },
      'Busy',
    ],
    [
      'it could not be reached, as the ledger has it',
      { ...known, last: { ...failed, errorKind: 'destination_unreachable' as const } },
      null,
      'Unreachable',
    ],
    [
      'it failed before another program published',
      { ...known, last: { ...row, finishedAt: 100 } },
      { status: 'failed', error: { kind: 'disk_full', message: 'Full.' } },
      'Equal',
    ],
    ['it was verified', known, { doing: 'verify', status: 'verified' }, 'Equal'],
    ['the settings are wrong', { ...known, error: { kind: 'config_invalid', message: 'No.' } }, {}, 'Not usable'],
  ] as const)('%s', (_, destination, changes, word) => {
    const picture = changes === null ? null : ({ ...publication, ...changes } as Publication)
    expect(stateOf(destination as Parameters<typeof stateOf>[0], picture, 7).word).toBe(word)
  })

  it('is not told of what was done before another load, or before another program did something', () => {
    const published = { ...publication, status: 'published', version: 4, goldVersion: 7 } as const
    expect(toldNow({ last: row }, published, 7)).toBe(published)
    expect(toldNow({ last: row }, published, 8)).toBeNull()
    expect(toldNow({ last: { ...row, finishedAt: 100 } }, published, 7)).toBeNull()
    const failure = { ...publication, status: 'failed' } as const
    expect(toldNow({ last: null }, failure, 8)).toBe(failure)
    expect(toldNow({ last: { ...row, finishedAt: 100 } }, publication, 8)).toBe(publication)
  })

  it('is told while it goes on, and at its end', () => {
    expect(progressText(publication)).toBe('Sending dim_movie, table 2 of 9 · 2 KiB')
    expect(progressText({ ...publication, statements: 1 })).toBe(
      'Sending dim_movie, table 2 of 9 · 2 KiB · 1 statement',
    )
    expect(progressText({ ...publication, message: 'Waiting for lake.' })).toBe('Waiting for lake.')
    expect(endText(publication)).toBeNull()
    const ended = { ...publication, status: 'published', version: 4, message: 'Not noted.' } as const
    expect(endText(ended)).toBe('Version 4 published, equal by digest. Not noted.')
    expect(endTone(ended)).toBe('ok')
    const error = { kind: 'disk_full', message: 'The disk is full.' } as const
    expect(endText({ ...publication, status: 'failed', error })).toBe('The disk is full.')
  })
})
