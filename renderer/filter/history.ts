import { emptyFilter, type MovieFilter } from '../../shared/filter/filter.ts'
import { emptyQuestion, type Question, sameQuestion } from '../state/question.ts'
import { type FilterChange, sameFilter } from './reducers.ts'

/** How many steps can be undone. */
export const historyLimit = 100

/** What a step leads from and to: the filter, and what *Explore* asks. */
interface Moment {
  filter: MovieFilter
  question: Question
}

export interface FilterHistory extends Moment {
  past: readonly Moment[]
  future: readonly Moment[]
  /** The gesture (one brush, one spell of typing) that made the latest step; more of it joins that step. */
  gesture: string | null
}

/** A history that starts at a filter and a question, with nothing to undo. */
export function startHistory(filter: MovieFilter = emptyFilter(), question: Question = emptyQuestion): FilterHistory {
  return { filter, question, past: [], future: [], gesture: null }
}

function stepTo(history: FilterHistory, next: Moment, gesture: string | null): FilterHistory {
  const joins = gesture !== null && gesture === history.gesture
  const past = joins ? history.past : [...history.past, momentOf(history)].slice(-historyLimit)
  return { ...next, past, future: [], gesture }
}

function momentOf({ filter, question }: FilterHistory): Moment {
  return { filter, question }
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
  return stepTo(history, { filter, question: history.question }, gesture)
}

/** Another question as one undoable step among those of the filter; the same question is none. */
export function askNext(history: FilterHistory, change: (question: Question) => Question): FilterHistory {
  const question = change(history.question)
  if (sameQuestion(question, history.question)) return history
  return stepTo(history, { filter: history.filter, question }, null)
}

/** Another filter and another question together, as one undoable step; the same two are none. */
export function showNext(history: FilterHistory, next: Moment): FilterHistory {
  const isSame = sameFilter(next.filter, history.filter) && sameQuestion(next.question, history.question)
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
