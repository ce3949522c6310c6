// `npm run check`: types, unused exports, lint (import zones and circles among it) and format.
import { dependencyState } from '../bootstrap/install.mjs'
import { ActionableError, runMain, say } from '../lib/say.mjs'
import { checks, passes } from './checks.ts'

await runMain(async () => {
  if (dependencyState() !== 'complete') {
    throw new ActionableError('The dependencies are not those of the lockfile.', 'run npm install, then this again.')
  }
  let failed = 0
  for (const check of checks) {
    const ok = await passes(check)
    if (!ok) failed += 1
    say(`${ok ? '✓' : '✗'} ${check.name}`)
  }
  return failed > 0 ? 1 : 0
})
