import { describe, expect, it } from 'vitest'
import { idleProgress, type SyncProgress } from '../../shared/progress.ts'
import {
  adviceFor,
  announcement,
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
