import type { QueryClient } from '@tanstack/react-query'
import { navigate } from 'wouter/use-hash-location'
import type { ChannelOutput } from '../shared/contract/index.ts'
import { ledgerChannels } from '../shared/ipc/channel-names.ts'
import { call } from './api.ts'
import { connectFilter, useFilterStore } from './filter/store.ts'
import { pageById, pages } from './pages.ts'
import { guardClicks } from './shell/click-guard.ts'
import { loadPage } from './shell/page-code.ts'
import { useAppStore } from './state/app-store.ts'
import { connectEvents } from './state/events.ts'
import { askGold, channelPlace, createQueryClient } from './state/query.ts'
import { pageOf, startRoute } from './state/route.ts'
import { flushUi, provideUiState } from './state/ui-state.ts'
import { openAtStart } from './views/open-view.ts'
import { connectViews } from './views/view-store.ts'

/**
 * What must be known before the first frame: the kept state (so that nothing jumps) and the open workspace. Everything else is
 * asked for by the views. A core that does not answer leaves the defaults; the views then show their errors.
 */
export async function boot(): Promise<{ queryClient: QueryClient; route: string }> {
  const queryClient = createQueryClient()
  let kept: unknown
  let startView: ChannelOutput<'ui.get'>['startView'] = null
  try {
    connectEvents()
    // Only what main knows by itself: anything asked of the reader would hold the first frame until that process is up.
    const ui = await call('ui.get')
    provideUiState(ui.state)
    kept = ui.state.route
    startView = ui.startView
    queryClient.setQueryData(['theme'], ui.theme)
    useAppStore.setState({ workspace: ui.workspace })
  } catch {
    // The shell still opens: its views name what cannot be reached.
  }
  window.addEventListener('pagehide', flushUi)
  guardClicks(window)
  connectFilter()
  connectViews()
  followLedger(queryClient)
  const known = pages.map((page) => page.id)
  // A window that reloads stays where it is.
  const isReload = window.location.hash.length > 1
  const started = isReload ? null : openAtStart(startView, kept)
  const route = startRoute(window.location.hash, started ?? kept, known)
  // Before the first frame: once there is something to click on, a click says where to go.
  navigate(route, { replace: true })
  void askEarly(queryClient, route)
  catchUpWithSync()
  return { queryClient, route }
}

/** Asks for the first page's code and numbers while the shell is still on its way, so that none waits for another. */
async function askEarly(queryClient: QueryClient, route: string): Promise<void> {
  const page = pageById(pageOf(route))
  const asked: Promise<unknown>[] = [askGold(queryClient, 'warehouse.status', undefined)]
  if (page) asked.push(loadPage(page))
  if (page?.id === 'overview') {
    asked.push(askGold(queryClient, 'overview.query', { filter: useFilterStore.getState().filter }))
  }
  // What fails here is asked again, and told of, by the view that needs it.
  await Promise.allSettled(asked)
}

const ofLedger = new Set<unknown>(ledgerChannels)

function followLedger(queryClient: QueryClient): void {
  useAppStore.subscribe((state, previous) => {
    if (state.ledgerVersion === previous.ledgerVersion) return
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => ofLedger.has(queryKey[channelPlace]) })
  })
}

/** A window that opens or reloads while a load runs has missed its events. */
function catchUpWithSync(): void {
  call('sync.progress')
    .then((progress) => {
      useAppStore.setState((state) => (state.progress.seq > progress.seq ? state : { ...state, progress }))
    })
    .catch(() => undefined)
}
