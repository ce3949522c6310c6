import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'

/** Lines that Page Up and Page Down move by. */
const pageLines = 10

/** The line a key leads to: arrows and J/K by one, Page keys by ten, Home and End. Null = the key means nothing here. */
export function nextLine(key: string, at: number, count: number): number | null {
  if (count === 0) return null
  const clamp = (line: number) => Math.min(count - 1, Math.max(0, line))
  switch (key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return clamp(at + 1)
    case 'ArrowUp':
    case 'k':
    case 'K':
      return clamp(at - 1)
    case 'PageDown':
      return clamp(at + pageLines)
    case 'PageUp':
      return clamp(at - pageLines)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

/** What makes a button one line of a list. */
export interface LineProps {
  'data-line': ''
  tabIndex: 0 | -1
  onFocus: () => void
}

export interface Lines<E extends HTMLElement> {
  /** Goes on the element around the lines. */
  box: RefObject<E | null>
  onKeyDown: (event: KeyboardEvent<E>) => void
  /** Goes on the button of each line, numbered from 0 from top to bottom. */
  line: (index: number) => LineProps
  /** Moves the list's own place by lines and shows it, without taking the keyboard; returns the line it came to. */
  step: (by: 1 | -1) => number
  /** Puts the keyboard on the line that had it last. */
  focus: () => void
}

/** One stop of the Tab key for a whole list of buttons; arrows and J/K move inside it. */
export function useLines<E extends HTMLElement>(count: number): Lines<E> {
  const box = useRef<E>(null)
  const [active, setActive] = useState(0)
  const at = Math.min(active, Math.max(0, count - 1))
  const lineAt = (index: number) => box.current?.querySelectorAll<HTMLElement>('[data-line]')[index]
  const goTo = (index: number) => {
    setActive(index)
    lineAt(index)?.focus()
  }
  return {
    box,
    onKeyDown: (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
      const next = nextLine(event.key, at, count)
      if (next === null) return
      event.preventDefault()
      goTo(next)
    },
    line: (index) => ({ 'data-line': '', tabIndex: index === at ? 0 : -1, onFocus: () => setActive(index) }),
    step: (by) => {
      const next = Math.min(count - 1, Math.max(0, at + by))
      setActive(next)
      lineAt(next)?.scrollIntoView({ block: 'nearest' })
      return next
    },
    focus: () => goTo(at),
  }
}
