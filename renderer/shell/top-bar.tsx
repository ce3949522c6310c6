import { useMutation } from '@tanstack/react-query'
import { Command as CommandIcon } from 'lucide-react'
import { useHashLocation } from 'wouter/use-hash-location'
import { commands } from '../../shared/commands.ts'
import { Button, IconButton, toastError } from '../components/index.ts'
import { AsOfMenu } from '../filter/as-of-menu.tsx'
import { FilterChips } from '../filter/chips.tsx'
import { useFilterStore } from '../filter/store.ts'
import { useAppStore } from '../state/app-store.ts'
import { useGold } from '../state/query.ts'
import { pageOf } from '../state/route.ts'
import { setShell } from '../state/shell-store.ts'
import { SyncButton } from '../sync/sync-button.tsx'
import { GlobalSearch } from './search/global-search.tsx'
import { openWorkspace } from './workspace.ts'

/** Sync with its live state, which catalogue is open, the filter, and the search. */
export function TopBar() {
  return (
    <header className="top-bar">
      <SyncButton />
      <WorkspaceLabel />
      <div className="top-chips">
        <FilterChips />
        <OfNow />
      </div>
      <AsOfMenu />
      <GlobalSearch />
      <IconButton
        label="Command palette"
        shortcut={commands['palette.open'].shortcut}
        icon={<CommandIcon aria-hidden />}
        onClick={() => setShell({ paletteOpen: true })}
      />
    </header>
  )
}

/** Pages that show the catalogue of then, where one is chosen. */
const pagesOfThen = new Set(['overview', 'explore', 'movies'])

/** Says of a page beside those that it shows what is there now, whatever run is chosen. */
function OfNow() {
  const isPast = useFilterStore((state) => state.filter.asOf !== null)
  const [path] = useHashLocation()
  if (!isPast || pagesOfThen.has(pageOf(path))) return null
  return <span className="badge warn nowrap">this page shows what is there now</span>
}

/** Says that what is shown is invented, for as long as it is, and how to leave it. */
function WorkspaceLabel() {
  const workspace = useAppStore((state) => state.workspace)
  // A sample server may also stand behind the catalogue's own address, as in the demo.
  const isSample = useGold('warehouse.status', undefined).data?.isSample ?? false
  const leave = useMutation({
    mutationFn: () => openWorkspace('catalogue'),
    onError: (error) => toastError('Your own catalogue could not be opened', error),
  })
  if (workspace === 'catalogue') return isSample ? <span className="badge warn">Sample data</span> : null
  return (
    <span className="workspace-label">
      <span className="badge warn">Sample data</span>
      <Button small variant="quiet" onClick={() => leave.mutate()} disabled={leave.isPending}>
        Leave
      </Button>
    </span>
  )
}
