import * as z from 'zod'
import { create } from 'zustand'
import type { CheckResult } from '../../shared/contract/warehouse.ts'
import { useAppStore } from '../state/app-store.ts'
import { rememberUi, restoredUi } from '../state/ui-state.ts'

export const maxReason = 200

const snoozeSchema = z.object({
  reason: z.string().min(1).max(maxReason),
  /** Epoch milliseconds. */
  at: z.number(),
  /** Rows that failed then: more of them wake the check. */
  failed: z.number().int(),
})
export type Snooze = z.infer<typeof snoozeSchema>

const keptSchema = z.record(z.string().max(100), snoozeSchema).catch({})
export type Snoozes = z.infer<typeof keptSchema>

/** The kept snoozes by check; what does not parse is none. */
export function restoreSnoozes(kept: unknown): Snoozes {
  return keptSchema.parse(kept ?? {})
}

/**
 * The snooze of a check as long as it holds: it silences the rows that were known, so that a check with more failing rows than
 * then, or one that passes or cannot run, speaks again.
 */
export function snoozeOf(check: Pick<CheckResult, 'name' | 'status' | 'failed'>, snoozes: Snoozes): Snooze | null {
  const snooze = Object.hasOwn(snoozes, check.name) ? snoozes[check.name] : undefined
  return snooze && check.status === 'failed' && check.failed <= snooze.failed ? snooze : null
}

interface SnoozeStore {
  snoozes: Snoozes
  snooze: (check: Pick<CheckResult, 'name' | 'failed'>, reason: string, now: number) => void
  wake: (name: string) => void
}

/** A catalogue's snoozes mean nothing in another. */
const keyOf = () => `quality.snoozed.${useAppStore.getState().workspace}`

/** The snoozed checks of the open workspace, kept over restarts. They change what is shown, never what a load may publish. */
export const useSnoozes = create<SnoozeStore>()((set, get) => {
  const keep = (snoozes: Snoozes) => {
    set({ snoozes })
    rememberUi(keyOf(), snoozes)
  }
  return {
    snoozes: {},
    snooze: ({ name, failed }, reason, at) => {
      const words = reason.trim().slice(0, maxReason)
      if (words !== '') keep({ ...get().snoozes, [name]: { reason: words, at, failed } })
    },
    wake: (name) => keep(Object.fromEntries(Object.entries(get().snoozes).filter(([other]) => other !== name))),
  }
})

/** Reads the open workspace's snoozes again, when the page opens and when another workspace does. */
export function loadSnoozes(): void {
  useSnoozes.setState({ snoozes: restoreSnoozes(restoredUi(keyOf())) })
}
