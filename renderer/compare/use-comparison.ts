import { useMemo } from 'react'
import { type Comparison, filterBefore, type OtherSide, type Side, sidesOf } from '../../shared/compare/comparison.ts'
import type { PublishedRun } from '../../shared/contract/sync.ts'
import { isEmptyFilter } from '../../shared/filter/filter.ts'
import type { MenuEntry } from '../components/index.ts'
import { useFilter, useFilterStore } from '../filter/store.ts'
import { formatTimestamp } from '../format.ts'
import { startViews } from '../views/start-views.ts'
import { useViewStore } from '../views/view-store.ts'

/** Runs and views that the menu of other sides lists. */
const mostListed = 12

/** What the films of the filter are compared with, and the two sides as they stand. */
export function useComparison(): { comparison: Comparison | null; sides: { a: Side; b: Side } | null } {
  const filter = useFilter()
  const comparison = useFilterStore((state) => state.comparison)
  const sides = useMemo(() => comparison && sidesOf(filter, comparison), [filter, comparison])
  return { comparison, sides }
}

/** Compares the films of the filter with others; those of the rest unless others are given. */
export function startComparing(other: OtherSide = { kind: 'rest' }): void {
  useFilterStore.getState().compare({ other, isSwapped: false })
}

/** Shows the second side first, or says nothing where nothing is compared. */
export function swapSides(): void {
  const { comparison, compare } = useFilterStore.getState()
  if (comparison) compare({ ...comparison, isSwapped: !comparison.isSwapped })
}

/** Shows the films of the filter alone again. */
export function stopComparing(): void {
  useFilterStore.getState().compare(null)
}

/** The other sides that there are, as entries of a menu. */
export function useOtherEntries(runs: readonly PublishedRun[]): MenuEntry[] {
  const { filter, comparison } = useFilterStore()
  const saved = useViewStore((state) => state.list.views)
  const choose = (other: OtherSide) => () =>
    useFilterStore.getState().compare({ other, isSwapped: comparison?.isSwapped ?? false })
  const views = [
    ...saved.map(({ name, state }) => ({ name, filter: state.filter })),
    ...startViews.flatMap((view) =>
      'make' in view ? [{ name: view.name, filter: view.make({ run: null }).filter }] : [],
    ),
  ].filter((view) => !isEmptyFilter(view.filter))
  const { other } = comparison ?? {}
  const thens = runs.filter(({ runId }) => runId !== filter.asOf?.runId).slice(0, mostListed)
  return [
    { label: 'The rest', checked: other?.kind === 'rest', onSelect: choose({ kind: 'rest' }) },
    { label: 'All films', checked: other?.kind === 'whole', onSelect: choose({ kind: 'whole' }) },
    {
      label: 'The period before',
      checked: other?.kind === 'before',
      disabled: filterBefore(filter) === null,
      reason: 'the filter is not of one period of years or upload days',
      onSelect: choose({ kind: 'before' }),
    },
    { kind: 'separator' },
    { kind: 'label', label: 'The same filter at another time' },
    ...(filter.asOf
      ? [
          {
            label: 'Now',
            checked: other?.kind === 'then' && other.asOf === null,
            onSelect: choose({ kind: 'then', asOf: null }),
          },
        ]
      : []),
    ...thens.map(({ runId, at }) => ({
      label: `As of run ${runId}, ${formatTimestamp(at)}`,
      checked: other?.kind === 'then' && other.asOf?.runId === runId,
      onSelect: choose({ kind: 'then', asOf: { runId, at } }),
    })),
    ...(views.length > 0
      ? [{ kind: 'separator' as const }, { kind: 'label' as const, label: 'The filter of a view' }]
      : []),
    ...views.slice(0, mostListed).map(({ name, filter: of }) => ({
      label: name,
      checked: other?.kind === 'view' && other.name === name,
      onSelect: choose({ kind: 'view', name: name.slice(0, 80), filter: of }),
    })),
  ]
}
