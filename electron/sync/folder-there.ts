import { existsSync } from 'node:fs'
import { KnownError } from '../../shared/ipc/result.ts'

/** The app's folder was there when it began: one made in its place would be empty. Throws KnownError `not_found`. */
export function assertThere(dataDir: string): void {
  if (existsSync(dataDir)) return
  throw new KnownError('not_found', 'The data folder is not there any more. Is its drive plugged in? Nothing was made.')
}
