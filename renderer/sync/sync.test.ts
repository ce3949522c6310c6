import { describe, expect, it } from 'vitest'
import type { RunRow } from '../../shared/contract/sync.ts'
import { idleProgress, type SyncProgress } from '../../shared/ipc/progress.ts'
import { inputToResume, runToResume } from './resumable.ts'
import {
  adviceFor,
  announcement,
  arrivingText,
  buttonState,
  cellRuns,
  isAboutAddress,
  mapSentence,
  percentText,
  pulse,
} from './sync-view.ts'

const running = (change: Partial<SyncProgress>): SyncProgress => ({
  ...idleProgress(8),
  runId: 1,
  mode: 'full',
  phase: 'fetching',
  status: 'running',
  ...change,
})
const pages = (planned: number, done: number) => ({ planned, done, active: 0, retrying: 0, failed: 0 })

describe('the sync button', () => {
  it('never says 100% before the end', () => {
    expect(percentText(running({ pages: pages(1000, 999) }))).toBe('99%')
    expect(buttonState(running({ pages: pages(1000, 1000) })).label).toBe('Loading 99%')
  })

  it('says nothing it does not know', () => {
    expect(buttonState(running({})).label).toBe('Loading')
    expect(buttonState(running({ status: 'paused' })).label).toBe('Paused')
  })

  it('remembers a load that did not complete', () => {
    for (const status of ['failed', 'partial', 'interrupted'] as const) {
      expect(buttonState(running({ status })).tone).toBe('failed')
    }
    expect(buttonState(running({ status: 'complete' })).tone).toBe('idle')
    expect(buttonState(running({ status: 'cancelled' })).tone).toBe('idle')
  })
})

describe('a first load', () => {
  const films = { fetched: 120, inserted: 115, updated: 0, unchanged: 5, quarantined: 0, duplicates: 0 }

  it('says how many films are stored, that they are not published, and when they appear', () => {
    expect(arrivingText(running({}))).toBe('Nothing is stored yet.')
    expect(arrivingText(running({ films }))).toBe('120 films stored so far, not published yet.')
    expect(arrivingText(running({ films, etaMs: 90_000 }))).toMatch(/^120 films stored .* They appear in about \S+/)
    expect(arrivingText(running({ films, status: 'paused', etaMs: 90_000 }))).toMatch(/The load is paused\.$/)
    expect(arrivingText(running({ films, phase: 'publishing' }))).toMatch(/being checked and published\.$/)
  })
})

describe('a run that was left in the middle', () => {
  const run = { resumable: true, status: 'paused', mode: 'full', pagesDone: 12, pagesPlanned: 1480 } as RunRow

  it('is offered again until a load of this session has begun', () => {
    expect(runToResume(run, idleProgress())).toBe(run)
    expect(runToResume({ ...run, status: 'interrupted' }, idleProgress())).not.toBeNull()
    expect(runToResume(run, running({}))).toBeNull()
    expect(runToResume(run, running({ status: 'cancelled', phase: 'done' }))).toBeNull()
    expect(runToResume({ ...run, resumable: false }, idleProgress())).toBeNull()
    expect(runToResume(null, idleProgress())).toBeNull()
  })

  it('is not when a person ended it, or its end was told', () => {
    for (const status of ['cancelled', 'partial', 'failed', 'complete'] as const) {
      expect(runToResume({ ...run, status }, idleProgress()), status).toBeNull()
    }
  })

  it('is taken up as what it was', () => {
    expect(inputToResume(run)).toEqual({ mode: 'full' })
    expect(inputToResume(null)).toEqual({})
  })
})

describe('the pulse', () => {
  it('recognises ten seconds of silence as a stall, but only while pages should arrive', () => {
    const at = 1_000_000
    expect(pulse(running({ lastProgressAt: at }), at + 9_999).kind).toBe('fine')
    expect(pulse(running({ lastProgressAt: at }), at + 10_000).kind).toBe('stalled')
    expect(pulse(running({ lastProgressAt: at, phase: 'publishing' }), at + 60_000).kind).toBe('fine')
    expect(pulse(running({ lastProgressAt: at, status: 'paused' }), at + 60_000).kind).toBe('fine')
  })

  it('recognises a source that never answers at all', () => {
    expect(pulse(running({ phase: 'planning', elapsedMs: 9_000 }), 0).kind).toBe('fine')
    expect(pulse(running({ phase: 'planning', elapsedMs: 12_000 }), 0).kind).toBe('stalled')
  })

  it('says that the load holds back, and for what, but not of a moment with half of the workers', () => {
    const at = { lastProgressAt: 0 }
    const held = (heldBack: SyncProgress['heldBack'], effective: number) =>
      pulse(running({ ...at, heldBack, workers: { max: 8, effective } }), 0)
    expect(held({ reason: 'overload', requestsPerSecond: null }, 4).kind).toBe('fine')
    expect(held({ reason: 'overload', requestsPerSecond: null }, 2)).toMatchObject({
      kind: 'held',
      text: expect.stringContaining('2 of 8 workers'),
    })
    expect(held({ reason: 'rate_limit', requestsPerSecond: 3.21 }, 8)).toMatchObject({
      kind: 'held',
      text: expect.stringMatching(/asks for fewer requests.*holds back.*3\.2 requests\/s/),
    })
  })

  it('counts down while the source asks to wait, and never below zero', () => {
    const waiting = { reason: 'rate_limit', until: 20_000 } as const
    expect(pulse(running({ waiting }), 5_000)).toMatchObject({ kind: 'waiting', text: expect.stringContaining('15 s') })
    expect(pulse(running({ waiting }), 30_000)).toMatchObject({ text: expect.stringContaining('Trying again now') })
  })
})

describe('the page map', () => {
  it('joins equal neighbours within a row, never over its end', () => {
    expect(cellRuns('ddqddd', 4)).toEqual([
      { state: 'd', row: 0, start: 0, length: 2 },
      { state: 'q', row: 0, start: 2, length: 1 },
      { state: 'd', row: 0, start: 3, length: 1 },
      { state: 'd', row: 1, start: 0, length: 2 },
    ])
  })

  it('says the same in words', () => {
    expect(mapSentence(running({ pages: { planned: 10, done: 4, active: 2, retrying: 0, failed: 1 } }))).toBe(
      '4 of 10 pages done, 2 active, 1 failed.',
    )
  })
})

it('announces quarters, not every page', () => {
  const texts = new Set<string>()
  for (let done = 0; done <= 1000; done++) texts.add(announcement(running({ pages: pages(1000, done) }), 0))
  expect(texts.size).toBe(5)
})

it('offers the new address only when the source named one', () => {
  const moved = { kind: 'source_moved', message: 'Moved.' } as const
  expect(adviceFor(moved).action).toBe('settings')
  for (const kind of ['source_moved', 'partial'] as const)
    expect(adviceFor({ ...moved, kind, detail: { newUrl: 'https://example.org/api' } }).action).toBe('accept')
})

it('names the button that accepts a new address', () => {
  const advice = adviceFor({ kind: 'source_moved', message: 'Moved.', detail: { newUrl: 'https://example.org/api' } })
  expect(advice.text).toContain(`“${advice.label}”`)
})

it('leads to Settings from whatever a wrong address answers with, as from the middle of a load', () => {
  const message = 'x'
  for (const kind of ['source_failed', 'source_not_yts', 'source_moved', 'source_unreachable'] as const) {
    expect(isAboutAddress({ kind, message }), kind).toBe(true)
    expect(isAboutAddress({ kind: 'partial', message, detail: { cause: kind } }), kind).toBe(true)
    const { action, text } = adviceFor({ kind, message })
    expect(`${action} ${text}`).toMatch(/Settings/)
  }
  for (const kind of ['disk_full', 'cancelled', 'locked', 'partial'] as const)
    expect(isAboutAddress({ kind, message })).toBe(false)
})
