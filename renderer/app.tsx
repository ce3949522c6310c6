import { CSPProvider } from '@base-ui/react/csp-provider'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Router } from 'wouter'
import { navigate, useHashLocation } from 'wouter/use-hash-location'
import { useCutText } from './components/cut-text.ts'
import { Toasts } from './components/toast/toast.tsx'
import { TooltipProvider } from './components/tooltip.tsx'
import { useFilterNotice } from './filter/notice.ts'
import { pages } from './pages.ts'
import { ShellDialogs } from './shell/dialogs.tsx'
import { Outlet } from './shell/outlet.tsx'
import { Rail } from './shell/rail.tsx'
import { Palette } from './shell/search/palette.tsx'
import { useFinishToast, useShellCommands } from './shell/shell-commands.ts'
import { StatusBar } from './shell/status-bar.tsx'
import { TopBar } from './shell/top-bar.tsx'
import { onCommand, onGoto } from './state/events.ts'
import { isKnownRoute } from './state/route.ts'
import { rememberUi } from './state/ui-state.ts'
import { Cockpit } from './sync/cockpit.tsx'
import { SyncAnnouncer } from './sync/sync-announcer.tsx'
import { useGivenLinks } from './views/given-views.ts'
import { followHistory, tagEntry } from './views/open-view.ts'

/** The window: rail, top bar, the page, status bar, and what floats above them. */
export function App({ queryClient, startAt }: { queryClient: QueryClient; startAt: string }) {
  return (
    // The content policy forbids style elements, so Base UI must not make any; ours stand in the style sheets.
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <TooltipProvider delay={500}>
          <Router hook={useHashLocation}>
            <Shell startAt={startAt} />
          </Router>
          <Toasts />
        </TooltipProvider>
      </QueryClientProvider>
    </CSPProvider>
  )
}

function Shell({ startAt }: { startAt: string }) {
  const [path] = useHashLocation()
  useRouteMemory(path, startAt)
  useViewHistory(path)
  useGivenLinks()
  useShellCommands()
  useFinishToast()
  useFilterNotice()
  useCutText()
  return (
    <div className="shell">
      <button type="button" className="skip-link" onClick={skipToContent}>
        Skip to content
      </button>
      <Rail path={path} />
      <div className="shell-main">
        <TopBar />
        <div className="shell-stage">
          <main id="content" className="shell-content" tabIndex={-1}>
            <Outlet path={path} />
          </main>
          <Cockpit />
        </div>
      </div>
      <StatusBar />
      <SyncAnnouncer />
      <Palette />
      <ShellDialogs />
    </div>
  )
}

/** The hash is the route, so an anchor would leave the page: a button moves the focus. */
function skipToContent(): void {
  document.getElementById('content')?.focus()
}

/** *Back* and *Forward* lead over views as over pages. */
function useViewHistory(path: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new entry is another path
  useEffect(tagEntry, [path])
  useEffect(followHistory, [])
}

/** Follows the menu's *Go* commands, keeps the route over restarts, and leads from a route that is none to the start. */
function useRouteMemory(path: string, startAt: string): void {
  const known = pages.map((page) => page.id)
  const isKnown = isKnownRoute(path, known)
  useEffect(() => {
    if (isKnown) rememberUi('route', path)
    else if (startAt !== '/') navigate(startAt, { replace: true })
  }, [path, isKnown, startAt])
  useEffect(
    () =>
      onCommand((command) => {
        const page = pages.find((candidate) => candidate.command === command)
        if (page) navigate(`/${page.id}`)
      }),
    [],
  )
  useEffect(
    () =>
      onGoto((route) => {
        if (
          isKnownRoute(
            route,
            pages.map((page) => page.id),
          )
        )
          navigate(route)
      }),
    [],
  )
}
