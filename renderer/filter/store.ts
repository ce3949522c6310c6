import { create } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { type Comparison, comparisonSchema } from '../../shared/compare/comparison.ts'
import type { FilterSteps } from '../../shared/contract/app.ts'
import { isEmptyFilter, type MovieFilter } from '../../shared/filter/filter.ts'
import { call } from '../api.ts'
import { useAppStore } from '../state/app-store.ts'
import { emptyQuestion, keptQuestion, type Question, readQuestion } from '../state/question.ts'
import { onUiReplaced, rememberUi, restoredUi } from '../state/ui-state.ts'
import { applyChange, askNext, compareNext, type FilterHistory, redo, showNext, startHistory, undo } from './history.ts'
import { clearClauses, type FilterChange } from './reducers.ts'
import { nameGenres, readStoredFilter, type StoredFilter } from './stored-filter.ts'

/** Name of the filter in the kept UI state. */
const filterStateKey = 'filter'
/** Where a filter is kept that this program cannot use. */
const setAsideKey = 'filter.setAside'
/** Name of what *Explore* asks in the kept UI state. */
export const questionStateKey = 'explore'

export interface FilterStore extends FilterHistory {
  /** Applies a change from `reducers.ts`; steps that share a gesture, one after the other, are undone together. */
  apply: (change: FilterChange, gesture?: string) => void
  /** Asks something else on *Explore*, as one undoable step. */
  ask: (change: (question: Question) => Question) => void
  /** Compares the films of the filter with others; null = with none. One undoable step. */
  compare: (comparison: Comparison | null) => void
  /** Shows another filter and another comparison, and another question where one is given, as one undoable step. */
  show: (filter: MovieFilter, question?: Question, comparison?: Comparison | null) => void
  /** Drops every clause, as one undoable step. */
  clear: () => void
  undo: () => void
  redo: () => void
  /** Starts over at a filter, with nothing to undo: a restart, or another workspace. What is asked stays, unless another is given. */
  restart: (filter?: MovieFilter, question?: Question, comparison?: Comparison | null) => void
}

/** The one filter of the app and what *Explore* asks, with 100 steps of undo over both. */
export const useFilterStore = create<FilterStore>()((set) => ({
  ...startHistory(),
  apply: (change, gesture) => set((state) => applyChange(state, change, gesture ?? null)),
  ask: (change) => set((state) => askNext(state, change)),
  compare: (comparison) => set((state) => compareNext(state, comparison)),
  show: (filter, question, comparison = null) =>
    set((state) => showNext(state, { filter, question: question ?? state.question, comparison })),
  clear: () => set((state) => applyChange(state, clearClauses)),
  undo: () => set((state) => undo(state)),
  redo: () => set((state) => redo(state)),
  restart: (filter, question, comparison) =>
    set((state) => startHistory(filter, question ?? state.question, comparison ?? null)),
}))

/** Name of what the films of the filter are compared with in the kept UI state. */
const comparisonKey = 'comparison'

/** The current filter, for components. */
export function useFilter(): MovieFilter {
  return useFilterStore((state) => state.filter)
}

/** What the menu may offer of a history. */
function stepsOf({ filter, past, future }: FilterHistory): FilterSteps {
  return { undo: past.length > 0, redo: future.length > 0, clear: !isEmptyFilter(filter) }
}

/** The same, followed; for what offers the commands in the page. */
export function useFilterSteps(): FilterSteps {
  return useFilterStore(useShallow(stepsOf))
}

function tellMenu(history: FilterHistory): void {
  // Nothing but the greying of the menu hangs on it.
  call('ui.filterSteps', stepsOf(history)).catch(() => undefined)
}

/** Something about the filter that was stored and that the person should know; told once, when the window can show it. */
export const useSetAside = create<{ isSetAside: boolean }>()(() => ({ isSetAside: false }))

/** Keeps a filter that cannot be used beside the current one, so that nothing is lost, and has it told. */
function setAside(stored: unknown): void {
  rememberUi(setAsideKey, stored)
  useSetAside.setState({ isSetAside: true })
}

/**
 * Finds the names of genres that a stored filter has by number, as soon as the catalogue can tell them: now, or when a gold is
 * published or the reader is back. A filter that was changed meanwhile stays as the person made it.
 */
function nameStoredGenres(stored: unknown, numbered: NonNullable<StoredFilter['numbered']>): () => void {
  const before = useFilterStore.getState().filter
  let isDone = false
  let isAsking = false
  const attempt = async () => {
    if (isDone || isAsking) return
    isAsking = true
    const members = await call('facets.members').catch(() => null)
    isAsking = false
    // Before the first publication there are no names.
    if (isDone || !members || members.genre.length === 0) return
    stop()
    if (useFilterStore.getState().filter !== before) return
    const named = nameGenres(before, numbered, members)
    if (named) useFilterStore.getState().restart(named)
    else setAside(stored)
  }
  const stopWaiting = useAppStore.subscribe((state, previous) => {
    if (state.goldVersion !== previous.goldVersion || state.readerGeneration !== previous.readerGeneration)
      void attempt()
  })
  const stop = () => {
    isDone = true
    stopWaiting()
  }
  void attempt()
  return stop
}

/** Starts over at what was stored of the open workspace, or without a filter. Returns the way to stop looking for its names. */
function takeStored(): () => void {
  const state = restoredUi(filterStateKey)
  const stored = readStoredFilter(state)
  if (stored?.isSetAside) setAside(state)
  const question = readQuestion(restoredUi(questionStateKey))
  const comparison = comparisonSchema.safeParse(restoredUi(comparisonKey)).data ?? null
  useFilterStore
    .getState()
    .restart(stored && !stored.isSetAside ? stored.filter : undefined, question ?? undefined, comparison)
  return stored?.numbered ? nameStoredGenres(state, stored.numbered) : () => {}
}

/** Keeps a question beside what is shown of its answer, which the page keeps in the same place. */
function keepQuestion(question: Question): void {
  const kept = restoredUi(questionStateKey)
  const view = typeof kept === 'object' && kept !== null && 'view' in kept ? kept.view : 'both'
  rememberUi(questionStateKey, { ...keptQuestion(question), view })
}

/**
 * Restores the stored filter, stores every later one over restarts, and tells the menu what can be undone; another workspace
 * has a filter of its own, because its members and runs are others. Called once, after the stored UI state was provided. Returns
 * the way to stop.
 */
export function connectFilter(): () => void {
  let stopNaming = takeStored()
  const stopKeeping = useFilterStore.subscribe((state, previous) => {
    if (state.filter !== previous.filter) rememberUi(filterStateKey, state.filter)
    if (state.question !== previous.question) keepQuestion(state.question)
    if (state.comparison !== previous.comparison) rememberUi(comparisonKey, state.comparison)
  })
  tellMenu(useFilterStore.getState())
  const stopTelling = useFilterStore.subscribe((state, previous) => {
    if (JSON.stringify(stepsOf(state)) !== JSON.stringify(stepsOf(previous))) tellMenu(state)
  })
  // A saved view brings its own question.
  const stopViews = onUiReplaced((key) => {
    if (key === questionStateKey) useFilterStore.getState().ask(() => readQuestion(restoredUi(key)) ?? emptyQuestion)
  })
  const stopWorkspace = useAppStore.subscribe((state, previous) => {
    if (state.workspace === previous.workspace) return
    stopNaming()
    stopNaming = takeStored()
  })
  return () => {
    stopNaming()
    stopKeeping()
    stopTelling()
    stopWorkspace()
    stopViews()
  }
}
