import type { DuckWarehouse } from './duck-engine.ts'
import type { OAuthStub } from './oauth-stub.ts'

/** What the stub does with the next statement instead of running it, or beside it. */
export type Fault =
  /** Cuts the connection before the statement is run, or after. */
  | { kind: 'reset'; isDone: boolean }
  /** Answers with a status of HTTP. */
  | { kind: 'http'; status: number }
  /** The statement fails with this message. */
  | { kind: 'error'; message: string }
  /** The session is not known any more. */
  | { kind: 'lost session' }
  /** The statement runs until it is cancelled. */
  | { kind: 'endless' }

/** A stand-in for a Databricks SQL warehouse: the driver's own protocol over TLS, DuckDB behind. Not used by the app. */
export interface DatabricksStub {
  host: string
  port: number
  /** PEM: what a client must trust. */
  certificate: string
  token: string
  catalog: string
  oauth: OAuthStub
  warehouse: DuckWarehouse
  /** Statements that came, in order. */
  statements: string[]
  /** Everything that clients said of themselves: headers without the token. */
  agents: Set<string>
  /** How statements are answered: with their rows, or to be asked for. */
  answers: 'at once' | 'when asked'
  /** Asked with each statement; null lets it run. */
  fault: (sql: string) => Fault | null
  close(): Promise<void>
}

/** What is sent back instead of an answer: nothing at all, or a status of HTTP. */
export class NoAnswer extends Error {
  readonly instead: 'reset' | number
  constructor(instead: 'reset' | number) {
    super('no answer')
    this.instead = instead
  }
}

// biome-ignore lint/suspicious/noExplicitAny: requests are what the driver's generated code makes of bytes
type Call = (request: any) => Promise<unknown>
export type StubOperations = Record<string, Call>
