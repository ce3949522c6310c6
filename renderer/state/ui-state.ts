import { call } from '../api.ts'

/** What `ui.get` returned at start: each owner picks its own key out of it and checks its shape. */
let restored: Readonly<Record<string, unknown>> = {}
const pending = new Map<string, ReturnType<typeof setTimeout>>()

/** Fills in what was kept over the restart. Called once, before the first render. */
export function provideUiState(state: Readonly<Record<string, unknown>>): void {
  restored = state
}

/** What was kept under a key, unchecked; undefined when nothing was. */
export function restoredUi(key: string): unknown {
  return restored[key]
}

/** Keeps a value over restarts. Writes are gathered for 200 ms a key; a failed one is harmless and is not repeated. */
export function rememberUi(key: string, value: unknown): void {
  restored = { ...restored, [key]: value }
  const waiting = pending.get(key)
  if (waiting) clearTimeout(waiting)
  pending.set(
    key,
    setTimeout(() => {
      pending.delete(key)
      call('ui.set', { key, value }).catch(() => undefined)
    }, 200),
  )
}
