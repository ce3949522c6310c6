import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { asApiError } from '../api.ts'
import { classes, IconButton } from './button.tsx'

const manager = Toast.createToastManager()

interface ToastOptions {
  description?: string
  action?: { label: string; onSelect: () => void }
  /** What it is about: of several messages about one thing only the latest stays. Absent = the title. */
  about?: string
}

/** Where everything but a failure is told: the one line at the right of the status bar, the latest in place of the one before. */
const noticeId = 'notice'
const failureId = (about: string) => `failure ${about}`

/**
 * Says something in passing, politely announced. Use it for the end of something the person started, never for what a view can
 * show itself. A failure stays until it is dismissed or its matter is taken up again; anything else goes by itself.
 */
export function toast(title: string, type: 'info' | 'success' | 'error' = 'info', options: ToastOptions = {}): void {
  const { description, action, about = title } = options
  const failed = type === 'error'
  const id = failed ? failureId(about) : noticeId
  manager.close(failed ? noticeId : failureId(about))
  manager.add({
    id,
    title,
    // Given even when there is none: what takes a message's place must not keep parts of it.
    description: description ?? null,
    actionProps: action
      ? {
          children: action.label,
          onClick: () => {
            manager.close(id)
            action.onSelect()
          },
        }
      : undefined,
    type,
    timeout: failed ? 0 : 5_000,
  })
}

/** Shows why something the person asked for did not work. */
export function toastError(title: string, thrown: unknown, about = title): void {
  toast(title, 'error', { description: asApiError(thrown).message, about })
}

/** Takes back what was said about a matter that begins anew. */
export function forgetToasts(about: string): void {
  manager.close(failureId(about))
  manager.close(noticeId)
}

/** Draws the toasts; wraps the app once. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

/** A failure is told in full on a card, unless it leads to where it is told in full. */
function isLine(type: string | undefined, action: unknown): boolean {
  return type !== 'error' || action !== undefined
}

function ToastList() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((item) => (
    <Toast.Root
      key={item.id}
      toast={item}
      // On its way out it takes no focus: that would be gone with it in a moment.
      inert={item.transitionStatus === 'ending'}
      className={classes('toast', isLine(item.type, item.actionProps) && 'toast-line')}
      swipeDirection="right"
    >
      <div className="toast-row">
        <div className="toast-text">
          <Toast.Title className="toast-title" />
          <Toast.Description className="toast-description muted" />
        </div>
        {item.actionProps ? <Toast.Action className="button small" /> : null}
        {/* By itself it is out of the tree until the messages are pointed at, and yet in the Tab order. */}
        <Toast.Close aria-hidden={false} render={<IconButton small label="Dismiss" icon={<X aria-hidden />} />} />
      </div>
    </Toast.Root>
  ))
}
