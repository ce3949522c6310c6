import type { YamlConfig } from '../../../shared/config.ts'
import type { ScheduleState } from '../../../shared/contract/app.ts'
import { cronProblem, leastGapMs, readCron } from '../../config/index.ts'
import type { Timers } from '../processes/process-host.ts'

export type ScheduleSettings = YamlConfig['schedule']

const minuteMs = 60_000
/** Longest wait between two looks at the clock, so that sleep and changed clocks are noticed. */
const longestWaitMs = minuteMs

/**
 * What a schedule means, and its next three moments.
 *
 * @param anchor moment the interval counts from, epoch milliseconds: the last run, or the start of the app
 */
export function previewSchedule(settings: ScheduleSettings, now: number, anchor: number): ScheduleState {
  const { enabled, every_minutes: every, cron } = settings
  if (cron.trim() !== '') {
    const problem = cronProblem(cron, new Date(now))
    const parsed = readCron(cron)
    if (problem !== null || typeof parsed === 'string') {
      return { enabled, description: 'No schedule', next: [], error: `The expression ${problem ?? parsed}.` }
    }
    const next = enabled ? parsed.nextRuns(3, new Date(now)).map((date) => date.getTime()) : []
    return { enabled, description: enabled ? `By cron expression: ${cron.trim()}` : 'Off', next, error: null }
  }
  if (!Number.isInteger(every) || every < 5 || every > 10_080) {
    return { enabled, description: 'No schedule', next: [], error: 'The interval must be 5 to 10080 whole minutes.' }
  }
  const first = nextByInterval(every, now, anchor)
  const next = enabled ? [0, 1, 2].map((index) => first + index * every * minuteMs) : []
  return { enabled, description: enabled ? `Every ${describeMinutes(every)}` : 'Off', next, error: null }
}

/** The next moment after `now`, or null when the schedule is off or wrong. */
export function nextMoment(settings: ScheduleSettings, now: number, anchor: number): number | null {
  if (!settings.enabled) return null
  return previewSchedule(settings, now, anchor).next[0] ?? null
}

export interface ScheduleDeps {
  timers: Timers
  now: () => number
  /** Starts a load; what comes of it is told elsewhere. */
  run: () => void
}

/** Starts loads at their time while the app runs. However many moments were slept through, one load makes up for them. */
export class Schedule {
  readonly #deps: ScheduleDeps
  #settings: ScheduleSettings = { enabled: false, every_minutes: 360, cron: '' }
  #anchor: number
  #next: number | null = null
  /** No load by a cron expression before this moment: its moments may lie closer than could be foreseen. */
  #notBefore = Number.NEGATIVE_INFINITY
  #cancel: (() => void) | null = null

  constructor(deps: ScheduleDeps) {
    this.#deps = deps
    this.#anchor = deps.now()
  }

  get anchor(): number {
    return this.#anchor
  }

  /**
   * Takes new settings and plans from now on.
   *
   * @param lastRunAt moment of the last load, when the interval should count from it
   */
  configure(settings: ScheduleSettings, lastRunAt: number | null = null): void {
    this.#settings = settings
    if (lastRunAt !== null) this.#anchor = Math.min(lastRunAt, this.#deps.now())
    this.#plan()
  }

  /** A load was started by hand: the interval counts from it. */
  loadStarted(): void {
    this.#anchor = this.#deps.now()
    if (this.#settings.cron.trim() === '') this.#plan()
  }

  /** The machine woke up: the clock may have moved. */
  wake(): void {
    this.#look()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#next = null
  }

  #plan(): void {
    this.#next = this.#nextAfter(this.#deps.now(), this.#anchor)
    this.#arm()
  }

  #nextAfter(now: number, anchor: number): number | null {
    const isCron = this.#settings.cron.trim() !== ''
    // A clock that was set back must not put the next load off.
    const from = isCron && this.#notBefore - now <= leastGapMs ? Math.max(now, this.#notBefore) : now
    return nextMoment(this.#settings, from, anchor)
  }

  #arm(): void {
    this.#cancel?.()
    this.#cancel = null
    if (this.#next === null) return
    const wait = Math.min(Math.max(this.#next - this.#deps.now(), 0), longestWaitMs)
    this.#cancel = this.#deps.timers.after(wait, () => this.#look())
  }

  #look(): void {
    const now = this.#deps.now()
    if (this.#next === null) return
    if (now >= this.#next) {
      this.#anchor = now
      // A moment before, so that one exactly at the end of the gap counts.
      this.#notBefore = now + leastGapMs - 1
      this.#plan()
      this.#deps.run()
      return
    }
    // A clock set back must not leave the next load days away.
    const again = this.#nextAfter(now, Math.min(this.#anchor, now))
    if (again !== null && again < this.#next) this.#next = again
    this.#arm()
  }
}

function nextByInterval(every: number, now: number, anchor: number): number {
  return Math.max(anchor + every * minuteMs, now)
}

function describeMinutes(minutes: number): string {
  const units: [number, string][] = [
    [1440, 'day'],
    [60, 'hour'],
  ]
  for (const [size, name] of units) {
    if (minutes % size === 0) return minutes === size ? name : `${minutes / size} ${name}s`
  }
  return `${minutes} minutes`
}
