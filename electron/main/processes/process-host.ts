import type { AppEvent } from '../../../shared/ipc/events.ts'
import { fail, type Result } from '../../../shared/ipc/result.ts'
import type { SlowStatement } from '../../../shared/slow.ts'
import { isRpcMessage, type PortLike, type RpcMessage } from './rpc.ts'

/** A running child process, as far as its host needs to know. */
export interface ChildLike extends PortLike {
  onExit(listener: (code: number | null) => void): void
  kill(): void
}

export type HostState = 'up' | 'restarting' | 'down'

/** Timers, injected so that tests need not wait. `after` returns the way to call it off. */
export interface Timers {
  after(ms: number, run: () => void): () => void
}

export interface ProcessHostOptions {
  /** Starts the process. */
  spawn: () => ChildLike
  timers: Timers
  now: () => number
  onState: (state: HostState) => void
  onEvent: (event: AppEvent) => void
  onLog: (entry: Extract<RpcMessage, { type: 'log' }>) => void
  /** Notified of statements that took long in the process. */
  onSlow?: (statement: SlowStatement) => void
  /** Not started before `start` or the first call: for a process that the first frame can do without. */
  waits?: boolean
  /** How long a process may take to say that it is ready, in milliseconds. */
  startTimeoutMs?: number
}

export interface ProcessHost {
  /** Starts a process that waits; does nothing when it was started already. */
  start(): void
  /** Whether it was ever started. */
  begun(): boolean
  /** Calls a channel of the process, waiting for it to be up. `timeoutMs` 0 = wait for ever. */
  call(channel: string, input: unknown, timeoutMs: number): Promise<Result<unknown>>
  state(): HostState
  /** Ends a process that does not answer any more; another takes its place. */
  replace(): void
  /** Asks the process to end through `channel` (when given), then ends it; never takes longer than `graceMs`. */
  stop(graceMs: number, channel?: string): Promise<void>
}

const backoffMs = [100, 500, 2_000, 10_000]
/** What the end of a process is waited for, when it was asked to end and did not. */
const lastWaitMs = 500
/** A process that stayed up this long has recovered: its next crash is a first one. */
const settledMs = 60_000
const goneMessage = 'That part of the app stopped and is being started again. Try once more.'
const downMessage = 'That part of the app keeps stopping. Start the app again; the log has the details.'

interface Pending {
  settle: (result: Result<unknown>) => void
}

/**
 * Keeps one utility process running: starts it, pairs replies with calls, rejects what is pending when it dies, starts it
 * again with growing delays, and gives up after the last of them until somebody calls again.
 */
export function createProcessHost(options: ProcessHostOptions): ProcessHost {
  const { timers, now, spawn, onState, onEvent, onLog, onSlow } = options
  const pending = new Map<number, Pending>()
  let waiting: (() => void)[] = []
  let child: ChildLike | null = null
  let replaced: ChildLike | null = null
  let state: HostState = 'restarting'
  let nextId = 1
  let crashes = 0
  let startedAt = 0
  let stopping = false
  let begun = false
  let cancelRestart: (() => void) | null = null
  let exited: () => void = () => {}

  const setState = (next: HostState): void => {
    if (state === next) return
    state = next
    onState(next)
  }
  const rejectPending = (message: string): void => {
    const all = [...pending.values()]
    pending.clear()
    for (const { settle } of all) settle(fail('unavailable', message))
  }
  const releaseWaiting = (): void => {
    const all = waiting
    waiting = []
    for (const go of all) go()
  }

  const start = (): void => {
    cancelRestart = null
    const started = spawn()
    child = started
    startedAt = now()
    const cancelStart = timers.after(options.startTimeoutMs ?? 20_000, () => started.kill())
    started.onMessage((message) => {
      if (started !== child || !isRpcMessage(message)) return
      if (message.type === 'ready') {
        cancelStart()
        setState('up')
        releaseWaiting()
      } else if (message.type === 'reply') {
        const call = pending.get(message.id)
        pending.delete(message.id)
        call?.settle(message.result)
      } else if (message.type === 'event') onEvent(message.event)
      else if (message.type === 'slow') onSlow?.(message.statement)
      else onLog(message)
    })
    started.onExit((code) => {
      cancelStart()
      if (started !== child) return
      child = null
      rejectPending(goneMessage)
      exited()
      if (stopping) return
      if (started === replaced) {
        // No crash of its own.
        setState('restarting')
        cancelRestart = timers.after(backoffMs[0] ?? 0, start)
        return
      }
      onLog({ type: 'log', level: 'error', message: `process ended with code ${code}`, stack: '' })
      if (now() - startedAt > settledMs) crashes = 0
      const delay = backoffMs[crashes]
      crashes++
      if (delay === undefined) {
        setState('down')
        releaseWaiting()
        return
      }
      setState('restarting')
      cancelRestart = timers.after(delay, start)
    })
  }
  const begin = (): void => {
    if (begun || stopping) return
    begun = true
    start()
  }
  if (!options.waits) begin()

  const untilUp = (timeoutMs: number): Promise<boolean> => {
    if (stopping) return Promise.resolve(false)
    begin()
    if (state === 'up') return Promise.resolve(true)
    if (state === 'down') {
      crashes = backoffMs.length - 1
      setState('restarting')
      start()
    }
    return new Promise((resolve) => {
      let cancel = (): void => {}
      const done = (): void => {
        cancel()
        resolve(state === 'up')
      }
      waiting.push(done)
      if (timeoutMs > 0) {
        cancel = timers.after(timeoutMs, () => {
          waiting = waiting.filter((other) => other !== done)
          resolve(false)
        })
      }
    })
  }

  return {
    start: begin,
    begun: () => begun,
    state: () => state,
    async call(channel, input, timeoutMs) {
      if (!(await untilUp(timeoutMs)) || child === null) {
        return fail('unavailable', state === 'down' ? downMessage : goneMessage)
      }
      const id = nextId++
      const port = child
      return new Promise((resolve) => {
        let cancel = (): void => {}
        const settle = (result: Result<unknown>): void => {
          cancel()
          resolve(result)
        }
        pending.set(id, { settle })
        if (timeoutMs > 0) {
          cancel = timers.after(timeoutMs, () => {
            pending.delete(id)
            resolve(fail('timeout', 'That took too long and was given up. Try once more.'))
          })
        }
        port.postMessage({ type: 'request', id, channel, input })
      })
    },
    replace() {
      if (!child || stopping) return
      replaced = child
      onLog({ type: 'log', level: 'warn', message: 'process did not answer and is ended', stack: '' })
      child.kill()
    },
    async stop(graceMs, channel) {
      if (stopping) return
      const gone = new Promise<void>((resolve) => {
        exited = resolve
      })
      const running = child
      const isAsked = channel !== undefined && state === 'up'
      const lastMs = isAsked ? Math.min(lastWaitMs, graceMs / 2) : graceMs
      const asked = isAsked ? this.call(channel, null, graceMs - lastMs) : Promise.resolve()
      stopping = true
      cancelRestart?.()
      releaseWaiting()
      if (!running) return
      await asked
      running.kill()
      await Promise.race([gone, new Promise<void>((resolve) => timers.after(lastMs, resolve))])
      setState('down')
    },
  }
}
