import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { idleProgress, type SyncProgress } from '../../shared/ipc/progress.ts'
import { loadBar } from './load-bar.ts'

const snapshot = (done: number, changes: Partial<SyncProgress> = {}): SyncProgress => {
  const idle = idleProgress(8)
  return {
    ...idle,
    phase: 'fetching',
    status: 'running',
    pages: { ...idle.pages, planned: 40, done },
    films: { ...idle.films, fetched: done * 50 },
    workers: { max: 8, effective: 8 },
    ...changes,
  }
}

/** What stands on a terminal 100 columns wide after these snapshots. */
function drawn(snapshots: readonly SyncProgress[]): string {
  const terminal = Object.assign(new PassThrough(), { isTTY: true, columns: 100 })
  const bar = loadBar(terminal as unknown as NodeJS.WriteStream)
  for (const next of snapshots) bar.progress(next)
  bar.end()
  return String(terminal.read() ?? '')
}

it('draws phase, pages and films, and stands at the end of the load', () => {
  const text = drawn([snapshot(0), snapshot(10), snapshot(40, { phase: 'done' })])
  expect(text).toContain('fetching')
  expect(text).toContain('0/40 pages')
  expect(text).toContain('done')
  expect(text).toContain('40/40 pages | 2000 films')
  expect(text).not.toMatch(/workers|retries|waiting|left/)
})

it('says what holds a load up, and how long it will take', () => {
  const text = drawn([
    snapshot(10, {
      rowsPerSecond: 120,
      etaMs: 12_400,
      retries: 3,
      workers: { max: 8, effective: 2 },
      waiting: { reason: 'rate_limit', until: 0 },
    }),
  ])
  expect(text).toContain('500 films, 120/s, 13 s left, 3 retries, 2 of 8 workers, waiting: rate limit')
})

it('draws nothing for a load that never began', () => {
  expect(drawn([])).toBe('')
})
