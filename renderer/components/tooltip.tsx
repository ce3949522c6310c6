import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import { Kbd } from './kbd.tsx'

interface TooltipProps {
  text: string
  shortcut?: string
  side?: 'top' | 'right' | 'bottom' | 'left'
  /** One element that takes a ref and the trigger's properties. */
  children: ReactElement
}

/** A short text beside what it explains, on hover and on focus. Never the only place of an information. */
export function Tooltip({ text, shortcut, side = 'bottom', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner className="popup-positioner" side={side} sideOffset={6}>
          <Base.Popup className="tooltip">
            {text} {shortcut ? <Kbd keys={shortcut} /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Shares one delay among all tooltips; wraps the app once. */
export const TooltipProvider = Base.Provider
