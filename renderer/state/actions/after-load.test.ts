import { afterEach, expect, it } from 'vitest'
import { idleProgress, type SyncSummary } from '../../../shared/ipc/progress.ts'
import { ApiError } from '../../api.ts'
import { initialAppState, useAppStore } from '../app-store.ts'
import { afterLoad } from './after-load.ts'

const busy = new ApiError({ kind: 'busy', message: 'A load is running already.' })
const summary = { status: 'complete' } as SyncSummary

afterEach(() => useAppStore.setState(initialAppState(), true))

it('asks again once the end of the load is announced', async () => {
  let asked = 0
  const answer = afterLoad(async () => {
    asked += 1
    if (asked === 1) throw busy
    return 'open'
  })
  await Promise.resolve()
  useAppStore.setState({ summary })
  expect(await answer).toBe('open')
})

it('does not wait while a load really runs, nor for other failures', async () => {
  useAppStore.setState({ progress: { ...idleProgress(), status: 'running' } })
  await expect(afterLoad(() => Promise.reject(busy))).rejects.toBe(busy)
  useAppStore.setState({ progress: idleProgress() })
  const other = new ApiError({ kind: 'locked', message: 'Another process is syncing.' })
  await expect(afterLoad(() => Promise.reject(other))).rejects.toBe(other)
})
