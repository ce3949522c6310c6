import type { z } from 'zod'

/** Which process answers a channel. `main` forwards those of loader and reader unchanged; those of the others only main itself calls. */
export type ChannelOwner = 'main' | 'loader' | 'reader' | 'publisher' | 'exporter'
/** Who may call a channel: the renderer through IPC, or only main and the CLI. */
type ChannelAudience = 'renderer' | 'internal'

/**
 * `gold`: what was published, so a publication changes it. `ledger`: bronze, silver or the ledger too, which any load changes, also
 * one that publishes nothing. `config`: the settings files.
 */
type ChannelReads = 'gold' | 'ledger' | 'config'

export interface ChannelDefinition {
  owner: ChannelOwner
  audience: ChannelAudience
  /** What the answer depends on, so that it is asked again when that has changed; absent = on neither loads nor settings. */
  reads?: ChannelReads
  /** Largest payload in bytes; absent = a million. Larger ones carry files. */
  maxBytes?: number
  input: z.ZodType
  output: z.ZodType
  /** Milliseconds after which main gives up on the owner; absent = 30 s, 0 = never. */
  timeoutMs?: number
}

/** Types one row of the contract table, keeping its literal owner and its schemas' types. */
export function channel<const D extends ChannelDefinition>(definition: D): D {
  return definition
}
