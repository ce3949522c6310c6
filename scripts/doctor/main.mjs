// `npm run doctor`: what this machine lacks to run the project, and how to get it. Exit code 1 when something is missing.
import { runMain } from '../lib/say.mjs'
import { diagnose, exitCodeOf, findingLines } from './diagnose.mjs'
import { lookAround } from './surroundings.mjs'

await runMain(async () => {
  const findings = diagnose(await lookAround())
  for (const line of findingLines(findings)) process.stdout.write(`${line}\n`)
  return exitCodeOf(findings)
})
