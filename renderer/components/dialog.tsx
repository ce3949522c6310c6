import { AlertDialog as BaseAlert } from '@base-ui/react/alert-dialog'
import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useRef } from 'react'
import { Button, classes, IconButton } from './button.tsx'

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** One sentence under the title. */
  description?: string
  wide?: boolean
  /** What has the focus first, such as the only field; absent = the dialog itself. */
  initialFocus?: RefObject<HTMLElement | null>
  actions?: ReactNode
  children: ReactNode
}

/** A modal dialog with a title, a body that scrolls and optional actions. Esc and the close button close it. */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, wide = false, initialFocus, actions, children } = props
  // Focus starts on the dialog itself, so that its title is read first and no button looks chosen.
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="backdrop" />
        <Base.Popup ref={popup} initialFocus={initialFocus ?? popup} className={classes('dialog', wide && 'wide')}>
          <div className="dialog-head">
            <Base.Title className="dialog-title">{title}</Base.Title>
            <IconButton label="Close" icon={<X aria-hidden />} onClick={() => onOpenChange(false)} />
          </div>
          <div className="dialog-body">
            {description ? <Base.Description className="muted">{description}</Base.Description> : null}
            {children}
          </div>
          {actions ? <div className="dialog-actions">{actions}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

interface AlertAction {
  label: string
  variant?: 'default' | 'primary' | 'danger'
  onSelect: () => void
}

interface AlertDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Hears that it was closed without an action. */
  onCancel?: () => void
  title: string
  description: ReactNode
  /** From left to right, after the button that changes nothing. */
  actions: readonly AlertAction[]
  cancelLabel?: string
  children?: ReactNode
}

/** Asks before something that cannot be taken back: a click outside does not close it. */
export function AlertDialog(props: AlertDialogProps) {
  const { open, onOpenChange, onCancel, title, description, actions, cancelLabel = 'Cancel', children } = props
  const close = (next: boolean) => {
    if (!next) onCancel?.()
    onOpenChange(next)
  }
  return (
    <BaseAlert.Root open={open} onOpenChange={close}>
      <BaseAlert.Portal>
        <BaseAlert.Backdrop className="backdrop" />
        <BaseAlert.Popup className="dialog">
          <div className="dialog-head">
            <BaseAlert.Title className="dialog-title">{title}</BaseAlert.Title>
          </div>
          <div className="dialog-body">
            <BaseAlert.Description className="muted">{description}</BaseAlert.Description>
            {children}
          </div>
          <div className="dialog-actions">
            <BaseAlert.Close render={<Button>{cancelLabel}</Button>} />
            {actions.map((action) => (
              <Button
                key={action.label}
                variant={action.variant ?? 'default'}
                onClick={() => {
                  onOpenChange(false)
                  action.onSelect()
                }}
              >
                {action.label}
              </Button>
            ))}
          </div>
        </BaseAlert.Popup>
      </BaseAlert.Portal>
    </BaseAlert.Root>
  )
}
