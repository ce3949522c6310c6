import { KnownError } from '../../../shared/ipc/result.ts'
import { slowLimitMs } from '../../config/slow-limit.ts'
import { reportSlowStatements } from '../../warehouse/file/slow-statements.ts'
import { describeThrown, type PortLike, type RpcMessage } from './rpc.ts'

/** Main's end of the line, seen from inside a utility process. */
export function parentPortLike(): PortLike {
  const { parentPort } = process
  return {
    postMessage: (message) => parentPort.postMessage(message),
    onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
  }
}

/** Tells main of the statements that take long, from now on. Comes before the first connection is opened. */
export function tellOfSlowStatements(port: PortLike): void {
  reportSlowStatements((statement) => {
    const message: RpcMessage = { type: 'slow', statement }
    port.postMessage(message)
  }, slowLimitMs())
}

/** Sends what would otherwise end the process without a trace to main's log, then ends it: its host starts another. */
export function reportFatalErrors(port: PortLike): void {
  const report = (where: string) => (thrown: unknown) => {
    const entry: RpcMessage = { type: 'log', level: 'error', ...describeThrown(where, thrown) }
    port.postMessage(entry)
    // The message must leave first; the timer is the process's last act.
    setTimeout(() => process.exit(1), 50)
  }
  process.on('uncaughtException', report('uncaught exception'))
  process.on('unhandledRejection', report('unhandled rejection'))
}

/**
 * The data folder that main names as the process's argument.
 *
 * @throws KnownError `bad_input` when there is none
 */
export function dataDirArgument(): string {
  const argument = process.argv.find((value) => value.startsWith('--workspace='))
  if (!argument) throw new KnownError('bad_input', 'The process was started without --workspace.')
  return argument.slice('--workspace='.length)
}
