import { call } from '../../api.ts'
import { toastError } from '../../components/toast/toast.tsx'

/** Shows the data folder in the system's file manager. */
export function openDataFolder(): void {
  call('app.showDataFolder').catch((error: unknown) => toastError('The folder could not be opened', error))
}
