import type { z } from 'zod'
import { exportChannels } from '../export/channels.ts'
import { reportChannels } from '../report/channels.ts'
import { appChannels } from './app.ts'
import type { ChannelOwner } from './define.ts'
import { destinationChannels } from './destinations.ts'
import { diagnosticsChannels } from './diagnostics.ts'
import { exploreChannels } from './explore.ts'
import { filmChannels } from './film.ts'
import { compareChannels } from './questions/compare.ts'
import { pivotChannels } from './questions/pivot.ts'
import { syncChannels } from './sync.ts'
import { viewChannels } from './views.ts'
import { warehouseChannels } from './warehouse.ts'

/**
 * Every channel of the app: the only description of what crosses a process boundary. Handler types, the router, the
 * preload bridge and the renderer's client all derive from it.
 */
export const contract = {
  ...appChannels,
  ...syncChannels,
  ...compareChannels,
  ...exploreChannels,
  ...exportChannels,
  ...reportChannels,
  ...filmChannels,
  ...pivotChannels,
  ...warehouseChannels,
  ...destinationChannels,
  ...viewChannels,
  ...diagnosticsChannels,
}

export type Contract = typeof contract
export type ChannelName = keyof Contract

/** What a caller passes (before defaults). */
export type ChannelInput<C extends ChannelName> = z.input<Contract[C]['input']>
/** What a handler receives (after parsing). */
export type ParsedInput<C extends ChannelName> = z.output<Contract[C]['input']>
export type ChannelOutput<C extends ChannelName> = z.output<Contract[C]['output']>

export type ChannelsOf<O extends ChannelOwner> = {
  [C in ChannelName]: Contract[C]['owner'] extends infer Owner ? (Owner extends O ? C : never) : never
}[ChannelName]

/** The handlers a process must provide; a missing or mistyped one fails the type-check. */
export type Handlers<C extends ChannelName> = {
  [K in C]: (input: ParsedInput<K>) => ChannelOutput<K> | Promise<ChannelOutput<K>>
}
