import type { ChannelInput, ChannelOutput } from '../contract/index.ts'
import type { RendererChannel } from './channels.ts'
import type { AppEvent } from './events.ts'
import type { Result } from './result.ts'

/** What the preload script puts on `window.yts`: one function a channel, and one subscription. Frozen. */
export interface Bridge {
  readonly invoke: {
    readonly [C in RendererChannel]: (input: ChannelInput<C>) => Promise<Result<ChannelOutput<C>>>
  }
  /** Subscribes to events; returns the way to stop. */
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void
}
