import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Server } from 'node:http'

/** Port of this machine that the browser comes back to: the one that Databricks allows the driver's application. */
export const callbackPort = 8030

const listening = 'tracing:net.server.listen:asyncStart'

/**
 * Hears of the server that the driver starts for the browser to come back to. The driver ends it when the browser has come, and has no
 * way to end it before: whoever gives up would leave it there, and the process with it.
 */
export function hearCallbackServer(): { end(): void } {
  const found = new Set<Server>()
  const hear = (message: unknown): void => {
    const { server, options } = message as { server?: unknown; options?: { port?: unknown } }
    if (server instanceof Server && options?.port === callbackPort) found.add(server)
  }
  subscribe(listening, hear)
  return {
    end() {
      unsubscribe(listening, hear)
      for (const server of found) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}
