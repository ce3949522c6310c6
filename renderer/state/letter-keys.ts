import { useEffect, useRef } from 'react'

/** Where letters are typed, or choose one of a list that pops up; the marks of a chart are a list that they do not choose in. */
const takesLetters = [
  'input, textarea, [contenteditable="true"], [role="dialog"], [role="alertdialog"]',
  '[role="menu"], [role="combobox"], .popup [role="listbox"]',
].join(', ')

/** Hears letters that are pressed alone, wherever the focus is on a page, but for places that take letters themselves. */
export function useLetterKeys(actions: Readonly<Record<string, () => void>>): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      if (event.target instanceof Element && event.target.closest(takesLetters) !== null) return
      latest.current[event.key.toLowerCase()]?.()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
