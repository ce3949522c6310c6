import { dirname } from 'node:path'
import { KnownError } from '../../../shared/ipc/result.ts'
import type { Engine, EngineRow } from '../engine/engine.ts'
import { statementTimeout } from '../store/lease.ts'
import { literal } from '../store/spark-names.ts'
import { hearCallbackServer } from './callback-server.ts'
import { opened, orCancelled, waitFor } from './cancelling.ts'
import type { Credentials } from './credentials.ts'
import type { DBSQLClient } from './driver.ts'
import { type DriverFailure, failureOf } from './driver-errors.ts'
import { openingDelays, repeating, statementDelays } from './repeat.ts'
import { SignIn } from './sign-in.ts'

type Session = Awaited<ReturnType<DBSQLClient['openSession']>>
type Operation = Awaited<ReturnType<Session['executeStatement']>>

/** Where a SQL warehouse is, and what it is asked with. */
export type DatabricksAddress = Credentials & {
  port: number
  httpPath: string
  /** Folder of the volume that files are put into, from `/Volumes/` on. */
  stage: string
}

/** Parts that tests replace. */
export interface DatabricksDeps {
  wait?: (ms: number, signal: AbortSignal) => Promise<void>
  random?: () => number
  /** What stands between this machine and the warehouse, and the name under which OAuth knows it. */
  proxy?: { host: string; port: number }
  /** What a person has to sign in by the browser, in milliseconds. */
  signInMs?: number
}

const socketTimeout = 300_000
/** What a person has to sign in by the browser: a publish on a schedule must not wait for ever. */
const signInMs = 300_000

const settings = [`SET STATEMENT_TIMEOUT = ${statementTimeout}`, "SET TIME ZONE 'UTC'"]

/** Ends an operation at the warehouse, whatever it does; nobody waits for that. */
function endLate(operation: Pick<Operation, 'cancel'>): void {
  operation.cancel().catch(() => {})
}

/**
 * Opens a session on a SQL warehouse; one that sleeps is waited for. The driver is loaded here and nowhere else.
 *
 * @param say hears a sentence for people when it takes long
 * @param signal gives up waiting
 * @throws KnownError `destination_unreachable`, `destination_refused`, `cancelled`
 */
export async function openDatabricks(
  address: DatabricksAddress,
  { say, signal, deps = {} }: { say?: (text: string) => void; signal?: AbortSignal; deps?: DatabricksDeps } = {},
): Promise<Engine> {
  // Bundled, what the driver stands on warns of calls of its own: nothing that the one who publishes could do.
  process.noDeprecation = true
  const { DBSQLClient: Client } = await import('./driver.ts')
  // Its own logger writes to standard output, and hears of the exceptions of the whole process.
  const client = new Client({ logger: { log() {} } })
  const engine = new DatabricksEngine(client, address, deps)
  const { isByBrowser } = engine
  if (isByBrowser) say?.(`Sign in to ${address.host} in the browser, which opens now.`)
  const open = () => (isByBrowser ? engine.openByBrowser() : engine.open())
  const speak = (): void => say?.(`Waiting for ${address.host}: a SQL warehouse that sleeps takes minutes to start.`)
  return opened(engine, open, speak, signal)
}

class DatabricksEngine implements Engine {
  readonly kind = 'databricks'
  readonly #client: DBSQLClient
  readonly #address: DatabricksAddress
  readonly #deps: Required<Omit<DatabricksDeps, 'proxy'>> & Pick<DatabricksDeps, 'proxy'>
  readonly #signIn: SignIn
  #session: Promise<Session> | null = null
  #running = new AbortController()

  constructor(client: DBSQLClient, address: DatabricksAddress, deps: DatabricksDeps) {
    this.#client = client
    this.#address = address
    this.#signIn = new SignIn(address)
    const { wait = waitFor, random = Math.random, signInMs: limit = signInMs, proxy } = deps
    this.#deps = { wait, random, signInMs: limit, ...(proxy && { proxy }) }
  }

  /** Whether a person signs in by the browser. */
  get isByBrowser(): boolean {
    return this.#signIn.isByBrowser
  }

  /** As `open`, while a person signs in by the browser. Throws KnownError `destination_refused` too, when nobody does. */
  async openByBrowser(): Promise<void> {
    const callback = hearCallbackServer()
    let isOver = false
    const limit = setTimeout(() => {
      isOver = true
      this.cancel()
    }, this.#deps.signInMs)
    try {
      await this.open()
    } catch (error) {
      const minutes = Math.round(this.#deps.signInMs / 60_000)
      throw isOver
        ? new KnownError('destination_refused', `Nobody signed in to ${this.#address.host} within ${minutes} minutes.`)
        : error
    } finally {
      clearTimeout(limit)
      callback.end()
    }
  }

  async open(): Promise<void> {
    const { host, port, httpPath } = this.#address
    const { proxy } = this.#deps
    let isConnected = false
    await this.#repeating(openingDelays, async (signal) => {
      // Once: the driver would send what it has by the connection before, without what signs in.
      if (!isConnected) {
        const connecting = this.#client.connect({
          host,
          port,
          path: httpPath,
          ...this.#signIn.options(),
          ...(proxy && { proxy: { protocol: 'http' as const, ...proxy } }),
          telemetryEnabled: false,
          userAgentEntry: 'yts-explorer',
          socketTimeout,
          // What is sent again is decided here, for all calls alike.
          retryMaxAttempts: 1,
        })
        await orCancelled(connecting, signal)
        isConnected = true
      }
      await this.#sessionFor(signal)
    })
  }

  async rows(sql: string): Promise<EngineRow[]> {
    return this.#repeating(statementDelays, async (signal) => {
      const operation = await this.#execute(sql, signal)
      const rows = await orCancelled(finish(operation), signal, { cancel: () => endLate(operation) })
      return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])))
    })
  }

  async run(sql: string): Promise<{ affected: number }> {
    const [row] = await this.rows(sql)
    return { affected: Number(row?.num_affected_rows ?? 0) }
  }

  async put(localFile: string, remotePath: string): Promise<void> {
    const target = literal(`${this.#address.stage}/${remotePath}`)
    await this.#stage(`PUT ${literal(localFile)} INTO ${target} OVERWRITE`, dirname(localFile))
  }

  async remove(remotePath: string): Promise<void> {
    await this.#stage(`REMOVE ${literal(`${this.#address.stage}/${remotePath}`)}`, [])
  }

  cancel(): void {
    this.#running.abort()
    this.#running = new AbortController()
  }

  async close(): Promise<void> {
    try {
      const session = await this.#session
      await session?.close()
    } catch {
      // The warehouse ends it by itself.
    }
    this.#session = null
    await this.#client.close()
  }

  /** Sends a statement by which the driver moves a file; `allowed`: folders of this machine that it may read. */
  async #stage(sql: string, allowed: string | string[]): Promise<void> {
    await this.#repeating(statementDelays, async (signal) => {
      const operation = await this.#execute(sql, signal, allowed)
      await operation.close()
    })
  }

  async #execute(sql: string, signal: AbortSignal, allowed?: string | string[]): Promise<Operation> {
    const session = await this.#sessionFor(signal)
    const sending = session.executeStatement(sql, {
      // Answers are a few rows: nothing to fetch from elsewhere, nor to unpack.
      useCloudFetch: false,
      useLZ4Compression: false,
      ...(allowed === undefined ? {} : { stagingAllowedLocalPath: allowed }),
    })
    return orCancelled(sending, signal, { late: endLate })
  }

  /** The session; uploads that go on beside statements have the same one. */
  #sessionFor(signal: AbortSignal): Promise<Session> {
    if (this.#session) return this.#session
    const opening = this.#openSession(signal)
    this.#session = opening
    opening.catch(() => {
      if (this.#session === opening) this.#session = null
    })
    return opening
  }

  async #openSession(signal: AbortSignal): Promise<Session> {
    const late = (session: Session): void => void session.close().catch(() => {})
    const session = await orCancelled(this.#client.openSession(), signal, { late })
    for (const sql of settings) await orCancelled(session.executeStatement(sql).then(finish), signal)
    return session
  }

  async #repeating<T>(delays: readonly number[], work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this.#running
    return repeating(() => work(signal), {
      delays,
      failureOf: (thrown): DriverFailure => failureOf(thrown, this.#address.host, this.#signIn.secrets()),
      wait: (ms) => this.#deps.wait(ms, signal),
      random: this.#deps.random,
      onRepeat: ({ isLostSession }) => {
        if (isLostSession) this.#session = null
      },
    })
  }
}

/**
 * Waits for an operation and has its rows. Not by `fetchAll` alone: where no columns are to come, that waits for nothing and sees no
 * error, or asks for more without an end.
 */
async function finish(operation: Operation): Promise<Record<string, unknown>[]> {
  await operation.finished()
  const schema = await operation.getSchema()
  const hasColumns = schema !== null && schema.columns.length > 0
  const rows = hasColumns ? ((await operation.fetchAll()) as Record<string, unknown>[]) : []
  await operation.close()
  return rows
}

/** A value as the engine gives it: long numbers are bigints there. */
function plain(value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'number' ? value : String(value)
}
