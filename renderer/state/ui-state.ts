import { call } from '../api.ts'

/** What `ui.get` returned at start: each owner picks its own key out of it and checks its shape. */
let restored: Readonly<Record<string, unknown>> = {}
/** Keys written a moment ago, with the value that has come since, if any. */
const resting = new Map<string, { next: { value: unknown } | null }>()
const restMs = 200

/** Fills in what was kept over the restart. Called once, before the first render. */
export function provideUiState(state: Readonly<Record<string, unknown>>): void {
  restored = state
}

/** What was kept under a key, unchecked; undefined when nothing was. */
export function restoredUi(key: string): unknown {
  return restored[key]
}

/**
 * Keeps a value over restarts. The first change of a key is written at once, so that the last click before quitting is not
 * lost; what follows within 200 ms is gathered into one write. A failed write is harmless and is not repeated.
 */
export function rememberUi(key: string, value: unknown): void {
  restored = { ...restored, [key]: value }
  const rest = resting.get(key)
  if (rest) rest.next = { value }
  else write(key, value)
}

const replacedListeners = new Set<(key: string) => void>()

/** Puts another value in the place of what a view keeps, and has the view take it up: it may be in sight. */
export function replaceUi(key: string, value: unknown): void {
  rememberUi(key, value)
  for (const listener of replacedListeners) listener(key)
}

/** Hears that what is kept under a key was replaced by somebody else than its owner. Returns the way to stop. */
export function onUiReplaced(listener: (key: string) => void): () => void {
  replacedListeners.add(listener)
  return () => replacedListeners.delete(listener)
}

/** Writes what still waits: called when the page goes away. */
export function flushUi(): void {
  for (const [key, { next }] of resting) if (next) send(key, next.value)
  resting.clear()
}

function write(key: string, value: unknown): void {
  const rest: { next: { value: unknown } | null } = { next: null }
  resting.set(key, rest)
  setTimeout(() => {
    if (resting.get(key) !== rest) return
    resting.delete(key)
    if (rest.next) write(key, rest.next.value)
  }, restMs)
  send(key, value)
}

function send(key: string, value: unknown): void {
  call('ui.set', { key, value }).catch(() => undefined)
}
