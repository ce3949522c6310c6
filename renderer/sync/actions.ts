import type { StartSyncInput } from '../../shared/contract/sync.ts'
import { call } from '../api.ts'
import { forgetToasts, toast, toastError } from '../components/toast/toast.tsx'
import { afterLoad } from '../state/actions/after-load.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { setShell } from '../state/shell-store.ts'

/** What messages about a load are about: the latest takes the place of the one before. */
export const aboutSync = 'sync'

/** Starts a load, or says that one is running. Opens the cockpit, where the rest is told. */
export async function startSync(input: StartSyncInput = {}): Promise<void> {
  if (isSyncing(useAppStore.getState().progress)) {
    setShell({ cockpitOpen: true })
    return
  }
  setShell({ cockpitOpen: true })
  forgetToasts(aboutSync)
  try {
    await afterLoad(() => call('sync.start', input))
  } catch (error) {
    toastError('The load did not start', error, aboutSync)
  }
}

/** Requests from which a load is asked about first. */
const manyRequests = 1_000

/** Starts a load of the whole catalogue, or asks first when it takes thousands of requests. */
export async function startFull(input: StartSyncInput = {}): Promise<void> {
  const full = { ...input, mode: 'full' as const }
  const requests = isSyncing(useAppStore.getState().progress) ? 0 : await requestsOfFull()
  if (requests < manyRequests) await startSync(full)
  else setShell({ fullAsked: { input: full, requests } })
}

/** How many requests a full load takes, about; 0 where that is not known: such a load says itself what is wrong. */
async function requestsOfFull(): Promise<number> {
  try {
    const [status, config] = await Promise.all([call('warehouse.status'), call('config.read')])
    const limit = Number(config.files.find(({ file }) => file === 'config.yaml')?.values.limit)
    return limit > 0 ? Math.ceil(status.films / limit) : 0
  } catch {
    return 0
  }
}

/** Pauses a running load or takes a paused one up again. */
export async function pauseOrResume(): Promise<void> {
  const { status } = useAppStore.getState().progress
  try {
    if (status === 'running') await call('sync.pause')
    else if (status === 'paused') await call('sync.resume')
    else toast('No load is running')
  } catch (error) {
    toastError(
      status === 'running' ? 'The load could not be paused' : 'The load could not be resumed',
      error,
      aboutSync,
    )
  }
}

/** Stops the load under way. Pages that have arrived are kept. */
export async function cancelSync(): Promise<void> {
  if (!isSyncing(useAppStore.getState().progress)) {
    toast('No load is running')
    return
  }
  try {
    await call('sync.cancel')
  } catch (error) {
    toastError('The load could not be cancelled', error, aboutSync)
  }
}
