import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { SyncSummary } from '../../shared/ipc/progress.ts'

export interface ChildEnd {
  exitCode: number | null
  signal: NodeJS.Signals | null
  /** The last line of standard output, when it is JSON. */
  summary: SyncSummary | null
  stderr: string
  ms: number
  /** Peak resident memory in KiB; null for one that was killed. */
  peakKiB: number | null
}

export interface ChildOptions {
  /** `POINT:N`, see load-child.ts. */
  failpoint?: string
  /** Milliseconds after which the child is killed with SIGKILL. */
  killAfter?: number
  /** Run as this user and group (read-only folders mean nothing to root). */
  uid?: number
  /** The wall clock jumps back and forth by so many milliseconds. */
  clockJumpMs?: number
  /** Variables besides our own. */
  env?: Readonly<Record<string, string>>
  /** Called with the process id, for faults that stop and copy it. */
  onSpawn?: (pid: number) => void
}

/**
 * What no fault may bring about (pipeline notes, §3 "Base"): a failure that the program does not understand. A load that failed
 * must name its cause.
 */
export function bewildered({ summary, stderr }: ChildEnd): string[] {
  const found: string[] = []
  if (/Unhandled|uncaught|Something went wrong|^ {4}at .+:\d+:\d+/im.test(stderr))
    found.push(`a failure that was not expected: ${stderr.trim().slice(0, 300)}`)
  if (summary?.status && summary.status !== 'complete' && !summary.error?.message)
    found.push(`${summary.status} without a cause`)
  return found
}

/** Runs one command of the command line in a process of its own, to its end or its death. */
export async function runChild(args: readonly string[], options: ChildOptions = {}): Promise<ChildEnd> {
  const started = performance.now()
  const identity = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'load-child.ts'),
      options.failpoint ?? 'none:0',
      String(options.clockJumpMs ?? 0),
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.env }, ...identity },
  )
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  if (child.pid !== undefined) options.onSpawn?.(child.pid)
  const timer = options.killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), options.killAfter)
  const [exitCode, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  clearTimeout(timer)
  const peak = /\npeak (\d+)\n$/.exec(stderr)
  return {
    exitCode,
    signal,
    summary: lastJson(stdout),
    stderr: stderr.replace(/\npeak \d+\n$/, ''),
    ms: performance.now() - started,
    peakKiB: peak ? Number(peak[1]) : null,
  }
}

function lastJson(text: string): SyncSummary | null {
  try {
    return JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as SyncSummary
  } catch {
    return null
  }
}
