import { dirname } from 'node:path'
import type { Engine, EngineRow } from '../engine/engine.ts'
import { literal } from '../engine/spark-names.ts'
import { cancelled, orCancelled, waitFor } from './cancelling.ts'
import type { DBSQLClient } from './driver.ts'
import { type DriverFailure, failureOf } from './driver-errors.ts'
import { openingDelays, repeating, statementDelays } from './repeat.ts'

type Session = Awaited<ReturnType<DBSQLClient['openSession']>>
type Operation = Awaited<ReturnType<Session['executeStatement']>>

/** Where a SQL warehouse is, and what it is asked with. */
export interface DatabricksAddress {
  host: string
  port: number
  httpPath: string
  token: string
  /** Folder of the volume that files are put into, from `/Volumes/` on. */
  stage: string
}

/** Parts that tests replace. */
export interface DatabricksDeps {
  wait?: (ms: number, signal: AbortSignal) => Promise<void>
  random?: () => number
}

/** No statement runs longer than this on the warehouse, in seconds: the lease outlasts any that was sent. */
const statementTimeout = 600
/** What a warehouse that sleeps is given before it is spoken of, in milliseconds. */
const speakAfter = 3_000
const socketTimeout = 300_000

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
  const cancel = (): void => engine.cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  const speaking = setTimeout(
    () => say?.(`Waiting for ${address.host}: a SQL warehouse that sleeps takes minutes to start.`),
    speakAfter,
  )
  try {
    if (signal?.aborted) throw cancelled()
    await engine.open()
    return engine
  } catch (error) {
    await engine.close()
    throw error
  } finally {
    clearTimeout(speaking)
    signal?.removeEventListener('abort', cancel)
  }
}

class DatabricksEngine implements Engine {
  readonly kind = 'databricks'
  readonly #client: DBSQLClient
  readonly #address: DatabricksAddress
  readonly #deps: Required<DatabricksDeps>
  #session: Session | null = null
  #running = new AbortController()

  constructor(client: DBSQLClient, address: DatabricksAddress, deps: DatabricksDeps) {
    this.#client = client
    this.#address = address
    this.#deps = { wait: deps.wait ?? waitFor, random: deps.random ?? Math.random }
  }

  async open(): Promise<void> {
    const { host, port, httpPath, token } = this.#address
    await this.#repeating(openingDelays, async (signal) => {
      const connecting = this.#client.connect({
        host,
        port,
        path: httpPath,
        token,
        telemetryEnabled: false,
        userAgentEntry: 'yts-explorer',
        socketTimeout,
        // What is sent again is decided here, for all calls alike.
        retryMaxAttempts: 1,
      })
      await orCancelled(connecting, signal)
      await this.#openSession(signal)
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
      await this.#session?.close()
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
    const session = this.#session ?? (await this.#openSession(signal))
    const sending = session.executeStatement(sql, {
      // Answers are a few rows: nothing to fetch from elsewhere, nor to unpack.
      useCloudFetch: false,
      useLZ4Compression: false,
      ...(allowed === undefined ? {} : { stagingAllowedLocalPath: allowed }),
    })
    return orCancelled(sending, signal, { late: endLate })
  }

  async #openSession(signal: AbortSignal): Promise<Session> {
    const late = (session: Session): void => void session.close().catch(() => {})
    const session = await orCancelled(this.#client.openSession(), signal, { late })
    for (const sql of settings) await orCancelled(session.executeStatement(sql).then(finish), signal)
    this.#session = session
    return session
  }

  async #repeating<T>(delays: readonly number[], work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this.#running
    return repeating(() => work(signal), {
      delays,
      failureOf: (thrown): DriverFailure => failureOf(thrown, this.#address.host, [this.#address.token]),
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
