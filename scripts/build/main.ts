// `npm run build`: everything the app runs, into dist/.
import { rm } from 'node:fs/promises'
import { inProject } from '../lib/paths.ts'
import { runMain, step } from '../lib/say.mjs'
import { buildNodeSide, buildRenderer } from './bundle.ts'

await runMain(async () => {
  await step('building the app', async () => {
    await rm(inProject('dist'), { recursive: true, force: true })
    await buildNodeSide()
    await buildRenderer()
  })
  return 0
})
