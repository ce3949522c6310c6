import type { z } from 'zod'
import type { ChannelDefinition, ChannelOwner } from '../../../shared/contract/define.ts'
import { type ChannelsOf, contract, type Handlers } from '../../../shared/contract/index.ts'
import { rendererChannels } from '../../../shared/ipc/channel-names.ts'
import type { RendererChannel } from '../../../shared/ipc/channels.ts'
import { fail, ok, type Result, toAppError } from '../../../shared/ipc/result.ts'
import { fitsBudget } from './payload-size.ts'
import { isTrustedSender, type SenderFrame } from './sender.ts'

export interface RouterOptions {
  /** Main's own handlers; a missing one fails the type-check. */
  handlers: Handlers<ChannelsOf<'main'>>
  /** Hands a parsed call to the process that owns the channel. */
  forward: (
    owner: Exclude<ChannelOwner, 'main'>,
    channel: string,
    input: unknown,
    timeoutMs: number,
  ) => Promise<Result<unknown>>
  /** Settles when calls can be answered: the page may ask before everything is open. */
  opened: Promise<unknown>
  /** Whether answers are checked against the contract too: in development and tests. */
  checkOutputs: boolean
  /** Told of what the caller must not see: the thrown error itself. */
  onError: (channel: string, error: unknown) => void
  /** Notified of every call of the page once it is answered. */
  onCall?: (call: { channel: RendererChannel; owner: ChannelOwner; ms: number; result: Result<unknown> }) => void
}

/** Answers one message from the renderer; never throws. */
export type Route = (
  channel: RendererChannel,
  frame: SenderFrame | null | undefined,
  payload: unknown,
) => Promise<Result<unknown>>

const defaultTimeoutMs = 30_000
const defaultMaxBytes = 1_000_000

/**
 * The way from the renderer to a handler: who sent it, how large it is, whether its schema accepts it, then the handler or
 * the process that owns the channel. Every outcome is an envelope without stack or path.
 */
export function createRouter(options: RouterOptions): Route {
  const known = new Set<string>(rendererChannels)
  return async (channel, frame, payload) => {
    const began = performance.now()
    const result = await answered(channel, frame, payload)
    if (known.has(channel)) {
      options.onCall?.({ channel, owner: contract[channel].owner, ms: performance.now() - began, result })
    }
    return result
  }

  async function answered(...[channel, frame, payload]: Parameters<Route>): Promise<Result<unknown>> {
    if (!isTrustedSender(frame)) return fail('forbidden', 'Only the pages of the app may ask for this.')
    if (!known.has(channel)) return fail('not_found', 'The app does not know that request.')
    const definition: ChannelDefinition = contract[channel]
    if (!fitsBudget(payload, definition.maxBytes ?? defaultMaxBytes)) {
      return fail('bad_input', 'That request is too large.', { channel })
    }
    const parsed = parseInput(definition.input, payload)
    if (!parsed.success) {
      return fail('bad_input', 'That request is not well formed.', { channel, field: parsed.field })
    }
    try {
      await options.opened
      const result = await answer(options, definition, channel, parsed.data)
      if (!result.ok || !options.checkOutputs) return result
      const checked = definition.output.safeParse(result.value)
      if (checked.success) return result
      throw new Error(`the answer breaks the contract: ${checked.error.message}`)
    } catch (error) {
      const known = toAppError(error)
      if (known.kind === 'internal') options.onError(channel, error)
      return { ok: false, error: known }
    }
  }
}

async function answer(
  options: RouterOptions,
  definition: ChannelDefinition,
  channel: RendererChannel,
  input: unknown,
): Promise<Result<unknown>> {
  if (definition.owner !== 'main') {
    return options.forward(definition.owner, channel, input, definition.timeoutMs ?? defaultTimeoutMs)
  }
  const handler = options.handlers[channel as ChannelsOf<'main'>] as (input: unknown) => unknown
  return ok(await handler(input))
}

type Parsed = { success: true; data: unknown } | { success: false; field: string }

function parseInput(schema: z.ZodType, payload: unknown): Parsed {
  try {
    const parsed = schema.safeParse(payload)
    if (parsed.success) return { success: true, data: parsed.data }
    return { success: false, field: (parsed.error.issues[0]?.path ?? []).map(String).join('.').slice(0, 200) }
  } catch {
    // A getter or proxy in the payload; structured clone cannot carry one, a test can.
    return { success: false, field: '' }
  }
}
