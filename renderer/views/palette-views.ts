import { useMemo } from 'react'
import { openSaved } from './open-view.ts'
import { openStartView, startViews } from './start-views.ts'
import { pageName } from './view-parts.ts'
import { useViewStore } from './view-store.ts'

/** Every view as the palette lists it: saved ones first, then the start views. */
export function usePaletteViews(): { id: string; label: string; detail: string }[] {
  const views = useViewStore((state) => state.list.views)
  return useMemo(
    () => [
      ...views.map(({ id, name, state }) => ({ id, label: name, detail: pageName(state.page) })),
      ...startViews.map(({ id, name }) => ({ id, label: name, detail: 'Start view' })),
    ],
    [views],
  )
}

/** Opens a saved view or a start view. */
export function openViewById(id: string): void {
  const start = startViews.find((view) => view.id === id)
  const saved = useViewStore.getState().list.views.find((view) => view.id === id)
  if (start) void openStartView(start)
  else if (saved) openSaved(saved)
}
