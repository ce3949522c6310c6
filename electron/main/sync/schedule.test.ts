import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FakeTimers } from '../testing/fake-timers.ts'
import { nextMoment, previewSchedule, Schedule, type ScheduleSettings } from './schedule.ts'

const minute = 60_000
const hour = 60 * minute
const start = Date.UTC(2026, 0, 5, 10, 0, 0)
const every = (minutes: number, enabled = true): ScheduleSettings => ({ enabled, every_minutes: minutes, cron: '' })
const cron = (expression: string, enabled = true): ScheduleSettings => ({
  enabled,
  every_minutes: 60,
  cron: expression,
})

describe('the preview of a schedule', () => {
  it('gives the next three moments of an interval, counted from the last load', () => {
    const preview = previewSchedule(every(60), start, start - 20 * minute)
    expect(preview).toEqual({
      enabled: true,
      description: 'Every hour',
      next: [start + 40 * minute, start + 100 * minute, start + 160 * minute],
      error: null,
    })
  })

  it('gives the next three moments of a cron expression, in local time', () => {
    const { next, error } = previewSchedule(cron('30 2 * * *'), start, 0)
    expect(error).toBeNull()
    expect(next).toHaveLength(3)
    for (const moment of next) expect([new Date(moment).getHours(), new Date(moment).getMinutes()]).toEqual([2, 30])
  })

  it.each(['nonsense', '61 * * * *', '* * *', '0 0 30 2 *', '@never'])('names what is wrong with %j', (expression) => {
    const preview = previewSchedule(cron(expression), start, start)
    expect(preview.next).toEqual([])
    expect(preview.error).toBeTruthy()
  })

  it.each([0, 4, 10_081, 7.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses an interval of %d minutes', (minutes) => {
    expect(previewSchedule(every(minutes), start, start)).toMatchObject({ next: [], error: expect.any(String) })
  })

  it('shows nothing ahead while it is off, yet still checks', () => {
    expect(previewSchedule(every(60, false), start, start)).toMatchObject({ next: [], error: null, description: 'Off' })
    expect(previewSchedule(cron('nonsense', false), start, start).error).toBeTruthy()
  })

  it.each([
    [1440, 'Every day'],
    [2880, 'Every 2 days'],
    [180, 'Every 3 hours'],
    [90, 'Every 90 minutes'],
  ])('says %i minutes as people do', (minutes, words) => {
    expect(previewSchedule(every(minutes), start, start).description).toBe(words)
  })

  it('never plans the past', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 10_080 }), fc.integer({ min: -1e10, max: 1e10 }), (minutes, offset) => {
        const next = nextMoment(every(minutes), start, start + Math.min(offset, 0))
        expect(next).toBeGreaterThanOrEqual(start)
      }),
    )
  })
})

describe('the schedule', () => {
  const setup = (settings: ScheduleSettings, lastRunAt: number | null = null) => {
    const timers = new FakeTimers(start)
    const runs: number[] = []
    const schedule = new Schedule({ timers, now: () => timers.now, run: () => runs.push(timers.now - start) })
    schedule.configure(settings, lastRunAt)
    return { timers, runs, schedule }
  }

  it('runs at each moment of an interval', async () => {
    const { timers, runs } = setup(every(30))
    await timers.advance(95 * minute)
    expect(runs).toEqual([30 * minute, 60 * minute, 90 * minute])
  })

  it('runs no more often by six fields, by steps or by lists than by the shortest interval', async () => {
    for (const expression of [
      '* * * * * *',
      '*/30 * * * * *',
      '* * * * *',
      '*/4 * * * *',
      '*/7 * * * *',
      '0,3 4 * * *',
    ]) {
      const { timers, runs } = setup(cron(expression))
      await timers.advance(2 * hour)
      expect(runs, expression).toHaveLength(0)
      expect(previewSchedule(cron(expression), start, start).error).toMatch(/between two loads; at least 5 minutes/)
    }
    const { timers, runs } = setup(cron('*/5 * * * *'))
    await timers.advance(hour)
    expect(runs).toHaveLength(12)
  })

  it('runs at each moment of a cron expression', async () => {
    const { timers, runs } = setup(cron('0 * * * *'))
    await timers.advance(3 * hour + minute)
    expect(runs).toEqual([hour, 2 * hour, 3 * hour])
  })

  it('counts from the last load, and makes up for an overdue one once', async () => {
    const { timers, runs } = setup(every(60), start - 10 * hour)
    await timers.advance(0)
    expect(runs).toEqual([0])
    await timers.advance(59 * minute)
    expect(runs).toEqual([0])
    await timers.advance(minute)
    expect(runs).toEqual([0, hour])
  })

  it.each([every(30), cron('*/30 * * * *')])(
    'makes up for however many missed moments with one load after wake',
    async (settings) => {
      const { timers, runs, schedule } = setup(settings)
      timers.now += 10 * hour + minute
      schedule.wake()
      schedule.wake()
      expect(runs).toHaveLength(1)
      await timers.advance(31 * minute)
      expect(runs).toHaveLength(2)
    },
  )

  it('notices a clock that was set forward or back', async () => {
    const forward = setup(every(60))
    forward.timers.now += 2 * hour
    await forward.timers.advance(minute)
    expect(forward.runs).toHaveLength(1)
    const back = setup(every(60))
    back.timers.now -= 48 * hour
    back.schedule.wake()
    await back.timers.advance(61 * minute)
    expect(back.runs).toHaveLength(1)
  })

  it('counts anew from a load that was started by hand', async () => {
    const { timers, runs, schedule } = setup(every(60))
    await timers.advance(50 * minute)
    schedule.loadStarted()
    await timers.advance(59 * minute)
    expect(runs).toEqual([])
    await timers.advance(minute)
    expect(runs).toEqual([110 * minute])
  })

  it('does nothing while it is off, wrong or stopped', async () => {
    for (const settings of [every(30, false), cron('nonsense'), every(1)]) {
      const { timers, runs } = setup(settings)
      await timers.advance(48 * hour)
      expect(runs).toEqual([])
      expect(timers.pending).toBe(0)
    }
    const { timers, runs, schedule } = setup(every(30))
    schedule.stop()
    schedule.wake()
    await timers.advance(48 * hour)
    expect(runs).toEqual([])
  })

  it('follows new settings at once', async () => {
    const { timers, runs, schedule } = setup(every(10_080))
    schedule.configure(every(5))
    await timers.advance(11 * minute)
    expect(runs).toEqual([5 * minute, 10 * minute])
    schedule.configure(every(5, false))
    await timers.advance(hour)
    expect(runs).toHaveLength(2)
  })
})
