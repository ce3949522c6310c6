import { auth, connections, HiveClient, HiveUtils, thrift } from './driver.ts'
import { LostConnection } from './spark-errors.ts'

/** Where a Thrift server of Spark is. */
export interface SparkAddress {
  host: string
  port: number
}

/** Rows of a statement as the driver gives them. */
type DriverRow = Record<string, unknown>
type Session = Awaited<ReturnType<HiveClient['openSession']>>
type Operation = Awaited<ReturnType<Session['executeStatement']>>

/** A statement that runs. */
export interface Running {
  /** Its rows; rejects with what the driver throws, and with `LostConnection`. */
  rows: Promise<DriverRow[]>
  /** Has the server end it; nobody waits for that. */
  cancel(): void
}

/** One connection with one session. */
export interface SparkSession {
  /** Whether the connection is gone: nothing can be asked any more. */
  readonly isLost: boolean
  execute(sql: string): Running
  close(): Promise<void>
}

/** The server speaks at least every few seconds while a statement runs: one that is silent for so long is gone. In milliseconds. */
const silence = 300_000
/** What a server that was reached is given to let us in, in milliseconds. */
const greeting = 60_000
/** Between two questions whether a statement is done, in milliseconds: most servers answer late by themselves. */
const [firstPause, longestPause] = [5, 200]
/** Who we say we are: a server without authentication asks for a name all the same, and for a secret that is not empty. */
const nobody = { username: 'yts-explorer', password: 'none' }

/**
 * Connects, and opens a session with these settings. As the server's default has it: SASL with a name and no secret, over plain TCP.
 *
 * @throws what the driver throws, and `LostConnection`
 */
export async function openSparkSession(
  { host, port }: SparkAddress,
  settings: readonly string[],
): Promise<SparkSession> {
  const client = new HiveClient(thrift.TCLIService, thrift.TCLIService_types)
  const utils = new HiveUtils(thrift.TCLIService_types)
  let isLost = false
  // The driver forgets those that wait for an answer when the connection ends.
  let lose = (_: Error): void => {}
  const lost = new Promise<never>((_, reject) => {
    lose = reject
  })
  lost.catch(() => {})
  const onLost = (): void => {
    isLost = true
    lose(new LostConnection())
    client.close()
  }
  for (const event of ['close', 'error', 'timeout']) client.on(event, onLost)
  const orLost = <T>(work: Promise<T>): Promise<T> => {
    // Of those that lose the race, nobody hears.
    work.catch(() => {})
    return Promise.race([work, lost])
  }

  const login = new auth.PlainTcpAuthentication(nobody)
  const noticing = {
    authenticate(transport: Parameters<typeof login.authenticate>[0]) {
      const entering = login.authenticate(transport)
      // Nor does it notice a server that hangs up before it has let us in.
      transport.addListener('close', onLost)
      return entering
    },
  }
  const options = { host, port, options: { timeout: silence } }
  const connecting = client.connect(options, new connections.TcpConnection(), noticing)
  const waiting = setTimeout(onLost, greeting)
  try {
    await orLost(connecting)
  } finally {
    clearTimeout(waiting)
    if (isLost) connecting.then(() => client.close()).catch(() => {})
  }

  async function finish(executing: Promise<Operation>): Promise<DriverRow[]> {
    const operation = await executing
    try {
      let pause = firstPause
      await utils.waitUntilReady(operation, false, async () => {
        if (operation.finished()) return
        await new Promise((resolve) => setTimeout(resolve, pause))
        pause = Math.min(2 * pause, longestPause)
      })
      await utils.fetchAll(operation)
      const rows: unknown = utils.getResult(operation).getValue()
      return Array.isArray(rows) ? (rows as DriverRow[]) : []
    } finally {
      await operation.close().catch(() => {})
    }
  }
  const execute = (session: Session, sql: string): Running => {
    const executing = session.executeStatement(sql, { runAsync: true })
    const cancel = (): void => void executing.then((operation) => operation.cancel()).catch(() => {})
    return { rows: orLost(finish(executing)), cancel }
  }
  const protocol = thrift.TCLIService_types.TProtocolVersion.HIVE_CLI_SERVICE_PROTOCOL_V10 as number
  try {
    const session = await orLost(client.openSession({ client_protocol: protocol }))
    for (const sql of settings) await execute(session, sql).rows
    return {
      get isLost() {
        return isLost
      },
      execute: (sql) => execute(session, sql),
      async close() {
        try {
          await orLost(session.close())
        } catch {
          // The server ends it by itself.
        }
        client.close()
      },
    }
  } catch (error) {
    client.close()
    throw error
  }
}
