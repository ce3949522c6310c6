import { KnownError } from '../../../shared/ipc/result.ts'
import { type DriverFailure, failureOf } from '../databricks/driver-errors.ts'

/** The connection is gone; what was sent may have been done. */
export class LostConnection extends Error {
  /** As sockets name it, for `failureOf`. */
  readonly code = 'ECONNRESET'
  constructor() {
    super('The connection was closed.')
  }
}

const wrappings = [/^[\w.$]+(?:Exception|Error): /, /^Error running query: /, /^\[([A-Z_.]+)\] (?=[\w.$]+: \s*\[\1\])/]
/** Executors that died with their work, more often than Spark repeats it. */
const lostWork = /ExecutorLostFailure|SparkContext was shut ?down|cancelled because SparkContext/i

/** What Spark says of a statement that failed, without the names of classes before it, and without its stack. */
function innermost(message: string): string {
  let line = message.split('\n\tat ')[0]?.trim() ?? ''
  for (let before = ''; before !== line; ) {
    before = line
    for (const wrapping of wrappings) line = line.replace(wrapping, '').trim()
  }
  return line
}

/**
 * What the driver of Spark threw, as an error with a sentence a person can act on.
 *
 * @param address of the server, for the sentence
 */
export function sparkFailureOf(thrown: unknown, address: string): DriverFailure {
  if (thrown instanceof KnownError) return failureOf(thrown, address)
  const about = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as Record<string, unknown>
  const response = (typeof about.response === 'object' && about.response !== null ? about.response : {}) as Record<
    string,
    unknown
  >
  const said = typeof response.errorMessage === 'string' ? response.errorMessage : about.message
  const message = innermost(typeof said === 'string' ? said : '')
  // The driver's own words when a session is asked for on a connection that has gone.
  if (message === 'HiveClient: connection is lost') return failureOf(new LostConnection(), address)
  if (lostWork.test(message)) return failureOf({ message: `TEMPORARILY_UNAVAILABLE: ${message}` }, address)
  return failureOf({ message, code: about.code }, address)
}
