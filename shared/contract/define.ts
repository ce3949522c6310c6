import type { z } from 'zod'

/** Which process answers a channel. `main` forwards the other two unchanged. */
export type ChannelOwner = 'main' | 'loader' | 'reader'
/** Who may call a channel: the renderer through IPC, or only main and the CLI. */
type ChannelAudience = 'renderer' | 'internal'

export interface ChannelDefinition {
  owner: ChannelOwner
  audience: ChannelAudience
  input: z.ZodType
  output: z.ZodType
  /** Milliseconds after which main gives up on the owner; absent = 30 s, 0 = never. */
  timeoutMs?: number
}

/** Types one row of the contract table, keeping its literal owner and its schemas' types. */
export function channel<const D extends ChannelDefinition>(definition: D): D {
  return definition
}
