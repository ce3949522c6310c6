import { runCli } from '../../electron/cli/run-cli.ts'
import type { HookPoint } from '../../electron/sync/fetch/page-source.ts'
import { systemRuntime } from '../../electron/sync/fetch/runtime.ts'

/**
 * The command line with faults brought from outside, since the program itself has no such switches:
 * `node load-child.ts POINT:N JUMP_MS ARGS…` kills itself with SIGKILL the Nth time the load passes POINT (`none:0`: never), and
 * its wall clock jumps back and forth by JUMP_MS. Ends by writing its peak memory, in KiB, as the last line of standard error.
 */
const [failpoint = 'none:0', jump = '0', ...args] = process.argv.slice(2)
const [point, nth] = failpoint.split(':')
let passed = 0
let asked = 0

process.exitCode = await runCli(args, {
  loader: {
    runtime: { ...systemRuntime, now: () => Date.now() + (asked++ % 2 === 0 ? 1 : -1) * Number(jump) },
    hooks: {
      at: (here: HookPoint) => {
        if (here !== point) return
        passed++
        if (passed === Number(nth)) process.kill(process.pid, 'SIGKILL')
      },
    },
  },
})
process.stderr.write(`\npeak ${process.resourceUsage().maxRSS}\n`)
