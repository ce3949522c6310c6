import { type BrowserWindow, dialog } from 'electron'
import type { HostChange } from '../../config/index.ts'

/** Asks in a native dialog whether loads may come from another host: no page can answer that one. */
export async function askToTrust(parent: BrowserWindow | null, { from, to }: HostChange): Promise<boolean> {
  const options = {
    type: 'warning' as const,
    title: 'YTS Explorer',
    message: `Load from ${to}?`,
    detail: `Loads come from ${from} now. From the next one on they would come from ${to}, and the films shown would be what that host says. Agree only if you know it.`,
    buttons: ['Cancel', 'Load from This Host'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
  const { response } = parent ? await dialog.showMessageBox(parent, options) : await dialog.showMessageBox(options)
  return response === 1
}
