import { ipcMain } from 'electron'
import { invokePrefix, rendererChannels } from '../../../shared/channels.ts'
import { createRouter, type RouterOptions } from './router.ts'

/** Opens the renderer's channels, each by its name: nothing is looked up by what a message says. */
export function setupIpc(options: RouterOptions): void {
  const route = createRouter(options)
  for (const channel of rendererChannels) {
    ipcMain.handle(invokePrefix + channel, (event, payload: unknown) => route(channel, event.senderFrame, payload))
  }
}
