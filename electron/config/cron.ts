import { Cron } from 'croner'
import { smallest } from '../../shared/extremes.ts'

/** Loads by a schedule are at least so far apart, in milliseconds: as for the interval. */
export const leastGapMs = 5 * 60_000
/** Moments that are looked at for their distance: more than an hour of any expression that is too close. */
const looked = 30

/** Reads a cron expression; a sentence about what is wrong with it where it is none. */
export function readCron(expression: string): Cron | string {
  try {
    return new Cron(expression.trim(), { paused: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^CronPattern:\s*/, '') : 'it cannot be read'
    return `is not a cron expression: ${reason}`
  }
}

/** What is wrong with a cron expression as a schedule of loads, to follow the field's name; null = nothing. */
export function cronProblem(expression: string, from: Date): string | null {
  const cron = readCron(expression)
  if (typeof cron === 'string') return cron
  const moments = cron.nextRuns(looked, from).map((date) => date.getTime())
  if (moments.length === 0) return 'matches no moment ever'
  const least = smallest(moments.slice(1).map((at, index) => at - (moments[index] ?? 0)))
  return least < leastGapMs ? `leaves ${gap(least)} between two loads; at least 5 minutes are needed` : null
}

function gap(ms: number): string {
  const seconds = Math.round(ms / 1000)
  const count = (value: number, unit: string): string => `${value} ${unit}${value === 1 ? '' : 's'}`
  return seconds < 60 ? count(seconds, 'second') : count(Math.floor(seconds / 60), 'minute')
}
