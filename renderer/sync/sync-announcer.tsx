import { useAppStore } from '../state/app-store.ts'
import { useNow } from '../state/clock.ts'
import { announcement } from './sync-view.ts'

/** Tells screen readers how the load goes, politely and rarely. */
export function SyncAnnouncer() {
  const running = useAppStore((state) => state.progress.status === 'running')
  const now = useNow(running, 2000)
  const text = useAppStore((state) => announcement(state.progress, now))
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  )
}
