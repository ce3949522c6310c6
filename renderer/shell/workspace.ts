import { call } from '../api.ts'
import { afterLoad } from '../state/after-load.ts'
import { reduceEvent, useAppStore, type Workspace } from '../state/app-store.ts'

/** Opens the person's own catalogue or the sample one. The filter starts over by itself. */
export async function openWorkspace(workspace: Workspace): Promise<void> {
  const info = await afterLoad(() => call('app.useWorkspace', { workspace }))
  // Main also sends this as an event; whichever comes second changes nothing.
  useAppStore.setState((state) => reduceEvent(state, { type: 'workspace', workspace: info.workspace }))
}
