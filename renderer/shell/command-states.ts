import { useMemo } from 'react'
import { commandReasons } from '../../shared/command-reasons.ts'
import { type MenuCommand, menuCommands } from '../../shared/ipc/events.ts'
import { useFilterSteps, useFilterStore } from '../filter/store.ts'
import { useCurrentExporter } from '../state/actions/exporter.ts'
import { useReportStore } from '../state/actions/report-offer.ts'
import { themeOf, useTheme } from '../state/actions/theme.ts'
import { useVerifyStore } from '../state/actions/verify.ts'
import { isSyncing, useAppStore } from '../state/app-store.ts'
import type { CommandStates } from './search/palette-items.ts'

/** How the commands stand now: what cannot be done and why, what would be exported, which theme is in use. */
export function useCommandStates(): CommandStates {
  const syncing = useAppStore((state) => isSyncing(state.progress))
  const verifying = useVerifyStore((state) => state.running)
  const filter = useFilterSteps()
  const exporter = useCurrentExporter()
  const hasParts = useReportStore((state) => state.offered.length > 0)
  const isComparing = useFilterStore((state) => state.comparison !== null)
  const theme = useTheme()
  return useMemo(() => {
    const states: Partial<Record<MenuCommand, { reason?: string; note?: string }>> = {}
    for (const command of menuCommands) if (theme && themeOf(command) === theme) states[command] = { note: 'in use' }
    states['page.export'] = exporter.reason === null ? { note: exporter.what } : { reason: exporter.reason }
    if (!isComparing)
      for (const command of ['compare.swap', 'compare.stop'] as const)
        states[command] = { reason: 'nothing is compared' }
    if (!hasParts) states['page.report'] = { reason: 'this page has nothing for a report' }
    if (verifying) states['data.verify'] = { reason: 'it is running' }
    const reasons = commandReasons({ syncing, filter })
    for (const command of menuCommands) {
      const reason = reasons[command]
      if (reason) states[command] = { reason }
    }
    return states
  }, [syncing, verifying, filter, exporter, hasParts, isComparing, theme])
}
