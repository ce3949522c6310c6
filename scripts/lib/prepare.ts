import { type ElectronRuntime, resolveElectron } from '../electron-runtime/index.ts'
import { isHeadless } from './display.ts'
import { ensureSystem } from './system.mjs'

/** Everything a window needs: the Electron of this machine, its system libraries, a display where there is none. */
export async function prepareElectron(): Promise<ElectronRuntime> {
  const runtime = await resolveElectron()
  await ensureSystem(runtime.path, isHeadless())
  return runtime
}
