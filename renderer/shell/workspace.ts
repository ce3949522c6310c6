import { call } from '../api.ts'
import { afterLoad } from '../state/actions/after-load.ts'
import { enterWorkspace } from '../state/actions/enter-workspace.ts'
import type { Workspace } from '../state/app-store.ts'
import { flushUi } from '../state/ui-state.ts'

/** Opens the person's own catalogue or the sample one, each with the filter and the look it was left with. */
export async function openWorkspace(workspace: Workspace): Promise<void> {
  // What still waits to be kept belongs to the catalogue that is left.
  flushUi()
  const info = await afterLoad(() => call('app.useWorkspace', { workspace }))
  // Main also sends this as an event; whichever comes second changes nothing.
  await enterWorkspace(info.workspace)
}
