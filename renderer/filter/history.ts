import type { Comparison } from '../../shared/compare/comparison.ts'
import { emptyFilter, type MovieFilter } from '../../shared/filter/filter.ts'
import { emptyQuestion, type Question, sameQuestion } from '../state/question.ts'
import { type FilterChange, sameFilter } from './reducers.ts'

/** How many steps can be undone. */
export const historyLimit = 100

/** What a step leads from and to: the filter, what *Explore* asks, and what the films of the filter are compared with; null = nothing. */
export interface Moment {
  filter: MovieFilter
  question: Question
  comparison: Comparison | null
}

export interface FilterHistory extends Moment {
  past: readonly Moment[]
  future: readonly Moment[]
  /** The gesture (one brush, one spell of typing) that made the latest step; more of it joins that step. */
  gesture: string | null
}

/** A history that starts at a filter and a question, with nothing to undo. */
export function startHistory(
  filter: MovieFilter = emptyFilter(),
  question: Question = emptyQuestion,
  comparison: Comparison | null = null,
): FilterHistory {
  return { filter, question, comparison, past: [], future: [], gesture: null }
}

function stepTo(history: FilterHistory, next: Moment, gesture: string | null): FilterHistory {
  const joins = gesture !== null && gesture === history.gesture
  const past = joins ? history.past : [...history.past, momentOf(history)].slice(-historyLimit)
  return { ...next, past, future: [], gesture }
}

function momentOf({ filter, question, comparison }: FilterHistory): Moment {
  return { filter, question, comparison }
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
  return stepTo(history, { ...momentOf(history), filter }, gesture)
}

/** Another question as one undoable step among those of the filter; the same question is none. */
export function askNext(history: FilterHistory, change: (question: Question) => Question): FilterHistory {
  const question = change(history.question)
  if (sameQuestion(question, history.question)) return history
  return stepTo(history, { ...momentOf(history), question }, null)
}

/** Another comparison as one undoable step; the same one is none. */
export function compareNext(history: FilterHistory, comparison: Comparison | null): FilterHistory {
  if (sameComparison(comparison, history.comparison)) return history
  return stepTo(history, { ...momentOf(history), comparison }, null)
}

function sameComparison(a: Comparison | null, b: Comparison | null): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** All of it together, as one undoable step; the same is none. */
export function showNext(history: FilterHistory, next: Moment): FilterHistory {
  const isSame =
    sameFilter(next.filter, history.filter) &&
    sameQuestion(next.question, history.question) &&
    sameComparison(next.comparison, history.comparison)
  return isSame ? history : stepTo(history, next, null)
}

/** One step back; the same history when there is none. */
export function undo(history: FilterHistory): FilterHistory {
  const previous = history.past.at(-1)
  if (!previous) return history
  return {
    ...previous,
    past: history.past.slice(0, -1),
    future: [momentOf(history), ...history.future],
    gesture: null,
  }
}

/** One step forward again; the same history when there is none. */
export function redo(history: FilterHistory): FilterHistory {
  const next = history.future[0]
  if (!next) return history
  return { ...next, past: [...history.past, momentOf(history)], future: history.future.slice(1), gesture: null }
}
