import type { AppEvent } from '../../../shared/ipc/events.ts'
import { type Result, toAppError } from '../../../shared/ipc/result.ts'
import type { SlowStatement } from '../../../shared/slow.ts'

/** The little of a message port that both ends need; Electron's ports and the tests' pair of ends are adapted to it. */
export interface PortLike {
  postMessage(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

/** From main to a utility process. */
interface RpcRequest {
  type: 'request'
  id: number
  channel: string
  /** Parsed by main; the utility process trusts it. */
  input: unknown
}

/** From a utility process to main. */
export type RpcMessage =
  | { type: 'ready' }
  | { type: 'reply'; id: number; result: Result<unknown> }
  | { type: 'event'; event: AppEvent }
  /** A statement that took long. */
  | { type: 'slow'; statement: SlowStatement }
  /** A failure worth a line in the log, with its stack: it stays between this process and the log. */
  | { type: 'log'; level: 'warn' | 'error'; message: string; stack: string }

type AnyHandlers = Readonly<Record<string, unknown>>

/**
 * Serves handlers over a port: each request is answered once, failures as values. Only own functions of `handlers` can be
 * called, and only those named in `channels`.
 */
export function serveRpc(port: PortLike, handlers: AnyHandlers, channels: ReadonlySet<string>): void {
  const send = (message: RpcMessage): void => port.postMessage(message)
  port.onMessage((message) => {
    if (!isRequest(message)) return
    void answer(handlers, channels, message, send).then((result) => send({ type: 'reply', id: message.id, result }))
  })
  send({ type: 'ready' })
}

async function answer(
  handlers: AnyHandlers,
  channels: ReadonlySet<string>,
  { channel, input }: RpcRequest,
  send: (message: RpcMessage) => void,
): Promise<Result<unknown>> {
  const handler = channels.has(channel) && Object.hasOwn(handlers, channel) ? handlers[channel] : undefined
  if (typeof handler !== 'function') {
    return { ok: false, error: { kind: 'not_found', message: 'This part of the app does not know that request.' } }
  }
  try {
    return { ok: true, value: await handler.call(handlers, input) }
  } catch (error) {
    const known = toAppError(error)
    if (known.kind === 'internal') send({ type: 'log', level: 'error', ...describeThrown(channel, error) })
    return { ok: false, error: known }
  }
}

/** A thrown value as text for the log. */
export function describeThrown(where: string, thrown: unknown): { message: string; stack: string } {
  return thrown instanceof Error
    ? { message: `${where}: ${thrown.message}`, stack: thrown.stack ?? '' }
    : { message: `${where}: ${String(thrown)}`, stack: '' }
}

function isRequest(message: unknown): message is RpcRequest {
  return (
    typeof message === 'object' &&
    message !== null &&
    (message as RpcRequest).type === 'request' &&
    typeof (message as RpcRequest).id === 'number' &&
    typeof (message as RpcRequest).channel === 'string'
  )
}

/** Whether something a process sent is one of the messages above. */
export function isRpcMessage(message: unknown): message is RpcMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    ['ready', 'reply', 'event', 'slow', 'log'].includes((message as RpcMessage).type)
  )
}
