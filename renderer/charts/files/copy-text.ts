import { call } from '../../api.ts'
import { toast, toastError } from '../../components/index.ts'

/** Puts a text on the clipboard and says so; `what` is its name, such as "SQL". */
export function copyText(text: string, what: string): void {
  call('clipboard.write', { text }).then(
    () => toast(`${what} copied`, 'success'),
    (error: unknown) => toastError(`${what} was not copied`, error),
  )
}
