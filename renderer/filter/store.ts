import { create } from 'zustand'
import type { FilterSteps } from '../../shared/contract/app.ts'
import { emptyFilter, filterSchema, isEmptyFilter, type MovieFilter } from '../../shared/filter.ts'
import { call } from '../api.ts'
import { useAppStore } from '../state/app-store.ts'
import { rememberUi, restoredUi } from '../state/ui-state.ts'
import { applyChange, type FilterHistory, redo, startHistory, undo } from './history.ts'
import type { FilterChange } from './reducers.ts'

/** Name of the filter in the kept UI state. */
const filterStateKey = 'filter'

export interface FilterStore extends FilterHistory {
  /** Applies a change from `reducers.ts`; steps that share a gesture, one after the other, are undone together. */
  apply: (change: FilterChange, gesture?: string) => void
  /** Drops every clause, as one undoable step. */
  clear: () => void
  undo: () => void
  redo: () => void
  /** Starts over at a filter, with nothing to undo: a restart, or another workspace. */
  restart: (filter?: MovieFilter) => void
}

/** The one filter of the app, with 50 steps of undo. */
export const useFilterStore = create<FilterStore>()((set) => ({
  ...startHistory(),
  apply: (change, gesture) => set((state) => applyChange(state, change, gesture ?? null)),
  clear: () => set((state) => applyChange(state, emptyFilter)),
  undo: () => set((state) => undo(state)),
  redo: () => set((state) => redo(state)),
  restart: (filter) => set(startHistory(filter)),
}))

/** The current filter, for components. */
export function useFilter(): MovieFilter {
  return useFilterStore((state) => state.filter)
}

/** What the menu may offer of a history. */
function stepsOf({ filter, past, future }: FilterHistory): FilterSteps {
  return { undo: past.length > 0, redo: future.length > 0, clear: !isEmptyFilter(filter) }
}

/** What was kept of the open workspace; no filter when nothing was. */
function keptFilter(): MovieFilter {
  const kept = filterSchema.safeParse(restoredUi(filterStateKey))
  return kept.success ? kept.data : emptyFilter()
}

function tellMenu(history: FilterHistory): void {
  // Nothing but the greying of the menu hangs on it.
  call('ui.filterSteps', stepsOf(history)).catch(() => undefined)
}

/**
 * Restores the kept filter, keeps every later one over restarts, and tells the menu what can be undone; another workspace has a filter of its own, because
 * genre and run numbers mean other things in it. Called once, after the kept UI state was provided. Returns the way to stop.
 */
export function connectFilter(): () => void {
  useFilterStore.getState().restart(keptFilter())
  const stopKeeping = useFilterStore.subscribe((state, previous) => {
    if (state.filter !== previous.filter) rememberUi(filterStateKey, state.filter)
  })
  tellMenu(useFilterStore.getState())
  const stopTelling = useFilterStore.subscribe((state, previous) => {
    if (JSON.stringify(stepsOf(state)) !== JSON.stringify(stepsOf(previous))) tellMenu(state)
  })
  const stopWorkspace = useAppStore.subscribe((state, previous) => {
    if (state.workspace !== previous.workspace) useFilterStore.getState().restart(keptFilter())
  })
  return () => {
    stopKeeping()
    stopTelling()
    stopWorkspace()
  }
}
