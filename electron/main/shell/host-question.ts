import { type BrowserWindow, dialog } from 'electron'
import type { HostChange } from '../../config/index.ts'

/** Asks in a native dialog whether loads may come from another host: no page can answer that one. */
export async function askToTrust(parent: BrowserWindow | null, { from, to }: HostChange): Promise<boolean> {
  return ask(parent, {
    message: `Load from ${to}?`,
    detail: `Loads come from ${from} now. From the next one on they would come from ${to}, and the films shown would be what that host says. Agree only if you know it.`,
    agree: 'Load from This Host',
  })
}

/** Asks in a native dialog whether posters may come from a host that they do not come from yet. */
export async function askToShowPosters(parent: BrowserWindow | null, host: string): Promise<boolean> {
  return ask(parent, {
    message: `Load posters from ${host}?`,
    detail: `Posters would be fetched from ${host} while you look at them. It sees your address and which films you look at.`,
    agree: 'Load Posters from This Host',
  })
}

async function ask(
  parent: BrowserWindow | null,
  { message, detail, agree }: { message: string; detail: string; agree: string },
): Promise<boolean> {
  const options = {
    type: 'warning' as const,
    title: 'YTS Explorer',
    message,
    detail,
    buttons: ['Cancel', agree],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
  const { response } = parent ? await dialog.showMessageBox(parent, options) : await dialog.showMessageBox(options)
  return response === 1
}
