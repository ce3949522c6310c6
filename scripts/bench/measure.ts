import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'

/** One line of the benchmark's table. A figure without a budget is there to be read, not to be held. */
export interface Figure {
  what: string
  value: number
  unit: 'ms' | 's' | 'MiB' | '×' | '%' | 'requests' | 'pages/s' | 'rows' | 'frames'
  budget?: { at: 'most' | 'least'; value: number }
  note?: string
}

/** Whether a figure is inside its budget; null where it has none. */
export function holds({ value, budget }: Figure): boolean | null {
  if (!budget) return null
  return budget.at === 'most' ? value <= budget.value : value >= budget.value
}

export interface Run {
  exitCode: number | null
  stdout: string
  stderr: string
  /** Wall time, start of the process included, in milliseconds. */
  ms: number
  /** Peak resident memory in MiB; null where the system does not tell. */
  peakMiB: number | null
}

const pollMs = 25

/** Runs a program to its end, timed, with its peak memory as the kernel counts it (Linux). */
export async function timedRun(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const started = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  let peakMiB: number | null = null
  const poll = setInterval(() => {
    peakMiB = peakOf(child) ?? peakMiB
  }, pollMs)
  const [exitCode] = (await once(child, 'close')) as [number | null]
  clearInterval(poll)
  return { exitCode, stdout, stderr, ms: performance.now() - started, peakMiB }
}

/** VmHWM only grows, so the last reading before the end is the peak but for the last moments. */
function peakOf(child: ChildProcess): number | null {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
    const kilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1]
    return kilobytes ? Number(kilobytes) / 1024 : null
  } catch {
    return null
  }
}

/** The middle value: one slow try does not move it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** The table: what, figure, budget, whether it holds. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const verdict = holds(figure)
    return [
      figure.what,
      `${format(figure.value)} ${figure.unit}`,
      figure.budget ? `${figure.budget.at === 'most' ? '≤' : '≥'} ${format(figure.budget.value)} ${figure.unit}` : '',
      verdict === null ? '' : verdict ? 'ok' : 'MISSED',
      figure.note ?? '',
    ]
  })
  const all = [['what', 'figure', 'budget', '', 'note'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all
    .map((row) =>
      row
        .map((cell, column) => (column < 4 ? cell.padEnd(widths[column] ?? 0) : cell))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function format(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })
}
