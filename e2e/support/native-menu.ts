import type { RunningApp } from './running-app.ts'

/** Clicks an item of the native menu, as the menu does. */
export async function clickMenu(app: RunningApp, id: string): Promise<void> {
  await app.electron.evaluate(({ Menu, BrowserWindow }, item) => {
    const found = Menu.getApplicationMenu()?.getMenuItemById(item)
    if (!found) throw new Error(`no menu item ${item}`)
    if (!found.enabled) throw new Error(`menu item ${item} is disabled`)
    found.click(undefined, BrowserWindow.getAllWindows()[0], undefined)
  }, id)
}

/** State of a menu item. */
export function menuItem(app: RunningApp, id: string): Promise<{ label: string; enabled: boolean } | null> {
  return app.electron.evaluate(({ Menu }, item) => {
    const found = Menu.getApplicationMenu()?.getMenuItemById(item)
    return found ? { label: found.label, enabled: found.enabled } : null
  }, id)
}
