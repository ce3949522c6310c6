import type { CliDeps } from '../cli-context.ts'
import { runCli } from '../run-cli.ts'

/** Runs the command line in this process, without a terminal, and gives its exit code and words. Not used by the app. */
export async function runForTest(argv: readonly string[], overrides: Partial<CliDeps> = {}) {
  let out = ''
  let err = ''
  const code = await runCli(argv, {
    out: (text) => {
      out += typeof text === 'string' ? text : Buffer.from(text).toString('utf8')
    },
    room: async () => {},
    isClosed: () => false,
    input: async () => '',
    isTable: false,
    err: (text) => {
      err += text
    },
    isTerminal: false,
    onInterrupt: () => () => {},
    ...overrides,
  })
  const json = (): Record<string, unknown> => JSON.parse(out.trim().split('\n').at(-1) ?? '')
  return { code, out, err, json }
}
