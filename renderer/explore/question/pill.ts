import type { KeyboardEvent } from 'react'
import { type Pill, pillChange, pillKey } from './pill-keys.ts'
import type { SpecChange } from './spec-changes.ts'

/** Makes a step with a pill, and keeps the keyboard at it. */
export type Moved = (pill: Pill, step: SpecChange) => void

/** What makes a button a pill that keys move. */
export function pillProps(pill: Pill, moved: Moved) {
  return {
    'data-pill': pillKey(pill),
    onKeyDown: (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey
      const step = isPlain ? pillChange(pill, { key: event.key, alt: event.altKey }) : null
      if (!step) return
      event.preventDefault()
      event.stopPropagation()
      moved(pill, step)
    },
  }
}
