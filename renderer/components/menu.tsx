import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { keysText } from './kbd.tsx'

/** One line of a menu. A line that cannot be chosen says why in `reason`. */
export type MenuEntry =
  | { kind: 'separator' }
  | { kind: 'label'; label: string }
  | {
      kind?: 'item'
      label: string
      icon?: ReactNode
      shortcut?: string
      disabled?: boolean
      reason?: string
      /** Present = a line with a tick. */
      checked?: boolean
      /** Stay open, for several ticks in a row. */
      keepOpen?: boolean
      onSelect: () => void
    }

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement
  entries: readonly MenuEntry[]
  /** Told when it opens and when it closes. */
  onOpenChange?: (open: boolean) => void
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'right' | 'bottom' | 'left'
}

/** A menu under a button. */
export function Menu({ trigger, entries, onOpenChange, align = 'start', side = 'bottom' }: MenuProps) {
  return (
    <Base.Root {...(onOpenChange ? { onOpenChange } : {})}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="popup-positioner" align={align} side={side} sideOffset={4}>
          <Base.Popup className="popup">
            <MenuEntries entries={entries} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** The lines of a menu, under a button or at a point. */
export function MenuEntries({ entries }: { entries: readonly MenuEntry[] }) {
  return entries.map((entry, index) => {
    // Separators have no name of their own; entries never move while a menu is open.
    const key = `${index}:${entry.kind === 'separator' ? '' : entry.label}`
    if (entry.kind === 'separator') return <Base.Separator key={key} className="menu-separator" />
    if (entry.kind === 'label') {
      return (
        <div key={key} className="menu-label" role="presentation">
          {entry.label}
        </div>
      )
    }
    const content = (
      <>
        {entry.icon}
        <span>{entry.disabled && entry.reason ? `${entry.label} (${entry.reason})` : entry.label}</span>
        {entry.shortcut ? <span className="menu-shortcut">{keysText(entry.shortcut)}</span> : null}
      </>
    )
    if (entry.checked !== undefined) {
      return (
        <Base.CheckboxItem
          key={key}
          className="menu-item"
          checked={entry.checked}
          disabled={entry.disabled ?? false}
          closeOnClick={!entry.keepOpen}
          onCheckedChange={() => entry.onSelect()}
        >
          <span className="menu-mark">{entry.checked ? <Check aria-hidden /> : null}</span>
          {content}
        </Base.CheckboxItem>
      )
    }
    return (
      <Base.Item
        key={key}
        className="menu-item"
        disabled={entry.disabled ?? false}
        closeOnClick={!entry.keepOpen}
        onClick={() => entry.onSelect()}
      >
        {content}
      </Base.Item>
    )
  })
}
