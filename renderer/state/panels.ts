import { useCallback, useEffect, useRef, useState } from 'react'
import { onUiReplaced, rememberUi, restoredUi } from './ui-state.ts'

/** Whether a side panel is open, kept over restarts; `initially` counts until the person first changed it. */
export function usePanel(key: string, initially: boolean): [open: boolean, set: (open: boolean) => void] {
  const read = () => {
    const kept = restoredUi(key)
    return typeof kept === 'boolean' ? kept : initially
  }
  const [open, setOpen] = useState(read)
  const latest = useRef(read)
  latest.current = read
  useEffect(
    () =>
      onUiReplaced((replaced) => {
        if (replaced === key) setOpen(latest.current())
      }),
    [key],
  )
  const set = useCallback(
    (next: boolean) => {
      setOpen(next)
      rememberUi(key, next)
    },
    [key],
  )
  return [open, set]
}

const narrowWindow = '(max-width: 1119px)'

/** Whether the window is too narrow for facets, grid and inspector side by side. */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => window.matchMedia(narrowWindow).matches)
  useEffect(() => {
    const query = window.matchMedia(narrowWindow)
    const look = () => setNarrow(query.matches)
    query.addEventListener('change', look)
    return () => query.removeEventListener('change', look)
  }, [])
  return narrow
}
