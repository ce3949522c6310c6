// `npm run build`: everything the app runs, into dist/.
import { runMain, step } from '../lib/say.mjs'
import { buildCluster, buildNodeSide, buildRenderer } from './bundle.ts'

await runMain(async () => {
  await step('building the app', async () => {
    await buildNodeSide()
    await buildRenderer()
    await buildCluster()
  })
  return 0
})
