import { useCallback, useEffect, useMemo, useState } from 'react'
import { onUiReplaced, rememberUi, restoredUi } from '../../state/ui-state.ts'
import { defaultLayout, type GridLayout, type LayoutColumn, restoreLayout } from './layout.ts'

type LayoutChange = (layout: GridLayout) => GridLayout

export interface GridLayoutState {
  layout: GridLayout
  change: (step: LayoutChange) => void
  /** Back to the arrangement before anyone changed it. */
  reset: () => void
}

/**
 * How a person arranged a grid, kept over restarts under the grid's id.
 *
 * @param columns must keep its identity while the columns are the same
 */
export function useGridLayout(gridId: string, columns: readonly LayoutColumn[]): GridLayoutState {
  const key = `grid.${gridId}`
  const [state, setState] = useState(() => ({ key, layout: restoreLayout(restoredUi(key), columns) }))
  // Another grid in the same place (the Tables page) starts from what was kept for that one.
  const current = state.key === key ? state : { key, layout: restoreLayout(restoredUi(key), columns) }
  if (current !== state) setState(current)

  // A saved view brings its own arrangement.
  useEffect(
    () =>
      onUiReplaced((replaced) => {
        if (replaced === key) setState({ key, layout: restoreLayout(restoredUi(key), columns) })
      }),
    [key, columns],
  )

  const change = useCallback((step: LayoutChange) => {
    setState((previous) => {
      const layout = step(previous.layout)
      if (layout === previous.layout) return previous
      rememberUi(previous.key, layout)
      return { key: previous.key, layout }
    })
  }, [])
  const reset = useCallback(() => change(() => defaultLayout(columns)), [change, columns])
  return useMemo(() => ({ layout: current.layout, change, reset }), [current.layout, change, reset])
}
