import { parseArgs } from 'node:util'
import { campaign } from './campaign.ts'
import { allHeld, table } from './outcome.ts'

/**
 * `npm run campaign -- [--seed N] [--kills N] [--fuzz N] [--damages N] [--only TEXT,TEXT]`: kills, faults and fuzzed answers against
 * the real command line. Prints a table (fault, tried, held) and exits with 1 when anything did not hold.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '200' },
    fuzz: { type: 'string', default: '10000' },
    damages: { type: 'string', default: '10' },
    only: { type: 'string', default: '' },
  },
})

const started = performance.now()
const outcomes = await campaign({
  seed: Number(values.seed),
  kills: Number(values.kills),
  fuzz: Number(values.fuzz),
  damages: Number(values.damages),
  only: values.only.split(',').filter((text) => text !== ''),
  say: (line) => process.stderr.write(`campaign: ${line} (${Math.round((performance.now() - started) / 1000)} s)\n`),
})
process.stdout.write(`${table(outcomes)}\nseed ${values.seed}, ${Math.round((performance.now() - started) / 1000)} s\n`)
process.exitCode = allHeld(outcomes) ? 0 : 1
