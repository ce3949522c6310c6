import { create } from 'zustand'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { call } from '../../api.ts'
import { toast, toastError } from '../../components/toast/toast.tsx'
import { formatInteger } from '../../format.ts'
import { useAppStore } from '../app-store.ts'
import { afterLoad } from './after-load.ts'

export type VerifyResult = ChannelOutput<'maintenance.verify'>

interface VerifyState {
  running: boolean
  result: VerifyResult | null
  /** What was verified: another catalogue, or the same after another load, is not. */
  of: string
}

export const useVerifyStore = create<VerifyState>(() => ({ running: false, result: null, of: '' }))

const subject = ({ workspace, ledgerVersion }: { workspace: string; ledgerVersion: number }) =>
  `${workspace} ${ledgerVersion}`

/** What the last check of the warehouse as it is now found; null where there was none. */
export function useVerifyResult(): VerifyResult | null {
  const now = useAppStore(subject)
  return useVerifyStore(({ result, of }) => (of === now ? result : null))
}

/** What a check found, in a sentence. */
export function verifyText({ ok, integrity, foreignKeyViolations, failedChecks }: VerifyResult): string {
  if (ok) return 'Everything is in order'
  const checks = failedChecks.length > 0 ? failedChecks.join(', ') : 'none'
  return `File: ${integrity}. Broken references: ${formatInteger(foreignKeyViolations)}. Failed checks: ${checks}.`
}

/**
 * Checks the warehouse file, its references and every quality check. One at a time: a second call while it runs does nothing.
 *
 * @param tell whether the end is told in passing, for who does not see it on the page
 */
export async function verifyWarehouse(tell: boolean): Promise<void> {
  if (useVerifyStore.getState().running) return
  const of = subject(useAppStore.getState())
  useVerifyStore.setState({ running: true, result: null })
  if (tell) toast('Verifying the warehouse…', 'info', { about: 'verify' })
  try {
    const result = await afterLoad(() => call('maintenance.verify'))
    useVerifyStore.setState({ result, of })
    if (!tell) return
    if (result.ok) toast(verifyText(result), 'success', { about: 'verify' })
    else toast('The warehouse is not in order', 'error', { description: verifyText(result), about: 'verify' })
  } catch (error) {
    toastError('The check could not run', error, 'verify')
  } finally {
    useVerifyStore.setState({ running: false })
  }
}
