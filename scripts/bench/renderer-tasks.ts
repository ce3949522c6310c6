import { readFileSync } from 'node:fs'
import type { ElectronApplication } from '@playwright/test'
import type { Figure } from './measure.ts'

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  /** Microseconds: wall time, and time on a processor, which other programs do not stretch. */
  dur?: number
  tdur?: number
  args?: { name?: string }
}

export type Tasks = (process: 'renderer' | 'main', most: number, during: string) => Figure

/** Records every task of every thread while something happens; what comes back tells the longest of a process. */
export async function recordTasks(
  electron: ElectronApplication,
  file: string,
  happens: () => Promise<void>,
): Promise<Tasks> {
  await electron.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel', '__metadata'], excluded_categories: ['*'] }),
  )
  await happens()
  await electron.evaluate(({ contentTracing }, target) => contentTracing.stopRecording(target), file)
  const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as { traceEvents: TraceEvent[] }
  return (process, most, during) => longestTask(process, most, during, traceEvents)
}

const mainThreads = { renderer: 'CrRendererMain', main: 'CrBrowserMain' }

function longestTask(
  process: 'renderer' | 'main',
  most: number,
  during: string,
  events: readonly TraceEvent[],
): Figure {
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === mainThreads[process])
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = events.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && threads.has(`${pid} ${tid}`),
  )
  // A trace without them would be inside every budget.
  if (tasks.length < 100) throw new Error(`the trace tells of ${tasks.length} tasks of the ${process} only`)
  const longest = (pick: (event: TraceEvent) => number | undefined): number =>
    Math.max(0, ...tasks.map((task) => (pick(task) ?? 0) / 1000))
  return {
    what: `longest ${process} task ${during} (processor time)`,
    value: longest(({ tdur }) => tdur),
    unit: 'ms',
    budget: { at: 'most', value: most },
    note: `${tasks.length} tasks; longest by the wall clock ${Math.round(longest(({ dur }) => dur))} ms`,
  }
}
