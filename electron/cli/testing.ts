import { runCli } from './run-cli.ts'

/** Runs the command line in this process, without a terminal, and gives its exit code and words. Not used by the app. */
export async function runForTest(argv: readonly string[]) {
  let out = ''
  let err = ''
  const code = await runCli(argv, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    isTerminal: false,
    onInterrupt: () => () => {},
  })
  const json = (): Record<string, unknown> => JSON.parse(out.trim().split('\n').at(-1) ?? '')
  return { code, out, err, json }
}
