import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { classes } from './button.tsx'

interface PopoverProps {
  trigger: ReactElement
  title?: string
  open?: boolean
  onOpenChange?: (open: boolean) => void
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'right' | 'bottom' | 'left'
  className?: string
  children: ReactNode
}

/** A panel at a button for controls and explanations; Esc and a click outside close it. */
export function Popover(props: PopoverProps) {
  const { trigger, title, open, onOpenChange, align = 'start', side = 'bottom', className, children } = props
  return (
    <Base.Root {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange } : {})}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="popup-positioner" align={align} side={side} sideOffset={4}>
          <Base.Popup className={classes('popup panel', className)}>
            {title ? <Base.Title className="popup-title">{title}</Base.Title> : null}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
