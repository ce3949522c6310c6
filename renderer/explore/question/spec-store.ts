import * as z from 'zod'
import { create } from 'zustand'
import { type CalculationId, type ExploreView, exploreArrangementSchema } from '../../../shared/explore-arrangement.ts'
import type { MovieFilter } from '../../../shared/filter/filter.ts'
import type { MeasureId } from '../../../shared/model/measures.ts'
import { questionStateKey, useFilterStore } from '../../filter/store.ts'
import { keptQuestion, type Question, withSpec } from '../../state/question.ts'
import { onUiReplaced, rememberUi, restoredUi } from '../../state/ui-state.ts'
import type { CellPlace } from '../table/pivot-keys.ts'
import type { SpecChange } from './spec-changes.ts'

const fewKey = 'explore.few'
const fieldsKey = 'explore.fields'

/** What can be meant by few films; 0 = none are. */
export const fewSteps = [0, 5, 10, 30] as const

interface ExploreStore {
  view: ExploreView
  /** Of fewer films than this a mean, a quantile or a share is hatched in charts. */
  few: number
  /** Whether the list of fields is shown; null = where there is room. */
  fields: boolean | null
  /** Groups of rows that are folded up, by their member, so that they stay so when rows move. */
  folded: ReadonlySet<string>
  /** The filter that was left for the films of a cell, to come back to; null = none was. */
  left: { before: MovieFilter; after: MovieFilter; at: CellPlace | null } | null
  /** The cell of the table that was left so, once its page is there again; null when the keyboard is back at it. */
  returnTo: CellPlace | null
  setView: (view: ExploreView) => void
  setFew: (few: number) => void
  setFields: (fields: boolean) => void
  fold: (key: string) => void
}

function restoredView(): ExploreView {
  const kept = z.object({ view: exploreArrangementSchema.shape.view }).catch({ view: 'both' })
  return kept.parse(restoredUi(questionStateKey)).view
}

/** How the page *Explore* shows its answer, kept while other pages are shown; what it asks is in the store of the filter, with its undo. */
export const useExploreStore = create<ExploreStore>()((set) => ({
  view: restoredView(),
  fields: z
    .boolean()
    .nullable()
    .catch(null)
    .parse(restoredUi(fieldsKey) ?? null),
  few: z.literal(fewSteps).catch(5).parse(restoredUi(fewKey)),
  folded: new Set(),
  left: null,
  returnTo: null,
  setView: (view) => {
    set({ view })
    rememberUi(questionStateKey, { ...keptQuestion(useFilterStore.getState().question), view })
  },
  setFew: (few) => {
    set({ few })
    rememberUi(fewKey, few)
  },
  setFields: (fields) => {
    set({ fields })
    rememberUi(fieldsKey, fields)
  },
  fold: (key) =>
    set(({ folded }) => {
      const next = new Set(folded)
      if (!next.delete(key)) next.add(key)
      return { folded: next }
    }),
}))

/** What is asked, for components. */
export function useQuestion(): Question {
  return useFilterStore((state) => state.question)
}

/** Changes what is on the shelves, as one step that can be undone. */
export function changeSpec(change: SpecChange): void {
  useFilterStore.getState().ask((question) => withSpec(question, change(question.spec)))
}

/** Shows something worked out of a measure in place of its numbers; null = its numbers. */
export function changeCalculation(measure: MeasureId, id: CalculationId | null): void {
  useFilterStore.getState().ask((question) => {
    const { [measure]: _, ...others } = question.calculations
    return { ...question, calculations: id === null ? others : { ...others, [measure]: id } }
  })
}

// A saved view says what is shown; its question goes to the store of the filter.
onUiReplaced((key) => {
  if (key === questionStateKey) useExploreStore.setState({ view: restoredView() })
})
