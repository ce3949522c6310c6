import { create } from 'zustand'
import { type ExploreView, exploreArrangementSchema } from '../../../shared/explore-arrangement.ts'
import type { ExploreSpec } from '../../../shared/explore-spec.ts'
import type { MovieFilter } from '../../../shared/filter/filter.ts'
import { onUiReplaced, rememberUi, restoredUi } from '../../state/ui-state.ts'
import type { CellPlace } from '../table/pivot-keys.ts'
import { emptySpec, type SpecChange } from './spec-changes.ts'

const stateKey = 'explore'

interface ExploreStore {
  spec: ExploreSpec
  view: ExploreView
  /** Groups of rows that are folded up, by their member, so that they stay so when rows move. */
  folded: ReadonlySet<string>
  /** The filter that was left for the films of a cell, to come back to; null = none was. */
  left: { before: MovieFilter; after: MovieFilter; at: CellPlace | null } | null
  /** The cell of the table that was left so, once its page is there again; null when the keyboard is back at it. */
  returnTo: CellPlace | null
  change: (change: SpecChange) => void
  setView: (view: ExploreView) => void
  fold: (key: string) => void
}

function restored(): Pick<ExploreStore, 'spec' | 'view'> {
  const kept = exploreArrangementSchema.safeParse(restoredUi(stateKey))
  // A question of another version, with dimensions or measures this one lacks, is none.
  return kept.success ? kept.data : { spec: emptySpec, view: 'both' }
}

/** The question of the page *Explore*, kept while other pages are shown and over restarts. */
export const useExploreStore = create<ExploreStore>()((set, get) => ({
  ...restored(),
  folded: new Set(),
  left: null,
  returnTo: null,
  change: (change) => {
    set(({ spec }) => ({ spec: change(spec) }))
    keep(get())
  },
  setView: (view) => {
    set({ view })
    keep(get())
  },
  fold: (key) =>
    set(({ folded }) => {
      const next = new Set(folded)
      if (!next.delete(key)) next.add(key)
      return { folded: next }
    }),
}))

function keep({ spec, view }: ExploreStore): void {
  rememberUi(stateKey, { spec, view })
}

// A saved view brings its own question.
onUiReplaced((key) => {
  if (key === stateKey) useExploreStore.setState(restored())
})
