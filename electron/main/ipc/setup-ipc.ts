import { ipcMain } from 'electron'
import { rendererChannels } from '../../../shared/ipc/channel-names.ts'
import { invokePrefix } from '../../../shared/ipc/channels.ts'
import type { FirstAnswers } from '../warm-start/first-answers.ts'
import type { Route } from './router.ts'

/**
 * Opens the renderer's channels, each by its name: nothing is looked up by what a message says.
 *
 * @param route settles when there is something to answer from; the page may ask before
 * @param first answers some calls until then
 */
export function setupIpc(route: Promise<Route>, first: FirstAnswers | null): void {
  for (const channel of rendererChannels) {
    ipcMain.handle(invokePrefix + channel, async (event, payload: unknown) => {
      // Taken now: once the page is gone the event has no frame to give.
      const { senderFrame } = event
      return first?.answer(channel, senderFrame, payload) ?? (await route)(channel, senderFrame, payload)
    })
  }
}
