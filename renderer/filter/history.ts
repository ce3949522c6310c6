import { emptyFilter, type MovieFilter } from '../../shared/filter/filter.ts'
import { type FilterChange, sameFilter } from './reducers.ts'

/** How many steps can be undone. */
export const historyLimit = 50

export interface FilterHistory {
  filter: MovieFilter
  past: readonly MovieFilter[]
  future: readonly MovieFilter[]
  /** The gesture (one brush, one spell of typing) that made the latest step; more of it joins that step. */
  gesture: string | null
}

/** A history that starts at a filter, with nothing to undo. */
export function startHistory(filter: MovieFilter = emptyFilter()): FilterHistory {
  return { filter, past: [], future: [], gesture: null }
}

/**
 * Applies a change as one undoable step. Changes with the same gesture, one after the other, are one step; a change that
 * changes nothing is none.
 */
export function applyChange(
  history: FilterHistory,
  change: FilterChange,
  gesture: string | null = null,
): FilterHistory {
  const filter = change(history.filter)
  if (sameFilter(filter, history.filter)) return history
  const joins = gesture !== null && gesture === history.gesture
  const past = joins ? history.past : [...history.past, history.filter].slice(-historyLimit)
  return { filter, past, future: [], gesture }
}

/** One step back; the same history when there is none. */
export function undo(history: FilterHistory): FilterHistory {
  const previous = history.past.at(-1)
  if (!previous) return history
  return {
    filter: previous,
    past: history.past.slice(0, -1),
    future: [history.filter, ...history.future],
    gesture: null,
  }
}

/** One step forward again; the same history when there is none. */
export function redo(history: FilterHistory): FilterHistory {
  const next = history.future[0]
  if (!next) return history
  return { filter: next, past: [...history.past, history.filter], future: history.future.slice(1), gesture: null }
}
