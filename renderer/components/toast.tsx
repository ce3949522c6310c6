import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { asApiError } from '../api.ts'
import { IconButton } from './button.tsx'

const manager = Toast.createToastManager()

interface ToastOptions {
  description?: string
  action?: { label: string; onSelect: () => void }
}

/** Says something in passing, politely announced. Use it for the end of something the person started, never for what a view can show itself. */
export function toast(title: string, type: 'info' | 'success' | 'error' = 'info', options: ToastOptions = {}): void {
  const { description, action } = options
  manager.add({
    title,
    type,
    timeout: type === 'error' ? 10_000 : 5_000,
    ...(description ? { description } : {}),
    ...(action ? { actionProps: { children: action.label, onClick: action.onSelect } } : {}),
  })
}

/** Shows why something the person asked for did not work. */
export function toastError(title: string, thrown: unknown): void {
  toast(title, 'error', { description: asApiError(thrown).message })
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

function ToastList() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((item) => (
    <Toast.Root key={item.id} toast={item} className="toast" swipeDirection="right">
      <div className="toast-row">
        <div className="toast-text">
          <Toast.Title className="toast-title" />
          <Toast.Description className="muted" />
        </div>
        {item.actionProps ? <Toast.Action className="button small" /> : null}
        <Toast.Close render={<IconButton small label="Dismiss" icon={<X aria-hidden />} />} />
      </div>
    </Toast.Root>
  ))
}
