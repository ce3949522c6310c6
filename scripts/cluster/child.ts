// The command line in a process of its own, which dies or waits where it is told to. Not used by the app.
import { once } from 'node:events'
import { runCli } from '../../electron/cli/run-cli.ts'
import type { Running, SparkSession } from '../../electron/publish/spark/spark-session.ts'
import { openSparkSession } from '../../electron/publish/spark/spark-session.ts'
import { parseStop, type Stop } from './stop.ts'

const [at = '', ...argv] = process.argv.slice(2)
const stop = parseStop(at)

/** Dies, or waits until a line comes. */
async function atStop({ to }: Stop): Promise<void> {
  if (to === 'die') process.kill(process.pid, 'SIGKILL')
  process.stderr.write('\nheld\n')
  await once(process.stdin, 'data')
  process.stdin.destroy()
  // As on a machine that was asleep, whose own clock has stood still.
  const wall = Date.now
  if (to === 'sleep') Date.now = () => wall() + asleep
}

/** Longer than a lease lasts, in milliseconds. */
const asleep = 40 * 60_000

let isHit = false
const hits = (sql: string, when: Stop['when']): Stop | null => {
  if (isHit || stop === null || stop.when !== when || !new RegExp(stop.pattern).test(sql)) return null
  isHit = true
  return stop
}

function stopping(session: SparkSession): SparkSession {
  return {
    get isLost() {
      return session.isLost
    },
    execute(sql): Running {
      const before = hits(sql, 'before')
      const sending = (before ? atStop(before) : Promise.resolve()).then(() => session.execute(sql))
      const during = hits(sql, 'during')
      if (during) sending.then(() => setImmediate(() => void atStop(during)))
      const rows = sending.then(async (running) => {
        const done = await running.rows
        const after = hits(sql, 'after')
        if (after) await atStop(after)
        return done
      })
      return { rows, cancel: () => void sending.then((running) => running.cancel()) }
    },
    close: () => session.close(),
  }
}

const code = await runCli(argv, {
  engine: { open: async (address, settings) => stopping(await openSparkSession(address, settings)) },
})
process.stderr.write(`\npeak ${process.resourceUsage().maxRSS}\n`)
process.exitCode = code
