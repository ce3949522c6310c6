import { useAppStore } from '../state/app-store.ts'
import { SyncButton } from '../sync/sync-button.tsx'

/** Sync with its live state, and which catalogue is open. */
export function TopBar() {
  const workspace = useAppStore((state) => state.workspace)
  return (
    <header className="top-bar">
      <SyncButton />
      {workspace === 'sample' ? <span className="badge warn">Sample data</span> : null}
      <span className="spacer" />
    </header>
  )
}
