import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDateKey,
  formatDecimal,
  formatDuration,
  formatInteger,
  formatMonth,
  formatPercent,
  formatRate,
  formatSeconds,
  formatTime,
  formatYear,
  unknownText,
} from './format.ts'

describe('numbers', () => {
  it('groups counts, never years', () => {
    expect(formatInteger(70613)).toBe('70,613')
    expect(formatYear(1994)).toBe('1994')
    expect(formatCount(1, 'film')).toBe('1 film')
    expect(formatCount(2, 'query', 'queries')).toBe('2 queries')
  })

  it('shows an unknown value as a dash, never as 0', () => {
    for (const format of [
      formatInteger,
      formatDecimal,
      formatPercent,
      formatBytes,
      formatDuration,
      formatYear,
      formatDateKey,
    ]) {
      expect(format(null)).toBe(unknownText)
    }
    expect(formatDecimal(Number.NaN)).toBe(unknownText)
  })

  it('does not round a small share to nothing', () => {
    expect(formatPercent(0)).toBe('0%')
    expect(formatPercent(0.0004)).toBe('<0.1%')
    expect(formatPercent(0.125)).toBe('12.5%')
  })

  it('steps bytes at 1024', () => {
    expect(formatBytes(1023)).toBe('1,023 B')
    expect(formatBytes(1536)).toBe('1.5 KiB')
    expect(formatBytes(34 * 1024 ** 2)).toBe('34 MiB')
    expect(formatBytes(512 * 1024 ** 2)).toBe('512 MiB')
  })

  it('writes rates in the precision they deserve', () => {
    expect(formatRate(1240.4, 'films')).toBe('1,240 films/s')
    expect(formatRate(2.34, 'films')).toBe('2.3 films/s')
    expect(formatRate(0, 'rows')).toBe('0 rows/s')
  })
})

describe('times', () => {
  it('never writes 60 seconds or 60 minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (ms) => {
        expect(formatDuration(ms)).not.toMatch(/\b60(\.0)? (s|min)/)
        expect(formatSeconds(ms)).not.toMatch(/\b60 (s|min)/)
      }),
    )
  })

  it('uses the unit that fits', () => {
    expect(formatDuration(340)).toBe('340 ms')
    expect(formatDuration(2400)).toBe('2.4 s')
    expect(formatDuration(185_000)).toBe('3 min 05 s')
    expect(formatDuration(7_800_000)).toBe('2 h 10 min')
  })

  it('says how long ago, then the date', () => {
    const now = new Date(2026, 10, 23, 14).getTime()
    expect(formatAgo(now - 30_000, now)).toBe('just now')
    expect(formatAgo(now - 5 * 60_000, now)).toBe('5 min ago')
    expect(formatAgo(now - 26 * 3_600_000, now)).toBe('1 day ago')
    expect(formatAgo(now - 40 * 86_400_000, now)).toBe('40 days ago')
  })

  it('gives the time of day to the second', () => {
    expect(formatTime(new Date(2026, 10, 3, 4, 5, 6).getTime())).toBe('04:05:06')
  })

  it('reads date keys and months', () => {
    expect(formatDateKey(20210331)).toBe('2021-03-31')
    expect(formatMonth(202103)).toBe('Mar 2021')
  })
})
