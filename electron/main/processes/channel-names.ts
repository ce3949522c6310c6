import type { ChannelOwner } from '../../../shared/contract/define.ts'
import { type ChannelName, contract } from '../../../shared/contract/index.ts'

/** Names of the channels a process answers. */
export function channelsOwnedBy(owner: ChannelOwner): ReadonlySet<string> {
  const names = Object.keys(contract) as ChannelName[]
  return new Set(names.filter((name) => contract[name].owner === owner))
}
