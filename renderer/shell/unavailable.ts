import { useMemo } from 'react'
import type { MenuCommand } from '../../shared/events.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import { useNoExport } from '../state/exporter.ts'
import { useVerifyStore } from '../state/verify.ts'

/** Commands that cannot be done now, each with the reason in a few words. */
export function useUnavailable(): Partial<Record<MenuCommand, string>> {
  const syncing = useAppStore((state) => isSyncing(state.progress))
  const verifying = useVerifyStore((state) => state.running)
  const noExport = useNoExport()
  return useMemo(() => {
    const load = syncing ? 'a load is running' : null
    const reasons: [MenuCommand, string | null][] = [
      ['sync.dryRun', load],
      ['sync.dryRunFull', load],
      ['data.verify', load ?? (verifying ? 'it is running' : null)],
      ['page.export', noExport],
    ]
    return Object.fromEntries(reasons.filter(([, reason]) => reason !== null))
  }, [syncing, verifying, noExport])
}
