/** Where the debugger of a utility process listens with `YTS_INSPECT=1`; main's own is 9229, the window's 9222. */
const ports: Readonly<Record<string, number>> = {
  'yts loader': 9230,
  'yts reader': 9231,
  'sample catalogue': 9232,
  'yts publisher': 9233,
  'yts exporter': 9234,
}

/** Arguments that open a utility process to a debugger on this machine; none in a packaged app, whatever the variable says. */
export function inspectArguments(
  serviceName: string,
  packaged: boolean,
  env: NodeJS.ProcessEnv = process.env,
): string[] {
  const port = ports[serviceName]
  return packaged || env.YTS_INSPECT !== '1' || port === undefined ? [] : [`--inspect=127.0.0.1:${port}`]
}
