import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { asApiError } from '../../api.ts'
import { classes, IconButton } from '../button.tsx'
import { stayOf, ToastLives } from './toast-life.ts'

/** How a message leaves by itself: when, and whether it must be seen first. Null = it stays until it is sent away. */
interface Leaving {
  stayMs: number
  untilSeen: boolean
}

const manager = Toast.createToastManager<{ leaving: Leaving | null }>()

const lives = new ToastLives(
  {
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  },
  (id) => manager.close(id),
)

type Message = Parameters<typeof manager.add>[0]

/** What is said before there is anything to show it, by its id: the manager would drop it. Null = it can be shown. */
let early: Map<string, Message> | null = new Map()

function showEarly(): void {
  const waiting = early
  early = null
  for (const message of waiting?.values() ?? []) manager.add(message)
}

function close(id: string): void {
  early?.delete(id)
  manager.close(id)
}

interface ToastOptions {
  description?: string
  action?: { label: string; onSelect: () => void }
  /** What it is about: of several messages about one thing only the latest stays. Absent = the title. */
  about?: string
}

/** Where everything but a failure is told: the one line at the right of the status bar, the latest in place of the one before. */
const noticeId = 'notice'
const failureId = (about: string) => `failure ${about}`
/** What the line in the status bar is about. */
let noticeAbout = ''

/**
 * Says something in passing, politely announced. Use it for the end of something the person started, never for what a view can
 * show itself. A failure stays until it is dismissed or its matter is taken up again; anything else goes by itself, with a
 * button only after it was seen (`ToastLives`).
 */
export function toast(title: string, type: 'info' | 'success' | 'error' = 'info', options: ToastOptions = {}): void {
  const { description, action, about = title } = options
  const failed = type === 'error'
  const id = failed ? failureId(about) : noticeId
  close(failed ? noticeId : failureId(about))
  if (!failed) noticeAbout = about
  const message: Message = {
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
    // Not by the manager's clock: it takes a button away whether anybody saw it or not.
    timeout: 0,
    data: {
      leaving: failed ? null : { stayMs: stayOf(title + (description ?? '')), untilSeen: action !== undefined },
    },
  }
  if (early) early.set(id, message)
  else manager.add(message)
}

/** Shows why something the person asked for did not work. */
export function toastError(title: string, thrown: unknown, about = title): void {
  toast(title, 'error', { description: asApiError(thrown).message, about })
}

/** Takes back what was said about a matter that begins anew. */
export function forgetToasts(about: string): void {
  close(failureId(about))
  if (noticeAbout === about) close(noticeId)
}

/** Draws the toasts; wraps the app once. */
export function Toasts() {
  useEffect(followWindow, [])
  useEffect(showEarly, [])
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

/** Time passes for messages while the window is in front only. */
function followWindow(): () => void {
  const follow = () => lives.window(document.visibilityState === 'visible' && document.hasFocus())
  follow()
  const ends = new AbortController()
  for (const [target, name] of [
    [window, 'focus'],
    [window, 'blur'],
    [document, 'visibilitychange'],
  ] as const) {
    target.addEventListener(name, follow, { signal: ends.signal })
  }
  return () => ends.abort()
}

function ToastList() {
  const { toasts } = Toast.useToastManager<{ leaving: Leaving | null }>()
  return toasts.map((item) => <ToastItem key={item.id} item={item} />)
}

function ToastItem({ item }: { item: Toast.Root.ToastObject<{ leaving: Leaving | null }> }) {
  const { id } = item
  const ending = item.transitionStatus === 'ending'
  const leaving = ending ? null : (item.data?.leaving ?? null)
  // From when it is drawn, and anew for a message in the place of another: each brings its own object.
  useEffect(() => {
    if (leaving) lives.shown(id, leaving)
    else lives.gone(id)
  }, [id, leaving])
  useEffect(() => () => lives.gone(id), [id])
  return (
    <Toast.Root
      toast={item}
      // On its way out it takes no focus: that would be gone with it in a moment.
      inert={ending}
      className={classes('toast', isLine(item.type, item.actionProps) && 'toast-line')}
      swipeDirection="right"
      onPointerEnter={() => lives.attend(id, 'pointer', true)}
      onPointerLeave={() => lives.attend(id, 'pointer', false)}
      onFocus={() => lives.attend(id, 'focus', true)}
      onBlur={() => lives.attend(id, 'focus', false)}
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
  )
}
