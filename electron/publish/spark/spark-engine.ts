import { copyFileSync, mkdirSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import { opened, orCancelled, waitFor } from '../databricks/cancelling.ts'
import type { DatabricksDeps } from '../databricks/databricks-engine.ts'
import { repeating, statementDelays } from '../databricks/repeat.ts'
import type { Engine, EngineRow } from '../engine/engine.ts'
import { statementTimeout } from '../store/lease.ts'
import { sparkFailureOf } from './spark-errors.ts'
import type { SparkAddress, SparkSession } from './spark-session.ts'

const settings = [
  `SET spark.sql.thriftServer.queryTimeout = ${statementTimeout}`,
  "SET TIME ZONE 'UTC'",
  // A value that does not fit its column is an error, and nothing else.
  'SET spark.sql.ansi.enabled = true',
  // A join may gather a small side at the server to send it to all executors: small, and not a table of 100,000 films (8 MB of 10 by default).
  'SET spark.sql.autoBroadcastJoinThreshold = 1MB',
]

/** Parts that tests replace. */
export interface SparkDeps extends Pick<DatabricksDeps, 'wait' | 'random'> {
  open?: (address: SparkAddress, settings: readonly string[]) => Promise<SparkSession>
}

/**
 * Opens a session on a Thrift server of Spark. The driver is loaded here and nowhere else.
 *
 * @param stage folder of this machine that the server reads staged files from; made where the folder above it is there
 * @param say hears a sentence for people when it takes long
 * @param signal gives up waiting
 * @throws KnownError `destination_unreachable`, `destination_refused`, `cancelled`
 */
export async function openSpark(
  { stage, ...address }: SparkAddress & { stage: string },
  { say, signal, deps = {} }: { say?: (text: string) => void; signal?: AbortSignal; deps?: SparkDeps } = {},
): Promise<Engine> {
  // Bundled, what the driver stands on warns of calls of its own: nothing that the one who publishes could do.
  process.noDeprecation = true
  const open = deps.open ?? (await import('./spark-session.ts')).openSparkSession
  const engine = new SparkEngine(address, stage, {
    wait: deps.wait ?? waitFor,
    random: deps.random ?? Math.random,
    open,
  })
  const speak = (): void => say?.(`Waiting for Spark at ${engine.address}.`)
  return opened(engine, () => engine.open(), speak, signal)
}

class SparkEngine implements Engine {
  readonly kind = 'spark'
  readonly #at: SparkAddress
  readonly #stage: string
  readonly #deps: Required<SparkDeps>
  #session: SparkSession | null = null
  #running = new AbortController()

  constructor(at: SparkAddress, stage: string, deps: Required<SparkDeps>) {
    this.#at = at
    this.#stage = stage
    this.#deps = deps
  }

  get address(): string {
    return `${this.#at.host}:${this.#at.port}`
  }

  async open(): Promise<void> {
    await this.#repeating(async (signal) => void (await this.#opened(signal)))
  }

  async rows(sql: string): Promise<EngineRow[]> {
    return this.#repeating(async (signal) => {
      const running = (await this.#opened(signal)).execute(sql)
      const rows = await orCancelled(running.rows, signal, { cancel: () => running.cancel() })
      return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])))
    })
  }

  async run(sql: string): Promise<{ affected: number }> {
    const [row] = await this.rows(sql)
    return { affected: Number(row?.num_affected_rows ?? 0) }
  }

  async put(localFile: string, remotePath: string): Promise<void> {
    const target = join(this.#stage, remotePath)
    staging(() => {
      // Where a drive is to be mounted, nothing is made in its place.
      statSync(dirname(this.#stage))
      mkdirSync(dirname(target), { recursive: true })
      copyFileSync(localFile, target)
    })
  }

  async remove(remotePath: string): Promise<void> {
    const target = join(this.#stage, remotePath)
    staging(() => rmSync(target, { force: true }))
    // Of a version that is done with, no folders stay.
    for (let folder = dirname(target); folder !== this.#stage && folder !== dirname(folder); folder = dirname(folder))
      try {
        rmdirSync(folder)
      } catch {
        return
      }
  }

  cancel(): void {
    this.#running.abort()
    this.#running = new AbortController()
  }

  async close(): Promise<void> {
    await this.#session?.close()
    this.#session = null
  }

  async #opened(signal: AbortSignal): Promise<SparkSession> {
    if (this.#session && !this.#session.isLost) return this.#session
    const late = (session: SparkSession): void => void session.close()
    this.#session = await orCancelled(this.#deps.open(this.#at, settings), signal, { late })
    return this.#session
  }

  async #repeating<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this.#running
    return repeating(() => work(signal), {
      delays: statementDelays,
      failureOf: (thrown) => sparkFailureOf(thrown, this.address),
      wait: (ms) => this.#deps.wait(ms, signal),
      random: this.#deps.random,
      onRepeat: async ({ isLostSession }) => {
        if (isLostSession) await this.close()
      },
    })
  }
}

/** Does something in the staging folder. */
function staging(work: () => void): void {
  try {
    work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw new KnownError(
      'destination_refused',
      `The staging_dir of the destination cannot be written${code}. It must be there, and be writable here and readable to Spark.`,
    )
  }
}

/** A value as the engine gives it. */
function plain(value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  return typeof value === 'number' ? value : String(value)
}
