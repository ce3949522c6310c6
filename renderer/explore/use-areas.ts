import { useEffect, useSyncExternalStore } from 'react'

/** The parts of the page in the order in which F6 walks them, and what has the focus in each, by preference. */
const areas = [
  { part: '.fields', focus: ['.fields-list'] },
  { part: '.shelves', focus: ['button'] },
  { part: '.explore-chart', focus: ['.mark-layer', 'button'] },
  { part: '.explore-table', focus: ['.pivot'] },
] as const

/** Messages, when there are any. */
function shownToasts(): HTMLElement | null {
  const toasts = document.querySelector<HTMLElement>('.toasts')
  return toasts && toasts.childElementCount > 0 ? toasts : null
}

/**
 * F6 goes from one part of the page to the next that is there, then to the messages, Shift+F6 back. The messages would take each F6 to
 * themselves: so it is heard before them.
 */
export function useAreas(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return
      if (event.target instanceof Element && event.target.closest('[role="dialog"], [role="menu"]') !== null) return
      const there: { part: string; target: HTMLElement }[] = areas.flatMap(({ part, focus }) => {
        const box = document.querySelector<HTMLElement>(`.explore ${part}`)
        const target = focus.map((each) => box?.querySelector<HTMLElement>(each)).find(Boolean)
        return target ? [{ part, target }] : []
      })
      const toasts = shownToasts()
      if (toasts) there.push({ part: '.toasts', target: toasts })
      if (there.length === 0) return
      const now = there.findIndex(({ part }) => document.activeElement?.closest(part))
      const step = event.shiftKey ? -1 : 1
      const next = now < 0 ? (event.shiftKey ? -1 : 0) : now + step
      event.preventDefault()
      event.stopImmediatePropagation()
      there.at(next % there.length)?.target.focus()
    }
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [])
}

const wide = '(min-width: 1180px)'

function onWidth(told: () => void): () => void {
  const query = window.matchMedia(wide)
  query.addEventListener('change', told)
  return () => query.removeEventListener('change', told)
}

/** Whether the window has room for the list of fields beside the table. */
export function useIsWide(): boolean {
  return useSyncExternalStore(onWidth, () => window.matchMedia(wide).matches)
}
