import { navigate } from 'wouter/use-hash-location'
import type { Comparison } from '../../shared/compare/comparison.ts'
import { filterKey } from '../../shared/filter/filter.ts'
import { readViewState } from '../../shared/views/read-view.ts'
import { skippedText } from '../../shared/views/skipped.ts'
import { type ViewState, viewPages } from '../../shared/views/view-state.ts'
import { toast } from '../components/toast/toast.tsx'
import { useFilterStore } from '../filter/store.ts'
import { emptyQuestion, type Question, readQuestion } from '../state/question.ts'
import { pageOf } from '../state/route.ts'
import { replaceUi, restoredUi } from '../state/ui-state.ts'
import { arrangementKey, keptOf, keptState, keysOfPage, type ViewPage } from './view-parts.ts'
import {
  baseOf,
  isUnsaved,
  keepDraft,
  type OpenedView,
  replaceOpened,
  type Snapshot,
  setOpened,
  takeDraft,
  useViewStore,
  type ViewList,
  viewPageOf,
} from './view-store.ts'

/**
 * Between two openings of a view lies a stretch of the history: *Back* over its edge brings back what was shown before, and *Forward*
 * what was shown after. Entries say in their state which stretch they are of.
 */
const stretchName = 'viewStretch'
const left = new Map<number, Snapshot>()
let stretch = 0
let stretches = 0

const currentRoute = (): string => window.location.hash.replace(/^#/, '')

function takeSnapshot(): Snapshot {
  return {
    route: currentRoute(),
    filter: useFilterStore.getState().filter,
    comparison: useFilterStore.getState().comparison,
    kept: Object.fromEntries(
      viewPages.flatMap((page) => keysOfPage[page]).map((key) => [key, restoredUi(key) ?? null]),
    ),
    opened: useViewStore.getState().opened,
  }
}

function showSnapshot({ filter, comparison, kept, opened }: Snapshot): void {
  useFilterStore.getState().show(filter, readQuestion(kept.explore) ?? emptyQuestion, comparison)
  for (const page of viewPages) for (const key of keysOfPage[page]) replaceUi(key, kept[key] ?? null)
  replaceOpened(opened)
}

/** What a state has *Explore* ask; undefined where it says nothing of it. */
function questionOf(state: ViewState): Question | undefined {
  return state.page === 'explore' ? (readQuestion(state.explore) ?? emptyQuestion) : undefined
}

/** What a state compares its films with; null where it says nothing of it. */
function comparisonOf(state: ViewState): Comparison | null {
  return state.page === 'movies' ? null : (state.comparison ?? null)
}

/** Has a page arranged as a state says. */
function replaceKept(state: ViewState): void {
  for (const [key, value] of Object.entries(keptOf(state))) replaceUi(key, value)
}

function showState(state: ViewState): void {
  useFilterStore.getState().show(state.filter, questionOf(state), comparisonOf(state))
  replaceKept(state)
}

/** Goes somewhere else with everything a view holds, as one step of the history. */
function enter(route: string, show: () => void): void {
  left.set(stretch, takeSnapshot())
  stretches += 1
  stretch = stretches
  show()
  navigate(route, { state: { [stretchName]: stretch } })
}

/** Whether opening a state would drop something that no view holds. */
function losesSomething(next: ViewState, route = currentRoute()): boolean {
  const { filter } = useFilterStore.getState()
  const inSight = viewPageOf(pageOf(route)) ?? useViewStore.getState().shown?.state.page ?? next.page
  const here = pageNow(inSight)
  const filterGoes = filterKey(filter) !== filterKey(next.filter)
  if (filterGoes && isUnsaved(here.state, here.base, { filter: true, arrangement: false })) return true
  const replaced = pageNow(next.page)
  const arrangementGoes = arrangementKey(replaced.state) !== arrangementKey(next)
  return arrangementGoes && isUnsaved(replaced.state, replaced.base, { filter: false, arrangement: true })
}

/** What a page shows, or would show, and the view it was opened as. */
function pageNow(page: ViewPage): { state: ViewState; base: OpenedView | null } {
  const store = useViewStore.getState()
  const { filter } = useFilterStore.getState()
  if (store.shown?.state.page === page) return { ...store.shown, state: { ...store.shown.state, filter } }
  const { comparison } = useFilterStore.getState()
  const state = keptState(page, filter)
  return {
    state: state.page !== 'movies' && comparison ? { ...state, comparison } : state,
    base: baseOf(page, store),
  }
}

/**
 * Shows a view. What was not saved before is kept as a draft, and the way back to it offered; nothing is asked and nothing is
 * overwritten.
 *
 * @param skipped what is not shown of it, each as a part of a sentence; it is told
 * @param isTold it is said that it was opened, whatever else there is to say: it came from outside
 */
export function openView(view: OpenedView, skipped: readonly string[] = [], isTold = false): void {
  const { state } = view
  const keeps = losesSomething(state)
  if (keeps) keepDraft(takeSnapshot())
  enter(`/${state.page}`, () => {
    showState(state)
    setOpened(state.page, view)
  })
  if (isTold || keeps || skipped.length > 0) tellOpened(view.name, skipped, keeps)
}

/** @param keeps there is a draft to lead back to */
function tellOpened(name: string, skipped: readonly string[], keeps = false): void {
  const parts = skipped.length > 0 ? [`${skippedText(skipped)}.`] : []
  const description = [...parts, ...(keeps ? ['What was not saved is kept as a draft.'] : [])].join(' ')
  toast(`Opened ${name}`, 'info', {
    about: 'view opened',
    ...(description ? { description } : {}),
    ...(keeps ? { action: { label: 'Back to draft', onSelect: backToDraft } } : {}),
  })
}

/** Shows a saved view, and tells what is skipped of it: saving it again would drop that for good. */
export function openSaved({ id, name, state, skipped }: ViewList['views'][number]): void {
  openView({ id, name, state }, skipped)
}

/** Shows the latest of the unsaved states again. What is unsaved now becomes a draft in its place. */
export function backToDraft(): void {
  const draft = takeDraft()
  if (!draft) return
  const { shown } = useViewStore.getState()
  const now = shown && pageNow(shown.state.page)
  if (now && isUnsaved(now.state, now.base)) keepDraft(takeSnapshot())
  enter(draft.route, () => showSnapshot(draft))
}

/** Shows a view again as it was saved, as a step that *Back* takes back. */
export function revert(page: ViewPage): void {
  const base = baseOf(page, useViewStore.getState())
  if (!base) return
  enter(`/${page}`, () => showState(base.state))
}

/** Says of the entry in sight which stretch it is of; called for each that is new. */
export function tagEntry(): void {
  const state: unknown = window.history.state
  if (stretchIn(state) !== null) return
  window.history.replaceState({ ...(typeof state === 'object' ? state : {}), [stretchName]: stretch }, '')
}

function stretchIn(state: unknown): number | null {
  const named = typeof state === 'object' && state !== null ? (state as Record<string, unknown>)[stretchName] : null
  return typeof named === 'number' ? named : null
}

/** Follows *Back* and *Forward* over views. Returns the way to stop. */
export function followHistory(): () => void {
  const onPop = ({ state }: PopStateEvent) => {
    const next = stretchIn(state)
    if (next === null || next === stretch) return
    left.set(stretch, takeSnapshot())
    stretch = next
    const there = left.get(next)
    if (there) showSnapshot(there)
  }
  window.addEventListener('popstate', onPop)
  return () => window.removeEventListener('popstate', onPop)
}

/**
 * Shows the view that the app starts with, before anything is drawn. What was left unsaved at the end of the last session becomes a
 * draft.
 *
 * @param keptRoute the route of the last session
 * @returns the route to open; null when there is no such view, or it cannot be read
 */
export function openAtStart(
  given: { id: string; name: string; state: unknown } | null,
  keptRoute: unknown,
): string | null {
  const read = given && readViewState(given.state)
  if (!read) return null
  const { state, skipped } = read
  const route = typeof keptRoute === 'string' && keptRoute.length <= 500 ? keptRoute : '/overview'
  if (losesSomething(state, route)) keepDraft({ ...takeSnapshot(), route })
  useFilterStore.getState().restart(state.filter, questionOf(state), comparisonOf(state))
  replaceKept(state)
  setOpened(state.page, { id: given.id, name: given.name, state })
  if (skipped.length > 0) tellOpened(given.name, skipped)
  return `/${state.page}`
}
