import { asApiError } from '../../api.ts'
import { isSyncing, useAppStore } from '../app-store.ts'

/** Longest wait for the closing word of a load, in milliseconds. */
const patienceMs = 5_000

/**
 * Calls what cannot run during a load. The last snapshot of a load arrives a moment before its end is announced: a click in
 * between would be refused as `busy`, so it waits for the announcement and asks once more.
 */
export async function afterLoad<T>(action: () => Promise<T>): Promise<T> {
  const summary = useAppStore.getState().summary
  try {
    return await action()
  } catch (error) {
    if (asApiError(error).kind !== 'busy' || isSyncing(useAppStore.getState().progress)) throw error
    await summaryAfter(summary)
    return action()
  }
}

function summaryAfter(known: unknown): Promise<void> {
  if (useAppStore.getState().summary !== known) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      unsubscribe()
      resolve()
    }
    const timer = setTimeout(done, patienceMs)
    const unsubscribe = useAppStore.subscribe((state) => {
      if (state.summary !== known) done()
    })
  })
}
