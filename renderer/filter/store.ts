import { create } from 'zustand'
import { emptyFilter, filterSchema, type MovieFilter } from '../../shared/filter.ts'
import { applyChange, type FilterHistory, redo, startHistory, undo } from './history.ts'
import type { FilterChange } from './reducers.ts'

/** Name of the filter in the kept UI state. */
export const filterStateKey = 'filter'

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

/** Where the filter is kept over restarts. */
export interface FilterKeeper {
  load: () => Promise<unknown>
  save: (filter: MovieFilter) => Promise<unknown>
}

/**
 * Restores the kept filter (when it still parses, and when nothing was filtered meanwhile) and keeps every later one,
 * `delayMs` after the last change. Returns the way to stop, which keeps what is still waiting.
 */
export async function keepFilter(keeper: FilterKeeper, delayMs = 300): Promise<() => void> {
  const before = useFilterStore.getState().filter
  const kept = filterSchema.safeParse(await keeper.load().catch(() => null))
  if (kept.success && useFilterStore.getState().filter === before) useFilterStore.getState().restart(kept.data)

  let timer: ReturnType<typeof setTimeout> | undefined
  const save = () => {
    timer = undefined
    // A filter that could not be kept is no reason to disturb: the next change tries again.
    keeper.save(useFilterStore.getState().filter).catch(() => undefined)
  }
  const unsubscribe = useFilterStore.subscribe((state, previous) => {
    if (state.filter === previous.filter) return
    clearTimeout(timer)
    timer = setTimeout(save, delayMs)
  })
  return () => {
    unsubscribe()
    if (timer !== undefined) {
      clearTimeout(timer)
      save()
    }
  }
}
