// `npm start`: builds the app and opens it on the user's own data folder. Arguments after `--` go to the app.

import { buildNodeSide, buildRenderer } from '../build/bundle.ts'
import { withoutGaps } from '../electron-runtime/index.ts'
import { requirePerson } from '../lib/display.ts'
import { projectRoot } from '../lib/paths.ts'
import { prepareElectron } from '../lib/prepare.ts'
import { runInTerminal } from '../lib/run.mjs'
import { runMain, step } from '../lib/say.mjs'

await runMain(async () => {
  const args = process.argv.slice(2)
  requirePerson(args)
  const runtime = await prepareElectron()
  await step('building the app', async () => {
    await buildNodeSide()
    await buildRenderer()
  })
  return runInTerminal(runtime.path, [projectRoot, ...args], {
    cwd: projectRoot,
    env: withoutGaps({ ...process.env, ...runtime.env }),
  })
})
