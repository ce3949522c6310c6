import { call } from '../../api.ts'
import { reduceEvent, useAppStore, type Workspace } from '../app-store.ts'
import { provideUiState } from '../ui-state.ts'

let entering: { workspace: Workspace; done: Promise<void> } | null = null

/**
 * Shows another catalogue, which main has opened. What was kept of it is there before any view asks, so that its filter and its looks
 * are its own: those of the catalogue before it mean nothing in it, and must not be kept as its own.
 */
export function enterWorkspace(workspace: Workspace): Promise<void> {
  if (entering?.workspace === workspace) return entering.done
  if (entering === null && useAppStore.getState().workspace === workspace) return Promise.resolve()
  const done = enter(workspace).finally(() => {
    if (entering?.done === done) entering = null
  })
  entering = { workspace, done }
  return done
}

async function enter(workspace: Workspace): Promise<void> {
  try {
    const ui = await call('ui.get')
    // Changed once more meanwhile: the last one counts.
    if (ui.workspace !== workspace) return
    provideUiState(ui.state)
  } catch {
    provideUiState({})
  }
  useAppStore.setState((state) => reduceEvent(state, { type: 'workspace', workspace }))
}
