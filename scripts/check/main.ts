// `npm run check`: types, unused exports, lint (import zones and circles among it) and format.
import { runMain, say } from '../lib/say.mjs'
import { checks, passes } from './checks.ts'

await runMain(async () => {
  let failed = 0
  for (const check of checks) {
    const ok = await passes(check)
    if (!ok) failed += 1
    say(`${ok ? '✓' : '✗'} ${check.name}`)
  }
  return failed > 0 ? 1 : 0
})
