import type { ChannelDefinition, ChannelOwner } from '../../../shared/contract/define.ts'
import type { RecordedCall, RecordedStatement } from '../../../shared/contract/diagnostics.ts'
import { type ChannelName, contract } from '../../../shared/contract/index.ts'
import { largest } from '../../../shared/extremes.ts'
import type { Result } from '../../../shared/ipc/result.ts'
import type { SlowStatement } from '../../../shared/slow.ts'
import type { ProcessCall } from '../sync/workspace.ts'

/** How many calls are remembered. */
const callsKept = 100
/** How many different statements are remembered: the slowest. */
const statementsKept = 20

/** What the log is written with. */
interface LogLike {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

/**
 * Remembers the last calls that crossed a process and the slowest statements, for the Diagnostics page, and writes what was slow to
 * the log. With `trace` every call is written.
 */
export class CallLog {
  readonly #log: LogLike
  readonly #trace: boolean
  readonly #now: () => number
  /** Milliseconds from which on a call is slow. */
  readonly slowMs: number
  #calls: RecordedCall[] = []
  #statements: RecordedStatement[] = []

  /** @param now the wall clock, epoch milliseconds */
  constructor(deps: { log: LogLike; trace: boolean; now: () => number; slowMs: number }) {
    this.#log = deps.log
    this.#trace = deps.trace
    this.#now = deps.now
    this.slowMs = deps.slowMs
  }

  /** A call of the page was answered. Those for this very list are not remembered: they would push out what it is for. */
  fromPage(channel: ChannelName, owner: ChannelOwner, ms: number, result: Result<unknown>): void {
    const call = this.#describe(channel, 'page', owner, ms, result)
    this.#write(call, 'page → main')
    if (!channel.startsWith('diagnostics.')) this.#remember(call)
  }

  /** A process has answered main. What main asked for the page is remembered once, as the page's own call. */
  toProcess({ origin, owner, channel, ms, result }: ProcessCall): void {
    const call = this.#describe(channel, 'main', owner, ms, result)
    const way = `main → ${owner}`
    if (origin === 'main') {
      this.#write(call, way)
      this.#remember(call)
    } else if (this.#trace) this.#log.info({ way, ...written(call) }, 'call')
  }

  /** A process has run a slow statement. */
  statement(process: 'loader' | 'reader', { sql, ms, rows, plan }: SlowStatement): void {
    this.#log.warn({ process, ms, rows, sql }, 'slow statement')
    const at = this.#now()
    const known = this.#statements.find((other) => other.process === process && other.sql === sql)
    const times = (known?.times ?? 0) + 1
    const slowest = known && known.ms >= ms ? { ...known, times } : { process, sql, times, ms, rows, at, plan }
    this.#statements = [...this.#statements.filter((other) => other !== known), slowest]
      .sort((a, b) => b.ms - a.ms)
      .slice(0, statementsKept)
  }

  /** Newest first. */
  calls(): RecordedCall[] {
    return this.#calls.toReversed()
  }

  /** Slowest first. */
  statements(): RecordedStatement[] {
    return [...this.#statements]
  }

  #describe(
    channel: ChannelName,
    from: 'page' | 'main',
    to: ChannelOwner,
    took: number,
    result: Result<unknown>,
  ): RecordedCall {
    const ms = Math.round(took * 10) / 10
    const definition: ChannelDefinition = contract[channel]
    return {
      at: this.#now(),
      channel,
      from,
      to,
      ms,
      rows: result.ok ? rowsIn(result.value) : null,
      outcome: result.ok ? 'ok' : result.error.kind,
      // A call without a time limit waits for a person or for a load.
      slow: ms > this.slowMs && definition.timeoutMs !== 0,
    }
  }

  #write(call: RecordedCall, way: string): void {
    if (call.slow) this.#log.warn({ way, ...written(call) }, 'slow call')
    else if (this.#trace) this.#log.info({ way, ...written(call) }, 'call')
  }

  #remember(call: RecordedCall): void {
    this.#calls.push(call)
    if (this.#calls.length > callsKept) this.#calls.shift()
  }
}

function written({ channel, to, ms, rows, outcome }: RecordedCall): object {
  return { channel, to, ms, rows, outcome }
}

/** Length of the longest list right inside an answer; null when it has none. */
function rowsIn(answer: unknown): number | null {
  if (Array.isArray(answer)) return answer.length
  if (typeof answer !== 'object' || answer === null) return null
  const lists = Object.values(answer).filter(Array.isArray)
  return lists.length === 0 ? null : largest(lists.map((list) => list.length))
}
