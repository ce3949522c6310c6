import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isEmptyFilter } from '../../shared/filter/filter.ts'
import type { MenuCommand } from '../../shared/ipc/events.ts'
import { call } from '../api.ts'
import { startComparing, stopComparing, swapSides } from '../compare/use-comparison.ts'
import { forgetToasts, toast } from '../components/toast/toast.tsx'
import { useFilterStore } from '../filter/store.ts'
import { openDataFolder } from '../state/actions/data-folder.ts'
import { currentExporter } from '../state/actions/exporter.ts'
import { askReport, useReportStore } from '../state/actions/report-offer.ts'
import { chooseTheme, themeOf } from '../state/actions/theme.ts'
import { verifyWarehouse } from '../state/actions/verify.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { goBack } from '../state/back.ts'
import { onCommand, runCommand } from '../state/events.ts'
import { go, pageOf } from '../state/route.ts'
import { setShell, useShellStore } from '../state/shell-store.ts'
import { flushUi, replaceUi } from '../state/ui-state.ts'
import { aboutSync, cancelSync, pauseOrResume, startFull, startSync } from '../sync/actions.ts'
import { endOf } from '../sync/sync-view.ts'

/** What each command does that is not a page; pages and the search field listen for their own. */
const actions: Partial<Record<MenuCommand, () => void>> = {
  'sync.start': () => void startSync(),
  'sync.full': () => void startFull(),
  'sync.pauseOrResume': () => void pauseOrResume(),
  'sync.cancel': () => void cancelSync(),
  'history.back': goBack,
  'history.forward': () => history.forward(),
  'sync.dryRun': () => void startSync({ dryRun: true }),
  'sync.dryRunFull': () => void startFull({ dryRun: true }),
  'data.verify': () => void verifyWarehouse(true),
  'data.openFolder': openDataFolder,
  'page.export': exportPage,
  'page.report': reportPage,
  'compare.start': () => compare(),
  'compare.swap': () => whileComparing(swapSides),
  'compare.stop': () => whileComparing(stopComparing),
  'films.grid': () => showFilmsAs('grid'),
  'films.wall': () => showFilmsAs('wall'),
  'filter.clear': clearFilters,
  'filter.undo': () => walk('undo'),
  'filter.redo': () => walk('redo'),
  'palette.open': () => setShell({ paletteOpen: true }),
  'help.shortcuts': () => setShell({ shortcutsOpen: true }),
  'help.about': () => setShell({ aboutOpen: true }),
}

/** Drops every clause of the filter, or says that there is none: the palette offers it all the same. */
function clearFilters(): void {
  const { filter, clear } = useFilterStore.getState()
  if (isEmptyFilter(filter)) toast('No filter is active')
  else clear()
}

/** Compares the films of the filter with the rest, on a page that shows both. */
function compare(): void {
  if (useFilterStore.getState().comparison === null) startComparing()
  const page = pageOf(window.location.hash.slice(1))
  if (page !== 'overview' && page !== 'explore') go('/explore')
}

/** Does something with two sides, or says that there are none: the menu offers it all the same. */
function whileComparing(act: () => void): void {
  if (useFilterStore.getState().comparison === null) toast('Nothing is compared')
  else act()
}

function showFilmsAs(form: 'grid' | 'wall'): void {
  replaceUi('movies.wall', form === 'wall')
  go('/movies')
}

/** One step back or forward, of the filter or of what *Explore* asks; the latter is said where it is out of sight. */
function walk(way: 'undo' | 'redo'): void {
  const before = useFilterStore.getState().question
  useFilterStore.getState()[way]()
  if (useFilterStore.getState().question === before || pageOf(window.location.hash.slice(1)) === 'explore') return
  toast(way === 'undo' ? 'The last change of Explore was undone' : 'The change of Explore was made again')
}

/** Saves what the page shows, or says why it cannot: the menu offers it all the same. */
function exportPage(): void {
  const { reason, save } = currentExporter()
  if (reason === null) void save()
  else toast('Nothing was exported', 'info', { description: `Because ${reason}.` })
}

/** Asks how a report of the page is to be made, or says that there is nothing for one: the menu offers it all the same. */
function reportPage(): void {
  if (useReportStore.getState().offered.length > 0) askReport(true)
  else toast('No report was made', 'info', { description: 'Because this page has nothing for one.' })
}

/** Answers the commands of the menu and the palette, and hears the shortcuts the menu leaves to the page. */
export function useShellCommands(): void {
  const queries = useQueryClient()
  useEffect(
    () =>
      onCommand((command) => {
        actions[command]?.()
        const theme = themeOf(command)
        if (theme) void chooseTheme(queries, theme)
      }),
    [queries],
  )
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = pageShortcut(event)
      if (!command) return
      event.preventDefault()
      runCommand(command)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

/**
 * Says how a load ended when the cockpit, which says it too, is closed. What was said is taken back when the cockpit opens, the next
 * load begins, or another catalogue is shown.
 */
export function useFinishToast(): void {
  useEffect(
    () =>
      useShellStore.subscribe((state, previous) => {
        if (state.cockpitOpen && !previous.cockpitOpen) forgetToasts(aboutSync)
      }),
    [],
  )
  useEffect(
    () =>
      useAppStore.subscribe((state, previous) => {
        const begun = isSyncing(state.progress) && !isSyncing(previous.progress)
        if (begun || state.workspace !== previous.workspace) forgetToasts(aboutSync)
        const { summary } = state
        if (!summary || summary === previous.summary || useShellStore.getState().cockpitOpen) return
        const action = { label: 'Details', onSelect: () => setShell({ cockpitOpen: true }) }
        const end = endOf(summary)
        const told = { about: aboutSync, action, ...(end.text ? { description: end.text } : {}) }
        toast(end.title, end.good ? 'success' : 'error', told)
      }),
    [],
  )
}

const steps: Readonly<Record<string, MenuCommand>> = { ArrowLeft: 'history.back', ArrowRight: 'history.forward' }

/** The command behind a key press, for those with `heardBy: 'page'`: a text field in focus keeps undo, redo and moves by words. */
function pageShortcut(event: KeyboardEvent): MenuCommand | null {
  if (event.defaultPrevented || isTextField(event.target)) return null
  if (event.altKey) return event.ctrlKey || event.metaKey || event.shiftKey ? null : (steps[event.key] ?? null)
  if (!(event.ctrlKey || event.metaKey)) return null
  // Settings has an undo of its own, and the filter is out of sight there.
  if (pageOf(window.location.hash.slice(1)) === 'settings') return null
  const key = event.key.toLowerCase()
  if (key === 'z') return event.shiftKey ? 'filter.redo' : 'filter.undo'
  if (key === 'y' && !event.shiftKey) return 'filter.redo'
  return null
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  // The raw editor lives in a shadow root: its host stands for it.
  return target.isContentEditable || target.closest('input, textarea, .raw-editor') !== null
}

/** Tells main what to do about the load that keeps the app from quitting. */
export async function decideQuit(decision: 'finish' | 'pause' | 'stay'): Promise<void> {
  useAppStore.setState({ quitRequested: false })
  flushUi()
  await call('app.quit', { decision })
}

/**
 * The question about quitting, for as long as it is not answered; null when there is none. A load that ends meanwhile does not take it away
 * from under the hand: it only asks differently.
 */
export function useQuitQuestion(): 'syncing' | 'ended' | null {
  return useAppStore(({ quitRequested, progress }) => {
    if (!quitRequested) return null
    return isSyncing(progress) ? 'syncing' : 'ended'
  })
}
