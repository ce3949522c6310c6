import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idleProgress } from '../../shared/ipc/progress.ts'
import type { Publication } from '../../shared/ipc/publication.ts'
import { initialAppState, reduceEvent } from './app-store.ts'

const progress = (seq: number, runId = 1) =>
  ({ type: 'progress', progress: { ...idleProgress(), seq, runId, phase: 'fetching', status: 'running' } }) as const

const summary = {
  status: 'complete',
  runId: 1,
  mode: 'full',
  dryRun: false,
  requests: 1,
  retries: 0,
  pages: 1,
  fetched: 1,
  inserted: 1,
  updated: 0,
  unchanged: 0,
  removed: 0,
  quarantined: 0,
  duplicates: 0,
  durationMs: 1,
  progress: null,
  warnings: [],
} as const

describe('the snapshot of the app', () => {
  it('shows the newest snapshot, in whatever order they arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1 }), (numbers) => {
        const end = numbers.reduce((state, seq) => reduceEvent(state, progress(seq)), initialAppState())
        expect(end.progress.seq).toBe(Math.max(...numbers))
      }),
    )
  })

  it('keeps what goes on at each destination, and has the ledger read again when it ends', () => {
    const star: Publication = {
      destination: 'star',
      doing: 'publish',
      automatic: false,
      status: 'running',
      step: 'sending',
      table: null,
      tableNumber: 0,
      tables: 9,
      bytes: 0,
      statements: 0,
      startedAt: 1,
      elapsedMs: 2,
      message: null,
      version: null,
      goldVersion: null,
      differences: [],
      error: null,
    }
    const running = reduceEvent(initialAppState(), { type: 'publication', publication: star })
    const both = reduceEvent(running, { type: 'publication', publication: { ...star, destination: 'lake' } })
    expect([Object.keys(both.publications), both.ledgerVersion]).toEqual([['star', 'lake'], 0])
    const ended = reduceEvent(both, { type: 'publication', publication: { ...star, status: 'published' } })
    expect([ended.publications.star?.status, ended.publications.lake?.status]).toEqual(['published', 'running'])
    expect(ended.ledgerVersion).toBe(1)
    expect(reduceEvent(ended, { type: 'workspace', workspace: 'sample' }).publications).toEqual({})
  })

  it('takes the first snapshot of a new run, though a restarted engine counts from the start again', () => {
    const before = reduceEvent(initialAppState(), progress(500, 1))
    expect(reduceEvent(before, progress(1, 2)).progress.runId).toBe(2)
  })

  it('ends a load whose closing snapshot was dropped', () => {
    const before = reduceEvent(initialAppState(), progress(5))
    const after = reduceEvent(before, { type: 'finished', summary: { ...summary, warnings: [] } })
    expect(after.progress.status).toBe('complete')
  })

  it('shows no page of a load whose engine died as being read', () => {
    const { progress: snapshot } = progress(5)
    const before = reduceEvent(initialAppState(), {
      type: 'progress',
      progress: {
        ...snapshot,
        pages: { planned: 7, done: 2, active: 3, retrying: 1, failed: 1 },
        pageMap: { cells: 'ddaaarf', pagesPerCell: 1, firstPage: 1 },
        workers: { max: 4, effective: 4 },
        rowsPerSecond: 500,
      },
    })
    const { progress: after } = reduceEvent(before, {
      type: 'finished',
      summary: { ...summary, status: 'interrupted', warnings: [] },
    })
    expect(after).toMatchObject({
      status: 'interrupted',
      pages: { planned: 7, done: 2, active: 0, retrying: 0, failed: 1 },
      pageMap: { cells: 'ddqqqqf', pagesPerCell: 1, firstPage: 1 },
      workers: { max: 4, effective: 0 },
      rowsPerSecond: 0,
    })
  })

  it('forgets answers of a workspace it leaves, so that coming back reads them again', () => {
    const published = reduceEvent(initialAppState(), { type: 'published', goldVersion: 7 })
    const away = reduceEvent(published, { type: 'workspace', workspace: 'sample' })
    const back = reduceEvent(away, { type: 'workspace', workspace: 'catalogue' })
    const key = (state: typeof back) => [state.workspace, state.goldVersion, state.readerGeneration].join()
    expect(new Set([key(initialAppState()), key(published), key(away), key(back)]).size).toBe(4)
  })

  it('asks again when the reader comes back after a crash, and only then', () => {
    const down = reduceEvent(initialAppState(), { type: 'process', name: 'reader', state: 'restarting' })
    expect(down.readerGeneration).toBe(0)
    const up = reduceEvent(down, { type: 'process', name: 'reader', state: 'up' })
    expect(up.readerGeneration).toBe(1)
    expect(reduceEvent(up, { type: 'process', name: 'reader', state: 'up' }).readerGeneration).toBe(1)
  })
})
