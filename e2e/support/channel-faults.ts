import type { RendererChannel } from '../../shared/ipc/channels.ts'
import { invokePrefix } from '../../shared/ipc/channels.ts'
import type { RunningApp } from './running-app.ts'

/** What a channel does to the window instead of answering. */
export type ChannelFault = 'fails' | 'hangs' | 'spoils'

/** The sentence with which a channel out of order answers. */
export const outOfOrder = 'The reader does not answer.'

/**
 * Puts channels out of order where the window's requests end, in main, until the returned function is called. `hangs` keeps the
 * requests and answers them properly afterwards; `spoils` answers with a value that nothing can be drawn from.
 */
export async function disturb(
  app: RunningApp,
  channels: readonly RendererChannel[],
  fault: ChannelFault,
): Promise<() => Promise<void>> {
  await app.electron.evaluate(
    ({ ipcMain }, { names, how, message }) => {
      type Handler = (...args: unknown[]) => unknown
      const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Handler> })._invokeHandlers
      const store = globalThis as unknown as { disturbed?: { mend: () => void }[] }
      const originals = new Map<string, Handler>()
      let release = () => {}
      const released = new Promise<void>((resolve) => {
        release = resolve
      })
      for (const name of names) {
        const original = handlers.get(name)
        if (!original) throw new Error(`no handler of ${name}`)
        originals.set(name, original)
        handlers.set(name, async (...args) => {
          if (how === 'fails') return { ok: false, error: { kind: 'unavailable', message } }
          if (how === 'spoils') return { ok: true, value: {} }
          await released
          return original(...args)
        })
      }
      store.disturbed ??= []
      store.disturbed.push({
        mend: () => {
          for (const [name, original] of originals) handlers.set(name, original)
          release()
        },
      })
    },
    { names: channels.map((channel) => `${invokePrefix}${channel}`), how: fault, message: outOfOrder },
  )
  return () =>
    app.electron.evaluate(() => {
      const store = globalThis as unknown as { disturbed?: { mend: () => void }[] }
      for (const { mend } of store.disturbed ?? []) mend()
      store.disturbed = []
    })
}

/** Kills a utility process as a crash would. */
export async function killProcess(app: RunningApp, name: 'loader' | 'reader' | 'publisher'): Promise<void> {
  await app.electron.evaluate(({ app: main }, service) => {
    const found = main.getAppMetrics().find((metric) => metric.name === service)
    if (!found) throw new Error(`there is no process ${service}`)
    process.kill(found.pid, 'SIGKILL')
  }, `yts ${name}`)
}
