// `node scripts/electron-runtime/main.ts`: prepares the Electron of this machine and prints what it is as one JSON line.
import { runMain } from '../lib/say.mjs'
import { resolveElectron } from './resolve.ts'

await runMain(async () => {
  process.stdout.write(`${JSON.stringify(await resolveElectron())}\n`)
  return 0
})
