import type { PublishedRun } from '../../../shared/contract/sync.ts'
import { formatMonth, formatTimestamp } from '../../format.ts'

/** What published runs are put together by. */
export const trendUnits = ['run', 'week', 'month'] as const
export type TrendUnit = (typeof trendUnits)[number]

/** A slot of a trend: one run, or a week or month with the runs that were published in it; none = a gap. */
export interface Period {
  key: string
  /** On the axis, and in full. */
  label: string
  name: string
  /** Oldest first. */
  runs: readonly PublishedRun[]
}

/** Slots that a trend has at most: the latest. */
export const mostPeriods = 500

const dayOf = (at: number | Date) => formatTimestamp(Number(at)).slice(0, 10)

/** The first day of the week (Monday) or month that a moment is in, in local time. */
function startOf(unit: 'week' | 'month', at: number): Date {
  const date = new Date(at)
  const day = unit === 'month' ? 1 : date.getDate() - ((date.getDay() + 6) % 7)
  return new Date(date.getFullYear(), date.getMonth(), day)
}

function nextOf(unit: 'week' | 'month', start: Date): Date {
  const days = unit === 'week' ? 7 : 0
  return new Date(start.getFullYear(), start.getMonth() + (unit === 'month' ? 1 : 0), start.getDate() + days)
}

/**
 * The published runs along time. Weeks and months in which nothing was published are there, empty, so that a gap is one.
 *
 * @param runs newest first
 * @returns oldest first; how many earlier ones there is no room for
 */
export function periodsOf(runs: readonly PublishedRun[], unit: TrendUnit): { periods: Period[]; left: number } {
  const ascending = [...runs].sort((a, b) => a.at - b.at || a.runId - b.runId)
  const periods = unit === 'run' ? ascending.map(runPeriod) : spanned(ascending, unit)
  return { periods: periods.slice(-mostPeriods), left: Math.max(0, periods.length - mostPeriods) }
}

function runPeriod(run: PublishedRun): Period {
  const { runId, at } = run
  return { key: String(runId), label: String(runId), name: `Run ${runId}, ${formatTimestamp(at)}`, runs: [run] }
}

function spanned(ascending: readonly PublishedRun[], unit: 'week' | 'month'): Period[] {
  const byStart = new Map<number, PublishedRun[]>()
  for (const run of ascending) {
    const start = startOf(unit, run.at).getTime()
    byStart.set(start, [...(byStart.get(start) ?? []), run])
  }
  const last = ascending.at(-1)
  const first = ascending[0]
  if (!first || !last) return []
  const end = startOf(unit, last.at)
  const periods: Period[] = []
  // A clock that was far wrong once does not make an endless axis: the latest come first, and as many as there is room for.
  let start = startOf(unit, first.at)
  const earliest = new Date(end.getFullYear() - 200, 0, 1)
  if (start < earliest) start = startOf(unit, earliest.getTime())
  for (; start <= end; start = nextOf(unit, start)) {
    const label = unit === 'week' ? dayOf(start) : formatMonth(start.getFullYear() * 100 + start.getMonth() + 1)
    const name = unit === 'week' ? `Week from ${label}` : label
    periods.push({ key: dayOf(start), label, name, runs: byStart.get(start.getTime()) ?? [] })
  }
  return periods
}
