import type { ChannelInput, ChannelOutput } from '../shared/contract/index.ts'
import type { Bridge } from '../shared/ipc/bridge.ts'
import type { RendererChannel } from '../shared/ipc/channels.ts'
import type { AppError, ErrorKind } from '../shared/ipc/result.ts'

declare global {
  interface Window {
    readonly yts?: Bridge
  }
}

/** A failure that came back over the contract: branch on `kind`, show `message`. */
export class ApiError extends Error {
  readonly kind: ErrorKind
  readonly detail: AppError['detail']

  constructor(error: AppError) {
    super(error.message)
    this.name = 'ApiError'
    this.kind = error.kind
    this.detail = error.detail
  }
}

/** Any thrown value as the contract's failure, so that a view always has a sentence to show. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown
  return new ApiError({ kind: 'internal', message: 'Something went wrong inside the app. The log has the details.' })
}

/** The preload's bridge. */
export function bridge(): Bridge {
  const found = window.yts
  if (!found)
    throw new ApiError({
      kind: 'unavailable',
      message: 'The app window is not connected to its core. Restart the app.',
    })
  return found
}

/** Channels that take no input may be called with their name alone. */
type CallArguments<C extends RendererChannel> =
  undefined extends ChannelInput<C> ? [channel: C, input?: ChannelInput<C>] : [channel: C, input: ChannelInput<C>]

/** Calls one channel of the contract. Resolves to its value; rejects with an `ApiError`. */
export async function call<C extends RendererChannel>(
  ...[channel, input]: CallArguments<C>
): Promise<ChannelOutput<C>> {
  // The bridge is typed channel by channel; TypeScript cannot see that `channel` and `input` belong together inside a generic.
  const invoke = bridge().invoke[channel] as (
    value: ChannelInput<C> | undefined,
  ) => Promise<{ ok: true; value: ChannelOutput<C> } | { ok: false; error: AppError }>
  const result = await invoke(input)
  if (!result.ok) throw new ApiError(result.error)
  return result.value
}
