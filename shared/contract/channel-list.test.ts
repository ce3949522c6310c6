import { expect, it } from 'vitest'
import {
  ledgerChannels,
  type loaderChannels,
  type publisherChannels,
  readerChannels,
  type rendererChannels,
} from '../ipc/channel-names.ts'
import type { RendererChannel } from '../ipc/channels.ts'
import { channelList } from './channel-list.ts'
import type { ChannelDefinition } from './define.ts'
import { type ChannelsOf, contract } from './index.ts'

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
/** Compiles only while the lists name exactly the contract's channels. */
const areComplete: [
  Same<(typeof rendererChannels)[number], RendererChannel>,
  Same<(typeof loaderChannels)[number], ChannelsOf<'loader'>>,
  Same<(typeof readerChannels)[number], ChannelsOf<'reader'>>,
  Same<(typeof publisherChannels)[number], ChannelsOf<'publisher'>>,
] = [true, true, true, true]

it('the lists of names are those of the contract', async () => {
  expect(areComplete).toEqual([true, true, true, true])
  await expect(channelList(contract)).toMatchFileSnapshot('../ipc/channel-names.ts')
})

it('every answer of the reader says what it depends on, but for the two that depend on nothing stored', () => {
  const silent = readerChannels.filter((name) => {
    const { reads }: ChannelDefinition = contract[name]
    return reads === undefined
  })
  expect(silent).toEqual(['movies.explain', 'reader.refresh'])
  // Offenders are rows of quarantine and runs, an inspected film is one of bronze and silver.
  expect(ledgerChannels).toEqual(expect.arrayContaining(['quality.offenders', 'movies.inspect']))
})
