import { existsSync } from 'node:fs'
import { resolveElectron } from '../scripts/electron-runtime/index.ts'
import { openDisplay } from '../scripts/lib/display.ts'
import { inProject } from '../scripts/lib/paths.ts'

/** Before all e2e tests: a display, the Electron of this machine, and a look whether there is a build to test. */
export default async function globalSetup(): Promise<() => void> {
  if (!existsSync(inProject('dist/main/main.js')))
    throw new Error('There is no build to test: run `npm run build` first.')
  const display = await openDisplay()
  Object.assign(process.env, display.env)
  const runtime = await resolveElectron()
  console.log(`e2e runs on Electron ${runtime.version} (${runtime.kind})`)
  return () => display.close()
}
