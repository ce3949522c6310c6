import { app } from 'electron'

/** How long a proxy script of the system may take to answer, in milliseconds. */
const patienceMs = 5_000

/**
 * What the system's settings say of the way to an address, as proxy scripts write it: `PROXY host:port; DIRECT`. Null when they do not
 * tell in time. It is asked of the app, not of a page's session: no page has a way out.
 */
export async function systemProxy(url: string): Promise<string | null> {
  let giveUp: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    giveUp = setTimeout(() => resolve(null), patienceMs)
  })
  try {
    return await Promise.race([app.resolveProxy(url), late])
  } catch {
    return null
  } finally {
    clearTimeout(giveUp)
  }
}
